// A till and a kiosk on the same counter: what is bought takes no turn of the day from a visit.

import { afterAll, beforeAll, expect, test } from "vitest";
import { pairTablet, waitingFor } from "../support/kiosk.ts";
import { type Service, startService } from "../support/service.ts";
import { addTill, setSpending } from "../support/till.ts";

let service: Service;
beforeAll(async () => {
  service = await startService({ carrier: "simulator" });
});
afterAll(() => service?.dispose());

test("points that wait for a purchase leave the point of the visit to a number that has not confirmed", async () => {
  const phone = "+15145550134";
  const { rows } = await service.db.execute("SELECT id FROM merchants");
  const merchantId = String(rows[0]?.id);
  await setSpending(service, merchantId, 100);
  await (await addTill(service, merchantId)).buys({ phone, amount: 300 });
  const tablet = await pairTablet(service);
  expect((await tablet.types(phone)).status).toBe(200);
  expect(await waitingFor(service, phone)).toBe(4);
  expect((await tablet.types(phone)).status).toBe(409);
});
