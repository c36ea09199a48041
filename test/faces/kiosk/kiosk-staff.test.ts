// The staff side of the kiosk: who gets in, codes, points given and taken back, points that wait.

import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { redemptionCode, spacedCode } from "../../../src/rewards/redemption-code.ts";
import { addStaffCode, joins, ledgerOf, newActId, pairTablet, type Tablet, waitingFor } from "../../support/kiosk.ts";
import { type Service, startService } from "../../support/service.ts";

let service: Service;
let tablet: Tablet;
beforeAll(async () => {
  service = await startService({ carrier: "simulator", shop: { SHOP_LOCALE: "en" } });
  await addStaffCode(service);
  tablet = await pairTablet(service);
});
beforeEach(async () => {
  await service.db.execute("UPDATE kiosks SET wrong_tries = 0, locked_until = 0");
  await service.db.execute("UPDATE merchants SET points_at_once_max = 10, multi_point_code = '97531'");
  await tablet.opens();
});
afterAll(() => service.dispose());

const run = (sql: string, ...args: (string | number)[]) => service.db.execute({ sql, args });
const give = (phone: string, points: number, id = newActId()) =>
  tablet.posts("/kiosk/staff/points", { id, phone, points });
const giveWithCode = (phone: string, points: number, multiPointCode: string) =>
  tablet.posts("/kiosk/staff/points", { id: newActId(), phone, points, multiPointCode });
const check = (code: string, id = newActId()) => tablet.posts("/kiosk/staff/codes", { id, code });
const undo = (id: string) => tablet.posts("/kiosk/staff/undo", { id });
const member = async (phone: string, points = 0): Promise<string> => {
  await joins(service, phone);
  await run("UPDATE customers SET points = ? WHERE phone = ?", points || 1, phone);
  return phone;
};

/** A reward that waits at the counter with its code, as the customer's wallet shows it. */
async function claimWithCode(phone: string, { until = Date.now() + 60_000, seed = 1 } = {}) {
  const id = newActId();
  const code = redemptionCode(new Uint8Array([seed, seed + 1, seed + 2, seed + 3, seed + 4]));
  await run(
    `INSERT INTO claims (id, merchant_id, customer_id, reward_id, cost, status, code, code_until, taken_at)
      SELECT ?, c.merchant_id, c.id, r.id, r.cost, 'in_use', ?, ?, 1 FROM customers c
      JOIN rewards r ON r.merchant_id = c.merchant_id WHERE c.phone = ? LIMIT 1`,
    id,
    code,
    until,
    phone,
  );
  const status = async () => String((await run("SELECT status FROM claims WHERE id = ?", id)).rows[0]?.status);
  return { id, code, status };
}

describe("the lock", () => {
  test("lets nobody do anything without a code", async () => {
    await tablet.posts("/kiosk/staff/lock", {});
    for (const path of ["points", "codes", "look-up", "undo", "waiting/move", "waiting/drop"]) {
      expect(await tablet.posts(`/kiosk/staff/${path}`, { id: newActId() })).toMatchObject({
        status: 401,
        mark: "locked",
      });
    }
    expect((await tablet.gets("/kiosk/staff")).text).toContain("Type your staff code");
  });

  test("opens for a code with gaps, and names whose it is", async () => {
    await tablet.posts("/kiosk/staff/lock", {});
    const opened = await tablet.opens(" 43-21 ");
    expect(opened).toMatchObject({ status: 200, mark: "done" });
    expect(opened.text).toMatch(/^Team/);
  });

  test("closes for a minute after five wrong codes, even to the right one", async () => {
    for (let i = 0; i < 5; i++) expect((await tablet.opens("1111")).text).toContain("This is not a staff code");
    const refused = await tablet.opens();
    expect(refused.status).toBe(422);
    expect(refused.text).toMatch(/Five wrong codes\. This kiosk takes codes again at \d\d:\d\d/);
    await run("UPDATE kiosks SET locked_until = ?", Date.now() - 1);
    expect((await tablet.opens()).status).toBe(200);
  });

  test("counts tries that come all at once", async () => {
    const tries = await Promise.all(Array.from({ length: 20 }, (_, i) => tablet.opens(String(5_000 + i))));
    expect(tries.filter(({ text }) => text.includes("not a staff code")).length).toBeLessThanOrEqual(5);
    expect((await tablet.opens()).status).toBe(422);
  });

  test("closes at once when the code is taken back", async () => {
    const id = await addStaffCode(service, "8642", "Seasonal");
    await tablet.opens("8642");
    await run("UPDATE staff_codes SET revoked_at = 1 WHERE id = ?", id);
    expect(await give("514 555-0110", 1)).toMatchObject({ status: 401 });
    expect((await tablet.opens("8642")).status).toBe(422);
  });

  test("is not opened by any beginning of a MAC, whoever it names and however long it says it is good", async () => {
    const tablet = await pairTablet(service);
    const staffCodeId = await addStaffCode(service);
    const soon = Date.now() + 60_000;
    const macs = [..."0123456789abcdef", "", "00", "f".repeat(63), "f".repeat(64), "f".repeat(65)];
    for (const actor of [`kiosk:${tablet.kioskId}`, `staff:${staffCodeId}`]) {
      for (const until of [soon, 9_999_999_999_999]) {
        for (const mac of macs) {
          const cookie = `${tablet.cookie()}; kiosk_staff=${encodeURIComponent(`${actor}~${until}~${mac}`)}`;
          const side = await fetch(`${service.url}/kiosk/staff`, { headers: { cookie }, redirect: "manual" });
          expect(await side.text()).toContain('action="/kiosk/staff/open"');
        }
      }
    }
  });

  test("is not opened by a pass of somebody's own making, or another kiosk's", async () => {
    const other = await pairTablet(service, { code: "0THER111" });
    const [, pass = ""] = /kiosk_staff=([^;]+)/.exec(tablet.cookie()) ?? [];
    const far = `${decodeURIComponent(pass).replace(/~\d+~/, `~${Date.now() + 9e9}~`)}`;
    for (const [cookie, sealed] of [
      [other.cookie(), pass],
      [tablet.cookie().replace(/; kiosk_staff=.*/, ""), encodeURIComponent(far)],
    ]) {
      const response = await fetch(`${service.url}/kiosk/staff`, {
        headers: { cookie: `${cookie}; kiosk_staff=${sealed}` },
      });
      expect(await response.text()).toContain("Type your staff code");
    }
  });

  test("the multi-point code opens giving, and nothing else", async () => {
    await run("UPDATE merchants SET multi_point_code = '99887'");
    await tablet.posts("/kiosk/staff/lock", {});
    const opened = await tablet.opens("99887");
    expect(opened.text).toContain("Give");
    expect(opened.text).not.toContain("Undo");
    const phone = await member("+15145550111");
    expect(await give(phone, 4)).toMatchObject({ mark: "done" });
    expect((await ledgerOf(service, phone)).entries.at(-1)).toMatchObject({
      delta: 4,
      actor: `kiosk:${tablet.kioskId}`,
    });
    expect(await check("XXXXXX")).toMatchObject({ status: 401, mark: "locked" });
  });

  test.each([
    ["'99888'", "+15145550117"],
    ["NULL", "+15145550118"],
  ])("closes at once when the multi-point code becomes %s", async (code, phone) => {
    await run("UPDATE merchants SET multi_point_code = '99887'");
    await tablet.posts("/kiosk/staff/lock", {});
    await tablet.opens("99887");
    expect(await give(await member(phone), 1)).toMatchObject({ mark: "done" });
    await run(`UPDATE merchants SET multi_point_code = ${code}`);
    expect(await give(phone, 1)).toMatchObject({ status: 401 });
  });
});

describe("a redemption code", () => {
  test("is typed in lower case with a gap, and works once; sent again it is the same handing-over", async () => {
    const claim = await claimWithCode(await member("+15145550120"));
    const id = newActId();
    const handed = await check(spacedCode(claim.code).toLowerCase(), id);
    expect(handed).toMatchObject({ status: 200, mark: "done" });
    expect(handed.text).toContain("Hand over: a free coffee");
    expect(await service.customer("+15145550120").receives(3)).toContain("a free coffee was used at the counter");
    expect((await check(claim.code, id)).text).toContain("Hand over: a free coffee");
    const again = await check(claim.code);
    expect(again.text).toMatch(/This code was used at \d\d:\d\d, by Team\./);
    expect(await claim.status()).toBe("used");
  });

  test("that has expired is told from one that nobody has", async () => {
    const claim = await claimWithCode(await member("+15145550121"), { until: Date.now() - 1, seed: 20 });
    expect((await check(claim.code)).text).toContain("This code no longer counts");
    expect((await check(redemptionCode(new Uint8Array([9, 9, 9, 9, 9])))).text).toContain("There is no such code");
  });

  test("wrong ones lock the kiosk; an expired one is no guess", async () => {
    const expired = await claimWithCode("+15145550121", { until: Date.now() - 1, seed: 40 });
    for (let i = 0; i < 7; i++) expect((await check(expired.code)).text).toContain("no longer counts");
    for (let i = 0; i < 5; i++) expect((await check("ABCDEF")).text).toContain("There is no such code");
    const claim = await claimWithCode("+15145550121", { seed: 60 });
    expect((await check(claim.code)).text).toContain("Five wrong codes");
    expect(await claim.status()).toBe("in_use");
  });

  test("is undone: the reward is back in the wallet, and a later use is not undone by the same button", async () => {
    const claim = await claimWithCode(await member("+15145550122"), { seed: 80 });
    const id = newActId();
    await check(claim.code, id);
    expect(await undo(id)).toMatchObject({ status: 200 });
    expect(await claim.status()).toBe("taken");
    await run("UPDATE claims SET status = 'used', used_at = ? WHERE id = ?", Date.now() + 1_000, claim.id);
    await undo(id);
    expect(await claim.status()).toBe("used");
  });
});

describe("points", () => {
  test("are given several at once, in the name of the code, and the customer is told and can say NO", async () => {
    const phone = await member("+15145550130");
    const given = await give("514 555-0130", 5);
    expect(given.text).toMatch(/5 points given to 514 555-0130.*Has 6 points/);
    const { entries } = await ledgerOf(service, phone);
    expect(entries.at(-1)).toMatchObject({ delta: 5, cause: "staff", actor: expect.stringMatching(/^staff:/) });
    const customer = service.customer(phone);
    expect(await customer.receives(3)).toMatch(/\+5 points at the counter\. You have 6 points\..*Reply NO/);
    await customer.texts("NO");
    const dispute = "SELECT given_by FROM disputes JOIN customers c ON c.id = customer_id WHERE phone = ?";
    expect((await run(dispute, phone)).rows).toMatchObject([{ given_by: "Team" }]);
  });

  test("are taken back, once, and the day is given back with them", async () => {
    const phone = await member("+15145550131");
    const id = newActId();
    await give(phone, 5, id);
    expect((await undo(id)).text).toContain("Undone");
    await undo(id);
    expect((await ledgerOf(service, phone)).points).toBe(1);
    expect((await tablet.gets("/kiosk/staff")).text).toMatch(/\+5 points.*undone/);
    expect(await tablet.types(phone)).toMatchObject({ mark: "done" });
  });

  test("more than the shop gives at once take the multi-point code, and keep what was typed", async () => {
    const phone = await member("+15145550135");
    const asked = await give(phone, 11);
    expect(asked).toMatchObject({ status: 409, mark: "refused" });
    expect(asked.text).toContain("More than 10 points at once takes the multi-point code.");
    expect((await giveWithCode(phone, 11, "11111")).text).toContain("This is not the multi-point code.");
    expect((await ledgerOf(service, phone)).points).toBe(1);
    expect((await giveWithCode(phone, 11, " 975-31 ")).text).toContain("11 points given to 514 555-0135");
    // The code opens the most at once, and not the day.
    expect((await giveWithCode(phone, 11, "97531")).text).toContain("Has had today’s already");
    expect((await ledgerOf(service, phone)).points).toBe(12);
  });

  test("are put aside under the same limits", async () => {
    expect((await give("514 555-0136", 11)).text).toContain("More than 10 points at once");
    await give("514 555-0136", 10);
    expect((await giveWithCode("514 555-0136", 11, "97531")).text).toContain("Has had today’s already");
    expect(await waitingFor(service, "+15145550136")).toBe(10);
  });

  test("where the shop has no such code stay within the most at once", async () => {
    await run("UPDATE merchants SET multi_point_code = NULL");
    const phone = await member("+15145550137");
    expect((await give(phone, 11)).text).toContain("No more than 10 points at once here.");
    expect((await giveWithCode(phone, 11, "97531")).text).toContain("This is not the multi-point code.");
    expect((await ledgerOf(service, phone)).points).toBe(1);
  });

  test("five wrong multi-point codes lock the kiosk as any others do", async () => {
    for (let i = 0; i < 5; i++) await giveWithCode("514 555-0138", 11, "11111");
    expect((await giveWithCode("514 555-0138", 11, "97531")).text).toMatch(
      /Five wrong codes\. This kiosk takes codes again/,
    );
    expect(await waitingFor(service, "+15145550138")).toBe(0);
  });

  test("that have been spent can't be taken back", async () => {
    const phone = await member("+15145550132");
    const id = newActId();
    await give(phone, 5, id);
    await run("UPDATE customers SET points = 2 WHERE phone = ?", phone);
    const refused = await undo(id);
    expect(refused).toMatchObject({ status: 409, mark: "refused" });
    expect(refused.text).toContain("have been spent");
  });

  test.each(["0", "1001", "-3", "1.5", "many"])("%s of them are not given", async (points) => {
    const phone = await member("+15145550133");
    const before = (await ledgerOf(service, phone)).entries.length;
    expect(await tablet.posts("/kiosk/staff/points", { id: newActId(), phone, points })).toMatchObject({
      mark: "refused",
    });
    expect((await ledgerOf(service, phone)).entries).toHaveLength(before);
  });

  test("sent twice, as after a lost answer, are given once", async () => {
    const phone = await member("+15145550134");
    const id = newActId();
    await Promise.all([give(phone, 3, id), give(phone, 3, id), give(phone, 3, id)]);
    await give(phone, 3, id);
    expect((await ledgerOf(service, phone)).points).toBe(4);
    await service.customer(phone).receives(3);
    expect(await service.customer(phone).received()).toHaveLength(3);
  });
});

describe("a number is looked up", () => {
  test("with what it has, what is within reach and what waits in the wallet, and nothing changes", async () => {
    const phone = await member("+15145550140", 12);
    await claimWithCode(phone, { seed: 100 });
    const before = await ledgerOf(service, phone);
    const { text } = await tablet.posts("/kiosk/staff/look-up", { phone: "514 555-0140" });
    expect(text).toMatch(
      /514 555-0140 Member Has 12 points\. In the wallet: a free coffee\. Within reach: a free coffee\./,
    );
    expect(await ledgerOf(service, phone)).toEqual(before);
  });

  test("that is nobody's yet", async () => {
    const { text } = await tablet.posts("/kiosk/staff/look-up", { phone: "514 555-0141" });
    expect(text).toContain("514 555-0141 Has not joined yet");
  });
});

describe("points that wait", () => {
  const pendingId = async (phone: string) =>
    String((await run("SELECT id FROM pending_points WHERE phone = ? AND status = 'waiting'", phone)).rows[0]?.id);
  const move = (id: string, phone: string) => tablet.posts("/kiosk/staff/waiting/move", { id, phone });

  test("go to the right number: a member has them at once, and once", async () => {
    const right = await member("+15145550150");
    await give("514 555-0151", 3);
    const id = await pendingId("+15145550151");
    const answers = await Promise.all([move(id, right), move(id, right), move(id, right)]);
    expect(answers.filter(({ mark }) => mark === "done")).toHaveLength(1);
    expect([(await ledgerOf(service, right)).points, await waitingFor(service, "+15145550151")]).toEqual([4, 0]);
  });

  test("are moved by two people at once, and are points of one of the numbers", async () => {
    const right = await member("+15145550158");
    await give("514 555-0151", 3);
    const id = await pendingId("+15145550151");
    await Promise.all([move(id, right), move(id, "514 555-0152"), move(id, "514 555-0159")]);
    const moved = (await ledgerOf(service, right)).points - 1;
    const waiting = [await waitingFor(service, "+15145550152"), await waitingFor(service, "+15145550159")];
    expect([moved, ...waiting].toSorted()).toEqual([0, 0, 3]);
  });

  test("wait for the right number when it has not joined, and it is told", async () => {
    const right = service.customer("+15145550153");
    await give("514 555-0154", 2);
    const moved = await move(await pendingId("+15145550154"), "514 555-0153");
    expect(moved.text).toContain("Moved: they wait for 514 555-0153");
    expect(await right.receives(1)).toContain("2 points wait for you");
    await right.texts("yes");
    await right.receives(2);
    expect((await ledgerOf(service, right.phone)).points).toBe(3);
  });

  test("are dropped; the act that put them aside is undone the same way", async () => {
    await give("514 555-0155", 2);
    expect((await tablet.posts("/kiosk/staff/waiting/drop", { id: await pendingId("+15145550155") })).text).toContain(
      "Dropped",
    );
    const act = newActId();
    await tablet.types("514 555-0156", { id: act });
    await undo(act);
    await tablet.types("514 555-0156", { id: act });
    expect([await waitingFor(service, "+15145550155"), await waitingFor(service, "+15145550156")]).toEqual([0, 0]);
  });

  test("of another shop are out of reach", async () => {
    await run(
      "INSERT INTO merchants (id, slug, name, language, time_zone, unit, created_at) SELECT 'other', 'other', 'Other', language, time_zone, unit, 99999999999999 FROM merchants LIMIT 1",
    );
    await run(
      "INSERT INTO pending_points (id, merchant_id, phone, points, actor, idempotency_key, created_at, lapses_at) VALUES ('theirs', 'other', '+15145550157', 7, 'kiosk:x', 'theirs', 1, 99999999999999)",
    );
    expect((await tablet.gets("/kiosk/staff")).text).not.toContain("0157");
    expect(await move("theirs", "514 555-0150")).toMatchObject({ status: 409 });
    expect(await tablet.posts("/kiosk/staff/waiting/drop", { id: "theirs" })).toMatchObject({ status: 409 });
    expect(await waitingFor(service, "+15145550157")).toBe(7);
  });
});

test("the last five acts are this kiosk's own, newest first", async () => {
  const mine = await pairTablet(service, { code: "M1NEM1NE" });
  await mine.opens();
  for (let n = 60; n < 66; n++) await mine.types(`514 555-01${n}`);
  await tablet.types("514 555-0167");
  const { text } = await mine.gets("/kiosk/staff");
  const [, acts = ""] = /Last five(.*)Waiting for a YES/.exec(text) ?? [];
  expect(acts.match(/555-01\d\d/g)).toEqual(["555-0165", "555-0164", "555-0163", "555-0162", "555-0161"]);
  expect(await undo(newActId())).toMatchObject({ status: 409, mark: "refused" });
});
