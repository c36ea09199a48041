// A form of the staff side that comes again: with its own code it is the same handing-over, with another's it hands nothing over.

import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { redemptionCode } from "../../src/rewards/redemption-code.ts";
import { addStaffCode, joins, newActId, pairTablet, type Tablet } from "../support/kiosk.ts";
import { type Service, startService } from "../support/service.ts";

let service: Service;
let tablet: Tablet;
beforeAll(async () => {
  service = await startService({ carrier: "simulator", shop: { SHOP_LOCALE: "en" } });
  await addStaffCode(service);
  tablet = await pairTablet(service);
  await tablet.opens();
});
afterAll(() => service?.dispose());

const run = async (sql: string, ...args: (string | number)[]) => (await service.db.execute({ sql, args })).rows;

/** A reward of theirs, at the counter with its code. */
async function codeOf(phone: string, seed: number): Promise<string> {
  await joins(service, phone);
  const code = redemptionCode(new Uint8Array([seed, 1, 2, 3, 4]));
  await run(
    `INSERT INTO claims (id, merchant_id, customer_id, reward_id, cost, status, code, code_until, taken_at)
      SELECT ?, c.merchant_id, c.id, r.id, r.cost, 'in_use', ?, ?, 1 FROM customers c
      JOIN rewards r ON r.merchant_id = c.merchant_id WHERE c.phone = ? LIMIT 1`,
    randomUUID(),
    code,
    Date.now() + 60_000,
    phone,
  );
  return code;
}

test("a page that was gone back to, with the code of the next customer", async () => {
  const [one, two] = [await codeOf("+15145550171", 5), await codeOf("+15145550172", 9)];
  const id = newActId();
  const check = (code: string, actId = id) => tablet.posts("/kiosk/staff/codes", { id: actId, code });
  expect(await check(one)).toMatchObject({ status: 200 });
  expect(await check(one.toLowerCase())).toMatchObject({ status: 200 });
  const other = await check(two);
  expect(other).toMatchObject({ status: 409, mark: "refused" });
  expect(other.text).toContain("This form was sent before");
  expect(await run("SELECT status FROM claims WHERE code = ?", two)).toEqual([{ status: "in_use" }]);
  expect(await check(two, newActId())).toMatchObject({ status: 200 });
});

test("a receipt that could not be written takes nothing from the reward's own record: sent again, it is handed over once", async () => {
  const code = await codeOf("+15145550173", 13);
  const id = newActId();
  const check = () => tablet.posts("/kiosk/staff/codes", { id, code });
  await run("CREATE TRIGGER no_receipts BEFORE INSERT ON outbox BEGIN SELECT RAISE(ABORT, 'no receipts'); END");
  expect((await check()).status).toBe(500);
  await run("DROP TRIGGER no_receipts");
  const [claim] = await run("SELECT id, status FROM claims WHERE code = ?", code);
  expect(claim).toMatchObject({ status: "used" });
  expect(await check()).toMatchObject({ status: 200, text: expect.stringContaining("Hand over") });
  const told = "SELECT count(*) AS rows FROM audit_entries WHERE act = 'code_redeemed' AND subject = ?";
  expect(await run(told, String(claim?.id))).toEqual([{ rows: 1 }]);
});
