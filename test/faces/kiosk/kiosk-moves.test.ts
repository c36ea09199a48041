// A customer whose old phone is gone: staff type the code that the new one shows, see whose account it is, and bring it over.

import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { MOVE_CODE_LIFETIME_MS } from "../../../src/loyalty/moves.ts";
import { addStaffCode, joins, newActId, pairTablet, type Tablet } from "../../support/kiosk.ts";
import { auditLedgers } from "../../support/ledgers.ts";
import { type Service, startService } from "../../support/service.ts";

let service: Service;
let tablet: Tablet;
let staffCodeId: string;
beforeAll(async () => {
  service = await startService({ carrier: "simulator", shop: { SHOP_LOCALE: "en" } });
  staffCodeId = await addStaffCode(service);
  tablet = await pairTablet(service);
});
beforeEach(async () => {
  await run("UPDATE kiosks SET wrong_tries = 0, locked_until = 0");
  await tablet.opens();
});
afterEach(async () => {
  expect(await auditLedgers(service.db)).toEqual([]);
});
afterAll(() => service.dispose());

const run = async (sql: string, ...args: (string | number)[]) => (await service.db.execute({ sql, args })).rows;
const accountAt = async (phone: string) => (await run("SELECT * FROM customers WHERE phone = ?", phone))[0] ?? null;
const check = (code: string) => tablet.posts("/kiosk/staff/codes", { id: newActId(), code });
const confirm = (code: string) => tablet.posts("/kiosk/staff/moves", { code });

/** The code for the counter, in the answer to MOVE. */
const codeIn = (text: string): string => /[2-9A-Z]{3} [2-9A-Z]{3}/.exec(text)?.[0] ?? "no code";

/** The new phone has asked for the account of the old one, which has got its own code. */
async function asks(oldPhone: string, newPhone: string) {
  await joins(service, oldPhone);
  await run("UPDATE customers SET name = 'Camille Roy' WHERE phone = ?", oldPhone);
  const [old, fresh] = [service.customer(oldPhone), service.customer(newPhone)] as const;
  await fresh.texts(`MOVE ${oldPhone}`);
  await old.receives(3);
  return { old, fresh, code: codeIn(await fresh.receives(1)) };
}

test("the code shows whose account it is; nothing moves before staff have said so, and then both phones are told", async () => {
  const { old, fresh, code } = await asks("+15145550110", "+15145550111");
  const before = await accountAt(old.phone);
  const shown = await check(code.toLowerCase().replace(" ", "-"));
  expect(shown).toMatchObject({ status: 200, mark: "done" });
  expect(shown.text).toMatch(/A new number Camille Roy · 1 point From 514 555-0110 to 514 555-0111/);
  expect(await accountAt(old.phone)).toEqual(before);

  const moved = await confirm(code);
  expect(moved.text).toContain("The account is on 514 555-0111 now Both phones are told");
  expect(await accountAt(fresh.phone)).toEqual({ ...before, phone: fresh.phone });
  expect(await accountAt(old.phone)).toMatchObject({ consent: "none", points: 0 });
  expect(await old.receives(4)).toContain("your account is on the phone that ends in 11 now. Not you? Reply MOVE BACK");
  expect(await fresh.receives(2)).toContain("your account is on this phone now. You have 1 point");

  const audited = "SELECT a.id FROM audit_entries a JOIN moves m ON m.id = subject WHERE act = 'account_moved'";
  expect(await run(audited)).toEqual([{ id: expect.stringMatching(`^staff:${staffCodeId}:`) }]);
  expect((await confirm(code)).text).toContain("This account has moved already.");
  expect(await old.received()).toHaveLength(4);

  // The new phone is no longer asked for the other code, and the old one can bring it back.
  await fresh.texts("BALANCE");
  expect(await fresh.receives(3)).toContain("1 point");
  await old.texts("MOVE BACK");
  expect(await old.receives(5)).toContain("back on this phone");
  expect(await fresh.receives(4)).toContain("gone back to its old phone");
  expect(await accountAt(old.phone)).toEqual(before);
});

test("what the new phone had stays with the old number", async () => {
  await joins(service, "+15145550113");
  await joins(service, "+15145550112");
  await run("UPDATE customers SET name = 'New' WHERE phone = '+15145550113'");
  const fresh = service.customer("+15145550113");
  await fresh.texts("MOVE +15145550112");
  const code = codeIn(await fresh.receives(3));
  expect(await confirm(code)).toMatchObject({ mark: "done" });
  expect(await accountAt("+15145550112")).toMatchObject({ name: "New", consent: "held" });
  expect(await accountAt("+15145550113")).toMatchObject({ name: null, consent: "subscribed" });
});

test("what waits for the new number comes into the account that is brought there", async () => {
  const { fresh, code } = await asks("+15145550116", "+15145550117");
  await tablet.posts("/kiosk/staff/points", { id: newActId(), phone: fresh.phone, points: "1" });
  await confirm(code);
  expect(await accountAt(fresh.phone)).toMatchObject({ points: 2 });
  expect(await fresh.receives(2)).toContain("You have 2 points");
  expect(await run("SELECT status FROM pending_points WHERE phone = ?", fresh.phone)).toEqual([{ status: "settled" }]);
});

describe("nothing moves", () => {
  test("without a staff code, nor with the multi-point code alone", async () => {
    await run("UPDATE merchants SET multi_point_code = '97531'");
    const { old, code } = await asks("+15145550120", "+15145550121");
    await tablet.posts("/kiosk/staff/lock", {});
    expect(await confirm(code)).toMatchObject({ status: 401, mark: "locked" });
    await tablet.opens("97531");
    expect(await confirm(code)).toMatchObject({ status: 401, mark: "locked" });
    expect(await accountAt(old.phone)).toMatchObject({ points: 1 });
  });

  test("by a guess: a wrong code counts, whichever door it is tried at", async () => {
    await asks("+15145550122", "+15145550123");
    for (let i = 0; i < 3; i++) expect((await confirm("222222")).text).toContain("There is no such code");
    for (let i = 0; i < 2; i++) expect((await check("222222")).text).toContain("There is no such code");
    expect((await confirm("222222")).text).toContain("Five wrong codes");
  });

  test("for a number that nobody has: the code in the answer is worth nothing", async () => {
    const stranger = service.customer("+15145550124");
    await stranger.texts("MOVE 514 555-0199");
    expect((await check(codeIn(await stranger.receives(1)))).text).toContain("There is no such code");
  });

  test("after ten minutes", async () => {
    const { old, code } = await asks("+15145550125", "+15145550126");
    await run("UPDATE moves SET expires_at = ?, asked_at = asked_at - ?", Date.now() - 1, MOVE_CODE_LIFETIME_MS);
    for (const answer of [await check(code), await confirm(code)]) {
      expect(answer.text).toContain("This code has expired: they can text MOVE");
    }
    expect(await accountAt(old.phone)).toMatchObject({ points: 1 });
  });

  test("once either phone has said STOP", async () => {
    const one = await asks("+15145550127", "+15145550128");
    await one.old.texts("STOP");
    await one.old.receives(4);
    expect((await confirm(one.code)).text).toContain("This account has left our texts");
    const other = await asks("+15145550129", "+15145550130");
    await other.fresh.texts("STOP");
    await other.fresh.receives(2);
    expect((await confirm(other.code)).text).toContain("The new phone has left our texts");
    expect(await accountAt(other.old.phone)).toMatchObject({ consent: "subscribed" });
  });

  test("at another shop", async () => {
    const { old, code } = await asks("+15145550131", "+15145550132");
    await run(
      `INSERT INTO merchants (id, slug, name, language, time_zone, unit, created_at)
        SELECT 'other', 'other', 'Other', language, time_zone, unit, 99999999999999 FROM merchants LIMIT 1`,
    );
    await run("UPDATE moves SET merchant_id = 'other' WHERE from_phone = ?", old.phone);
    expect((await check(code)).text).toContain("There is no such code");
    await run("UPDATE moves SET merchant_id = (SELECT merchant_id FROM customers WHERE id = customer_id)");
  });
});

test("staff press twice, and the customer texts the other code at the same moment: it moves once", async () => {
  const { old, fresh, code } = await asks("+15145550140", "+15145550141");
  const [, sent = ""] = /(\d{6})/.exec(await old.receives(3)) ?? [];
  const [first, second] = await Promise.all([confirm(code), confirm(code), fresh.texts(sent)]);
  for (const { text } of [first, second]) expect(text).toMatch(/The account is on|has moved already/);
  expect(await old.receives(4)).toContain("your account is on the phone that ends in 41");
  expect(
    await run("SELECT 1 FROM audit_entries JOIN moves m ON m.id = subject WHERE from_phone = ?", old.phone),
  ).toHaveLength(1);
  expect(await accountAt(fresh.phone)).toMatchObject({ consent: "subscribed", points: 1 });
});
