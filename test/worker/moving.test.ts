// An account follows its owner to a new number, and back, against the real service: who is told what, and what goes along.

import { createHash, randomUUID } from "node:crypto";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { auditLedgers } from "../support/ledgers.ts";
import { queueDirectly, readMessages } from "../support/outbox.ts";
import { type Service, startService } from "../support/service.ts";
import { waitFor } from "../support/wait.ts";

let service: Service;
beforeAll(async () => {
  service = await startService();
  await rows("UPDATE merchants SET earn_code = '2468', multi_point_code = '97531', earns_per_day_max = 1000");
});
afterEach(async () => {
  expect(await auditLedgers(service.db)).toEqual([]);
});
afterAll(() => service.dispose());

const rows = async (sql: string, ...args: (string | number)[]) => (await service.db.execute({ sql, args })).rows;
async function customerAt(phone: string): Promise<Record<string, unknown>> {
  const [row] = await rows("SELECT * FROM customers WHERE phone = ?", phone);
  return { ...row };
}

/** A phone whose answers are read in turn. */
function phone(number: string) {
  const customer = service.customer(number);
  let heard = 0;
  const hears = () => customer.receives(++heard);
  const says = async (text: string) => {
    await customer.texts(text);
    return hears();
  };
  return { number, hears, says, texts: customer.texts, received: customer.received };
}

async function member(number: string, points: number) {
  const customer = phone(number);
  await customer.says("JOIN");
  await customer.says("YES");
  await customer.says(`2468 97531 ${points}`);
  return customer;
}

/** The code for the counter is another one each time, and is worth nothing where there is no account. */
const inWords = (text: string): string => text.replace(/[2-9A-Z]{3} [2-9A-Z]{3}/, "a code");
const codeIn = (text: string): string => /\b\d{6}\b/.exec(text)?.[0] ?? "no code";

test("points, claims, consent with its proof and birthday come along; both phones are told", async () => {
  const old = await member("+15145550110", 24);
  await old.says("REDEEM");
  await old.says("YES");
  await old.says("BIRTHDAY 12/05");
  const { phone: _old, ...account } = await customerAt(old.number);
  const id = String(account.id);
  const token = createHash("sha256").update(randomUUID()).digest("hex");
  const session = "INSERT INTO customer_sessions (token_hash, customer_id, expires_at, created_at) VALUES (?, ?, ?, 1)";
  await rows(session, token, id, Date.now() + 60_000);

  const fresh = phone("+15145550111");
  expect(await fresh.says("MOVE 514 555-0110")).toContain("if that number has an account with us");
  const told = await old.hears();
  expect(told).toContain("moves your account to the phone that ends in 11");
  expect(await fresh.says(codeIn(told))).toContain("You have 15 points");
  expect(await old.hears()).toContain("your account is on the phone that ends in 11 now");

  const { phone: _new, ...moved } = await customerAt(fresh.number);
  expect(moved).toEqual(account);
  expect(await rows("SELECT status FROM claims WHERE customer_id = ?", id)).toMatchObject([{ status: "taken" }]);
  expect(await customerAt(old.number)).toMatchObject({ consent: "none", points: 0 });
  expect(await rows("SELECT 1 FROM customer_sessions WHERE customer_id = ?", id)).toEqual([]);
  expect(await rows("SELECT 1 FROM links WHERE customer_id = ? AND revoked_at IS NULL", id)).toEqual([]);
  const audited = "SELECT to_phone FROM audit_entries JOIN moves ON moves.id = subject WHERE act = 'account_moved'";
  expect(await rows(audited)).toMatchObject([{ to_phone: fresh.number }]);

  expect(await fresh.says("USE")).toContain("for a free coffee");
  expect(await old.says("BALANCE")).toContain("not a member");
  const journal = await rows("SELECT events FROM conversation_entries");
  expect(JSON.stringify(journal)).not.toContain(codeIn(told));
  expect(JSON.stringify(service.logs)).not.toContain(codeIn(told));
});

test("what waits to be sent comes along, but no code: each proves the phone that it was written for", async () => {
  const old = await member("+15145550190", 1);
  const later = { recipient: old.number, dueAt: Date.now() + 3_600_000 };
  const kinds = ["birthday", "sign_up_code", "move_code"] as const;
  const ids = await queueDirectly(
    service.db,
    kinds.map((kind) => ({ ...later, kind })),
  );
  const fresh = phone("+15145550191");
  await fresh.says("MOVE 514 555-0190");
  await fresh.says(codeIn(await old.hears()));
  const waiting = await readMessages(service.db, ids);
  expect(waiting.map(({ recipient }) => recipient)).toEqual([fresh.number, old.number, old.number]);
});

test("a number that nobody has is answered in the same words, and nothing is sent to it", async () => {
  const stranger = phone("+15145550112");
  const answer = inWords(await stranger.says("MOVE 514 555-0113"));
  expect(answer).toContain("Show our staff a code");
  expect(await rows("SELECT 1 FROM outbox WHERE recipient = '+15145550113'")).toEqual([]);
  expect(await rows("SELECT 1 FROM moves WHERE to_phone = ?", stranger.number)).toEqual([]);
  const known = await member("+15145550114", 3);
  const other = phone("+15145550156");
  expect(inWords(await other.says("MOVE 514 555-0114"))).toBe(answer);
  await known.hears();
  expect(await other.says("111111")).toContain("4 tries are left");
});

test("one account is asked for three codes a day, and then looks like nobody's", async () => {
  const old = await member("+15145550115", 3);
  const answers: string[] = [];
  for (const number of ["+15145550116", "+15145550117", "+15145550118", "+15145550119"]) {
    answers.push(inWords(await phone(number).says("MOVE 514 555-0115")));
  }
  expect(new Set(answers).size).toBe(1);
  const codes = await rows("SELECT text FROM outbox WHERE recipient = ? AND kind = 'move_code'", old.number);
  expect(codes).toHaveLength(3);
});

test("five wrong codes, and the right one is worth nothing", async () => {
  const old = await member("+15145550120", 3);
  const fresh = phone("+15145550121");
  await fresh.says("MOVE 514 555-0120");
  const code = codeIn(await old.hears());
  const wrong = code === "000000" ? "000001" : "000000";
  for (let tries = 0; tries < 4; tries++) await fresh.says(`${wrong.slice(0, 5)}${tries + 2}`);
  expect(await fresh.says(wrong)).toContain("too many tries");
  expect(await fresh.says(code)).toContain("not a member");
  expect((await customerAt(old.number)).points).toBe(4);
});

test("of two phones that have a code each, one gets the account, at the same moment or later", async () => {
  const old = await member("+15145550122", 3);
  const [one, other] = [phone("+15145550123"), phone("+15145550124")] as const;
  await one.says("MOVE 514 555-0122");
  const codeOfOne = codeIn(await old.hears());
  await other.says("MOVE 514 555-0122");
  const codeOfOther = codeIn(await old.hears());
  const answers = await Promise.all([one.says(codeOfOne), other.says(codeOfOther)]);
  expect(answers.filter((text) => text.includes("your account is on this phone now"))).toHaveLength(1);
  expect(answers.filter((text) => text.includes("not right"))).toHaveLength(1);
  const balances = await Promise.all([one, other, old].map(async ({ number }) => (await customerAt(number)).points));
  expect(balances.map(Number).sort()).toEqual([0, 0, 4]);
});

describe("a STOP", () => {
  test("on the old phone before the code is typed keeps the account there, and left", async () => {
    const old = await member("+15145550125", 3);
    const fresh = phone("+15145550126");
    await fresh.says("MOVE 514 555-0125");
    const code = codeIn(await old.hears());
    await old.says("STOP");
    expect(await fresh.says(code)).toContain("not right");
    expect(await customerAt(old.number)).toMatchObject({ consent: "opted_out", points: 4 });
    expect(await fresh.says("MOVE 514 555-0125")).toContain("if that number has an account");
    expect(await rows("SELECT 1 FROM outbox WHERE recipient = ? AND kind = 'move_code'", old.number)).toHaveLength(1);
  });

  test("on the new phone before the code is typed wins", async () => {
    const old = await member("+15145550127", 3);
    const fresh = phone("+15145550128");
    await fresh.says("MOVE 514 555-0127");
    const code = codeIn(await old.hears());
    await fresh.says("STOP");
    await fresh.texts(code);
    expect(await customerAt(old.number)).toMatchObject({ consent: "subscribed", points: 4 });
    expect(await customerAt(fresh.number)).toMatchObject({ consent: "opted_out", points: 0 });
  });

  test("after the move is the account's, and the old phone still hears that it has moved", async () => {
    const old = await member("+15145550129", 3);
    const fresh = await member("+15145550130", 6);
    await fresh.says("MOVE 514 555-0129");
    await fresh.texts(codeIn(await old.hears()));
    await fresh.texts("STOP");
    expect(await old.hears()).toContain("Reply MOVE BACK");
    expect(await customerAt(fresh.number)).toMatchObject({ consent: "opted_out", points: 4 });
    // What the new phone had has not agreed to promotions on the old one.
    expect(await customerAt(old.number)).toMatchObject({ consent: "held", points: 7 });
  });
});

describe("MOVE BACK", () => {
  async function moved(oldNumber: string, newNumber: string) {
    const old = await member(oldNumber, 9);
    const fresh = await member(newNumber, 2);
    await fresh.says(`MOVE ${oldNumber.slice(2)}`);
    await fresh.says(codeIn(await old.hears()));
    await old.hears();
    return { old, fresh };
  }

  test("from the old phone brings the account home, and tells the new one", async () => {
    const { old, fresh } = await moved("+15145550131", "+15145550132");
    expect(await old.says("MOVE BACK")).toContain("back on this phone. You have 10 points");
    expect(await fresh.hears()).toContain("gone back to its old phone");
    expect(await old.says("BALANCE")).toContain("You have 10 points".toLowerCase());
    expect(await customerAt(fresh.number)).toMatchObject({ points: 3, consent: "subscribed" });
    expect(await rows("SELECT act FROM audit_entries WHERE act = 'account_moved_back'")).toHaveLength(1);
  });

  test("from the new phone does the same, in French", async () => {
    const { old, fresh } = await moved("+15145550133", "+15145550134");
    await fresh.says("FRANCAIS");
    expect(await fresh.says("changer retour")).toContain("retourné à l'ancien téléphone");
    expect(await old.hears()).toContain("revenu sur ce téléphone");
    expect((await customerAt(old.number)).points).toBe(10);
  });

  test("keeps each STOP with the phone that said it", async () => {
    const one = await moved("+15145550151", "+15145550152");
    await one.fresh.says("STOP");
    expect(await one.old.says("MOVE BACK")).toContain("back on this phone");
    expect(await customerAt(one.fresh.number)).toMatchObject({ consent: "opted_out", points: 3 });
    expect(await customerAt(one.old.number)).toMatchObject({ consent: "opted_out", points: 10 });
    expect(await one.old.says("YES")).toContain("welcome back");

    const other = await moved("+15145550153", "+15145550154");
    await other.old.says("STOP");
    await other.fresh.says("MOVE BACK");
    expect(await customerAt(other.old.number)).toMatchObject({ consent: "opted_out", points: 10 });
    const notice = "SELECT status FROM outbox WHERE recipient = ? AND kind = 'account_moved' AND n = 2";
    const status = async () => (await rows(notice, other.old.number))[0]?.status;
    await waitFor("the notice not to be sent", async () => ((await status()) === "cancelled" ? true : null));
  });

  test("twice at once happens once; after seven days a person reads it", async () => {
    const { old, fresh } = await moved("+15145550135", "+15145550136");
    await Promise.all([old.texts("MOVE BACK"), fresh.texts("MOVE BACK")]);
    await waitFor("the account", async () => ((await customerAt(old.number)).points === 10 ? true : null));
    expect(
      await rows("SELECT 1 FROM moves WHERE to_phone = ? AND moved_back_at IS NOT NULL", fresh.number),
    ).toHaveLength(1);
    const again = await moved("+15145550137", "+15145550138");
    await rows("UPDATE moves SET moved_at = moved_at - 604800001 WHERE to_phone = ?", again.fresh.number);
    await again.old.texts("MOVE BACK");
    expect((await customerAt(again.fresh.number)).points).toBe(10);
  });
});
