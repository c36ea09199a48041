// Forms of the kiosk that no page of ours sends: a field that is missing, a file where a code should be. A refusal, never a failure.

import { afterAll, beforeAll, expect, test } from "vitest";
import { addStaffCode, pairTablet, type Tablet } from "../../support/kiosk.ts";
import { type Service, startService } from "../../support/service.ts";

let service: Service;
let tablet: Tablet;
beforeAll(async () => {
  service = await startService({ carrier: "simulator", shop: { SHOP_LOCALE: "en" } });
  await addStaffCode(service);
  tablet = await pairTablet(service);
  await tablet.opens();
});
afterAll(() => service?.dispose());

const FIELDS = ["code", "phone", "id", "points", "age", "multiPointCode"];

test.each([
  "/kiosk/pair",
  "/kiosk/visits",
  "/kiosk/staff/open",
  "/kiosk/staff/points",
  "/kiosk/staff/codes",
  "/kiosk/staff/moves",
  "/kiosk/staff/look-up",
  "/kiosk/staff/undo",
  "/kiosk/staff/waiting/move",
  "/kiosk/staff/waiting/drop",
])("%s", async (path) => {
  await service.db.execute("UPDATE kiosks SET wrong_tries = 0, locked_until = 0");
  const files = new FormData();
  for (const field of FIELDS) files.set(field, new File(["1234"], "code.txt"));
  for (const body of [new URLSearchParams({ other: "field" }), files]) {
    const headers = { origin: service.url, cookie: tablet.cookie() };
    const { status } = await fetch(service.url + path, { method: "POST", body, headers, redirect: "manual" });
    expect(status).toBeGreaterThanOrEqual(400);
    expect(status).toBeLessThan(500);
  }
});
