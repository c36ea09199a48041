// What goes with a customer who is deleted, wherever it was written down; and that the ledgers stay, all but what names somebody.

import { eq } from "drizzle-orm";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { birthdayDates } from "../../src/loyalty/birthday.ts";
import { DAY_MS } from "../../src/time.ts";
import { saveCouponReward } from "../../worker/db/offers.ts";
import { customers, offers } from "../../worker/db/schema.ts";
import { applySignUp } from "../../worker/db/sign-up.ts";
import { deleteCustomer } from "../../worker/usecases/delete-customer.ts";
import { giveBirthdayPoints } from "../../worker/usecases/give-birthday-points.ts";
import { reverseEntry } from "../../worker/usecases/reverse-entry.ts";
import { sweep } from "../../worker/usecases/sweep.ts";
import { auditLedgers } from "../support/ledgers.ts";
import { SHOP_NUMBER } from "../support/service.ts";
import { takeCoupon, takeReward } from "../support/wallet-acts.ts";
import { SHARED_NUMBER, startTexting, type Texting, textTo } from "./texting.ts";

let texting: Texting;
beforeAll(async () => {
  texting = await startTexting();
});
afterEach(async () => {
  expect(await auditLedgers(texting.client)).toEqual([]);
});
afterAll(() => texting.close());

const run = async (sql: string, ...args: (string | number)[]) => (await texting.client.execute({ sql, args })).rows;

const deleted = (customerId: string) => {
  const request = { merchantId: texting.merchantId, customerId, word: "Delete me", shown: "Nothing names you then." };
  return deleteCustomer(texting.context, request);
};

/** A form of the sign-up page that waits for its number. */
const signsUp = (phone: string) =>
  run(
    `INSERT INTO sign_ups (id, merchant_id, n, phone, prefix, name, email, language, sms_words, words_version, page, code_hash,
      expires_at, created_at)
    SELECT ?, ?, (SELECT count(*) + 1 FROM sign_ups), ?, '+1514555', 'Zoé Tremblay', 'zoe@example.com', 'en', 'Text me', '1',
      '/join/cafe', 'x', ?, 1`,
    `form of ${phone}`,
    texting.merchantId,
    phone,
    Date.now() + 60_000,
  );

test("a form that was confirmed keeps its words and loses its name, though the account has moved since", async () => {
  const [old, fresh] = ["+15145550160", "+15145550161"];
  await signsUp(old);
  const { id } = await texting.joins(old, 3);
  const form = { merchantId: texting.merchantId, customerId: id, signUpId: `form of ${old}`, cause: "test" };
  await texting.db.write(applySignUp(form, texting.context.now()));
  await texting.says(fresh, "MOVE 514 555-0160");
  const [sent] = await run("SELECT text FROM outbox WHERE recipient = ? AND kind = 'move_code'", old);
  await texting.says(fresh, /\d{6}/.exec(String(sent?.text))?.[0] ?? "");
  expect(await texting.customerAt(fresh)).toMatchObject({ id, name: "Zoé Tremblay", points: 4 });

  expect(await deleted(id)).toBe("deleted");
  const [kept] = await run("SELECT * FROM sign_ups WHERE id = ?", `form of ${old}`);
  expect(kept).toMatchObject({ name: null, email: null, prefix: "", sms_words: "Text me", confirmed_by: "code" });
  expect(kept?.phone).toMatch(/^deleted:/);
  expect(await run("SELECT 1 FROM moves WHERE ? IN (from_phone, to_phone)", fresh)).toEqual([]);
});

test("a form that nobody has confirmed goes altogether", async () => {
  const phone = "+15145550162";
  const { id } = await texting.joins(phone, 0);
  await signsUp(phone);
  await deleted(id);
  expect(await run("SELECT * FROM sign_ups WHERE id = ?", `form of ${phone}`)).toEqual([]);
});

describe("a text that was written before its customer was deleted, and comes after", () => {
  /** Every table that keeps a number somewhere. */
  async function rowsWith(phone: string): Promise<string[]> {
    const tables = await run("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'");
    const found: string[] = [];
    for (const { name } of tables) {
      const rows = await run(`SELECT * FROM "${name}"`);
      if (rows.some((row) => JSON.stringify(row).includes(phone))) found.push(String(name));
    }
    return found;
  }

  test.each(["HELP", "STOP", "START", "do you sell beans?"])(
    "%s brings the number back into no table",
    async (text) => {
      const phone = "+15145550167";
      const { id } = await texting.joins(phone, 0);
      const written = texting.context.now();
      await deleted(id);
      expect(await rowsWith(phone)).toEqual([]);
      await texting.says(phone, text, SHOP_NUMBER, written);
      expect(await rowsWith(phone)).toEqual([]);
    },
  );

  test("nor does one that was handled before, and is delivered again", async () => {
    const phone = "+15145550168";
    const { id } = await texting.joins(phone, 0);
    const once = { ...textTo(SHOP_NUMBER, phone, "STOP"), sentAt: texting.context.now() };
    expect(await texting.receives(once)).toBe("handled");
    await deleted(id);
    // Whose STOP it was is forgotten: it is heard again, and leaves nothing.
    expect(await texting.receives(once)).toBe("handled");
    expect(await rowsWith(phone)).toEqual([]);
  });

  test("a STOP of somebody else under the id of a text of theirs is heard", async () => {
    const [phone, other] = ["+15145550158", "+15145550159"];
    const { id } = await texting.joins(phone, 0);
    await texting.joins(other, 0);
    const theirs = textTo(SHOP_NUMBER, phone, "BALANCE");
    expect(await texting.receives(theirs)).toBe("handled");
    await deleted(id);
    expect(await texting.receives({ ...theirs, from: other, text: "STOP", content: "STOP" })).toBe("handled");
    expect((await texting.customerAt(other)).consent).toBe("opted_out");
    expect(await texting.receives({ ...theirs, text: "HELP", content: "HELP" })).toBe("duplicate");
  });

  test("on a shared number it gives the shop no record, and a STOP still leaves the other shop", async () => {
    const phone = "+15145550169";
    for (const text of ["JOIN SALON", "YES", "JOIN CAFE", "YES"]) await texting.says(phone, text, SHARED_NUMBER);
    const [cafe] = await run("SELECT id FROM customers WHERE phone = ? AND merchant_id = ?", phone, texting.merchantId);
    const written = texting.context.now();
    await deleted(String(cafe?.id));
    const shops = async () =>
      (await run("SELECT merchant_id AS shop, consent FROM customers WHERE phone = ?", phone)).map((row) => ({
        ...row,
      }));
    for (const text of ["BALANCE", "STOP CAFE"]) {
      await texting.says(phone, text, SHARED_NUMBER, written);
      expect(await shops()).toEqual([{ shop: texting.salonId, consent: "subscribed" }]);
    }
    await texting.says(phone, "STOP", SHARED_NUMBER, written);
    expect(await shops()).toEqual([{ shop: texting.salonId, consent: "opted_out" }]);
  });
});

test("points that were put aside for the number no longer name it: those that came in, and those that lapsed", async () => {
  const phone = "+15145550163";
  for (const [id, points, lapsesAt] of [
    ["came in", 2, Date.now() + 60_000],
    ["lapsed", 1, 1],
  ] as const) {
    await run(
      `INSERT INTO pending_points (id, merchant_id, phone, points, actor, idempotency_key, created_at, lapses_at)
      VALUES (?, ?, ?, ?, 'kiosk:1', ?, 1, ?)`,
      id,
      texting.merchantId,
      phone,
      points,
      `key of ${id}`,
      lapsesAt,
    );
  }
  const { id, points } = await texting.joins(phone, 0);
  expect(points).toBe(3);
  await deleted(id);
  const aside = await run("SELECT phone, status FROM pending_points ORDER BY id");
  expect(aside.map(({ status }) => status)).toEqual(["settled", "undone"]);
  for (const each of aside) expect(each.phone).toMatch(/^deleted:/);
});

test("what staff wrote of them goes, and the figures stay", async () => {
  const { id, pointsSeq } = await texting.joins("+15145550164", 5);
  const by = { actor: `person:${texting.ownerId}`, personId: texting.ownerId, reason: "Mrs Tremblay paid for her son" };
  await reverseEntry(texting.context, { merchantId: texting.merchantId, customerId: id, seq: pointsSeq, ...by });
  const ledger = () => run("SELECT seq, delta, balance, cause, actor, at FROM point_entries WHERE customer_id = ?", id);
  const before = await ledger();

  await deleted(id);
  expect(await run("SELECT 1 FROM point_entries WHERE reason LIKE '%Tremblay%'")).toEqual([]);
  expect((await ledger()).slice(0, before.length)).toEqual(before);
});

test("a number that has not talked on the shop's present line is not written down there by its own deletion", async () => {
  const phone = "+15145550166";
  const { id } = await texting.joins(phone, 0);
  await run(
    "DELETE FROM conversation_entries WHERE conversation_id IN (SELECT id FROM conversations WHERE phone = ?)",
    phone,
  );
  await run("DELETE FROM conversations WHERE phone = ?", phone);
  expect(await deleted(id)).toBe("deleted");
  expect(await run("SELECT id FROM conversations WHERE phone = ?", phone)).toEqual([]);
});

test("a text that was at the carrier at that moment keeps its number until it has gone, and no longer", async () => {
  const phone = "+15145550167";
  const { id } = await texting.joins(phone, 0);
  await run("UPDATE outbox SET status = 'sending' WHERE customer_id = ? AND kind = 'welcome'", id);
  await deleted(id);
  const ofCustomer = () => run("SELECT recipient, text FROM outbox WHERE customer_id = ? AND kind = 'welcome'", id);
  await sweep(texting.context);
  expect(await ofCustomer()).toMatchObject([{ recipient: phone }]);
  await run(
    "UPDATE outbox SET status = 'submitted', submitted_at = 1, carrier_message_id = 'sent' WHERE customer_id = ? AND kind = 'welcome'",
    id,
  );
  await sweep(texting.context);
  expect(await ofCustomer()).toEqual([
    { recipient: (await texting.db.orm.select().from(customers).where(eq(customers.id, id)))[0]?.phone, text: "" },
  ]);
});

describe("a ledger's entries", () => {
  /** What may be taken out of an entry, and never written. */
  const nameable: Record<string, string | null> = {
    consent_entries: null,
    email_consent_entries: "email",
    point_entries: "reason",
  };

  beforeAll(async () => {
    const { id, pointsSeq } = await texting.joins("+15145550165", 5);
    const by = { actor: "staff:1", personId: null, reason: "By mistake" };
    await reverseEntry(texting.context, { merchantId: texting.merchantId, customerId: id, seq: pointsSeq, ...by });
    await run(
      `INSERT INTO email_consent_entries (customer_id, seq, change, email, actor, cause, at)
      VALUES (?, 1, 'granted', 'a@example.com', 'customer', 'sign_up:1', 1)`,
      id,
    );
    await run("UPDATE customers SET email_consent = 'subscribed', email_consent_seq = 1 WHERE id = ?", id);
  });

  test.each(Object.entries(nameable))("%s: no column can be changed, nor a row taken away", async (table, spared) => {
    const columns = await run(`PRAGMA table_info(${table})`);
    for (const { name, type } of columns) {
      if (name === spared) continue;
      const other = type === "INTEGER" ? `coalesce(${name}, 0) + 1` : `coalesce(${name}, '') || 'x'`;
      await expect(run(`UPDATE ${table} SET ${name} = ${other}`)).rejects.toThrow(`${table} is append-only`);
    }
    await expect(run(`DELETE FROM ${table}`)).rejects.toThrow(`${table} is append-only`);
  });

  test("a reason can be erased, and not written anew", async () => {
    const rewritten = run("UPDATE point_entries SET reason = 'Another' WHERE reason = 'By mistake'");
    await expect(rewritten).rejects.toThrow("point_entries is append-only");
    await run("UPDATE point_entries SET reason = NULL WHERE reason = 'By mistake'");
    expect(await run("SELECT 1 FROM point_entries WHERE reason = 'By mistake'")).toEqual([]);
  });

  test("an entry without a reason gets none", async () => {
    const written = run("UPDATE point_entries SET reason = 'Late' WHERE reason IS NULL");
    await expect(written).rejects.toThrow("point_entries is append-only");
  });
});

test("a purchase keeps its amount and loses what the till called it, where its points waited too", async () => {
  const { id } = await texting.joins("+15145550168", 0);
  await run(
    "INSERT INTO api_keys (id, merchant_id, label, key_hash, scopes, created_at) VALUES ('till', ?, 'Till', 'x', '[]', 1)",
    texting.merchantId,
  );
  await run(
    `INSERT INTO pending_points (id, merchant_id, phone, points, actor, status, idempotency_key, created_at, lapses_at)
    VALUES ('waited', ?, '+15145550168', 2, 'till:till', 'lapsed', 'purchase:b', 1, 2)`,
    texting.merchantId,
  );
  const buys = `INSERT INTO purchases (id, merchant_id, api_key_id, idempotency_key, fingerprint, amount_minor, currency, reference,
    points, customer_id, pending_id, balance, created_at) VALUES (?, ?, 'till', ?, 'f', 450, 'CAD', 'Mrs Tremblay', `;
  await run(`${buys} 0, ?, NULL, 0, 1)`, "a", texting.merchantId, "a", id);
  await run(`${buys} 2, NULL, 'waited', NULL, 1)`, "b", texting.merchantId, "b");
  expect(await deleted(id)).toBe("deleted");
  const kept = { amount_minor: 450, reference: null };
  expect(await run("SELECT amount_minor, reference FROM purchases")).toMatchObject([kept, kept]);
});

describe("what is had once is not had again by who was deleted and comes back", () => {
  const phone = "+15145550170";
  const at = (days: number) => Date.now() + days * DAY_MS;

  /** An offer with a coupon, on from then for a week. */
  async function offered(id: string, startsAt: number) {
    const text = { titleEn: id, titleFr: id, detailsEn: "", detailsFr: "", exclusionsEn: "", exclusionsFr: "" };
    const offer = { id, merchantId: texting.merchantId, ...text, startsAt, endsAt: startsAt + 7 * DAY_MS };
    await texting.db.write([
      texting.db.orm.insert(offers).values({ ...offer, hasCoupon: true, createdAt: 1 }),
      saveCouponReward(texting.db, eq(offers.id, id)),
    ]);
    return { merchantId: texting.merchantId, offerId: id };
  }
  const takes = async (rewardId: string) => {
    const { id: customerId } = await texting.customerAt(phone);
    const claimId = `${rewardId} of ${customerId}`;
    return takeReward(texting.context, { merchantId: texting.merchantId, customerId, rewardId, claimId });
  };
  const getsCoupon = async (offer: { merchantId: string; offerId: string }) =>
    takeCoupon(texting.context, { ...offer, customerId: (await texting.customerAt(phone)).id });
  /** In the second of the deletion nobody can come back. */
  async function goes(customerId: string) {
    await deleted(customerId);
    await texting.says("+15145550171", "HELP");
  }
  const had = (error: string) => ({ ok: false, error });

  test("points of welcome and of this year's birthday, coupons, and rewards of which there are so many", async () => {
    const [begun, other] = [await offered("begun", at(-1)), await offered("other", at(-1))];
    await run("UPDATE rewards SET per_customer_max = 1, cost = 1 WHERE id = ?", texting.rewardId);
    await run("UPDATE merchants SET birthday_points = 5 WHERE id = ?", texting.merchantId);
    const { id, points } = await texting.joins(phone, 5);
    expect(points).toBe(6);
    await celebrates();
    expect(await texting.customerAt(phone)).toMatchObject({ points: 11 });
    expect(await getsCoupon(begun)).toMatchObject({ ok: true });
    expect(await takes(texting.rewardId)).toMatchObject({ ok: true });
    await goes(id);

    // Twice over: what the first deletion has kept, the second one keeps.
    for (let time = 0; time < 2; time++) {
      const back = await texting.joins(phone, 0);
      expect(back.points).toBe(0);
      expect((await texting.joins(phone, 3)).points).toBe(3);
      await celebrates();
      expect(await texting.customerAt(phone)).toMatchObject({ points: 3 });
      expect(await takes(texting.rewardId)).toEqual(had("limit_reached"));
      expect(await texting.says(phone, "REDEEM")).not.toContain("free coffee");
      for (const offer of [begun, other]) expect(await getsCoupon(offer)).toEqual(had("coupon_had"));
      await texting.says(phone, "OFFERS");
      await texting.says(phone, "1");
      expect(await run("SELECT 1 FROM claims WHERE customer_id = ?", back.id)).toEqual([]);
      await goes(back.id);
    }
    expect(await run("SELECT 1 FROM former_members")).not.toEqual([]);
    expect(JSON.stringify(await run("SELECT * FROM former_members"))).not.toContain("5550170");
  });

  test("by the page's form neither, where their account has moved on; and what has begun since is theirs", async () => {
    await texting.joins(phone, 0);
    const fresh = "+15145550172";
    await texting.says(fresh, `MOVE ${phone}`);
    await (await texting.hesitates(fresh, "482913"))();
    expect(await texting.customerAt(phone)).toMatchObject({ consent: "none", proof: null });
    expect(await (await texting.fillsIn({ phone }))()).toMatchObject({ ok: true, value: { points: 0 } });
    expect(await texting.customerAt(phone)).toMatchObject({ consent: "subscribed", points: 0 });
    expect(await getsCoupon(await offered("since", texting.context.now()))).toMatchObject({ ok: true });
  });

  /** It is their birthday when the shop looks, whatever hour it is now. */
  async function celebrates() {
    const dueAt = Date.now() - DAY_MS;
    const date = birthdayDates(dueAt, texting.context.now(), "America/Toronto").at(-1) ?? "";
    await run("UPDATE customers SET birthday = ? WHERE phone = ?", date.slice(5), phone);
    await run("UPDATE merchants SET birthdays_due_at = ?", dueAt);
    await giveBirthdayPoints(texting.context);
  }
});

describe("the number stands in no row of any table, on a shared number too", () => {
  /** In whatever way it is written. */
  async function traces(phone: string): Promise<string[]> {
    const tables = await run("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'");
    const all = await Promise.all(tables.map(async ({ name }) => ({ name, rows: await run(`SELECT * FROM ${name}`) })));
    const digits = phone.slice(2);
    return all.flatMap(({ name, rows }) =>
      rows
        .filter((row) =>
          JSON.stringify(row)
            .replace(/[ ().-]/g, "")
            .includes(digits),
        )
        .map(() => String(name)),
    );
  }
  const atCafe = async (phone: string) => {
    const [row] = await run("SELECT id FROM customers WHERE phone = ? AND merchant_id = ?", phone, texting.merchantId);
    return String(row?.id);
  };
  const salonsForm = { slug: "salon", number: SHARED_NUMBER };
  const texts =
    (...said: readonly string[]) =>
    async (phone: string) => {
      for (const text of said) await texting.says(phone, text, SHARED_NUMBER);
    };

  test.each<[string, string, (phone: string) => Promise<unknown>]>([
    [
      "has asked for help, joined, and left the other shop and all",
      "+15145550180",
      texts("HELP", "JOIN CAFE", "YES", "STOP SALON", "STOP"),
    ],
    [
      "was a member of the other shop, and left it",
      "+15145550181",
      texts("JOIN SALON", "YES", "JOIN CAFE", "YES", "STOP SALON"),
    ],
    ["was asked by the other shop, and never answered", "+15145550182", texts("JOIN CAFE", "YES", "JOIN SALON")],
    [
      "was typed on the other shop's page",
      "+15145550183",
      async (phone) => {
        await texts("JOIN CAFE", "YES")(phone);
        await texting.fillsIn({ phone, name: "Not me" }, salonsForm);
      },
    ],
    [
      "was typed on the other shop's tablet",
      "+15145550184",
      async (phone) => {
        await texts("JOIN CAFE", "YES")(phone);
        await run(
          `INSERT INTO pending_points (id, merchant_id, phone, points, actor, idempotency_key, created_at, lapses_at)
          VALUES ('aside', ?, ?, 1, 'kiosk:1', 'aside', 1, ?)`,
          texting.salonId,
          phone,
          Date.now() + DAY_MS,
        );
      },
    ],
    [
      "was named by another phone, that asked for the account",
      "+15145550185",
      async (phone) => {
        await texting.joins(phone, 0);
        await texting.says("+15145550189", "MOVE 514 555-0185");
        await texting.says("+15145550188", "CHANGER");
        await texting.says("+15145550188", "it was (514) 555.0185");
      },
    ],
  ])("where it %s", async (_, phone, lives) => {
    await lives(phone);
    expect(await traces(phone)).not.toEqual([]);
    expect(await deleted(await atCafe(phone))).toBe("deleted");
    expect(await traces(phone)).toEqual([]);
  });

  test("but where another shop of it has them as a member: there the conversation goes on", async () => {
    const phone = "+15145550186";
    await texts("JOIN SALON", "YES", "JOIN CAFE", "YES", "JOIN SALON")(phone);
    await deleted(await atCafe(phone));
    const left = await traces(phone);
    expect(left).toContain("conversations");
    expect(left.filter((table) => table === "customers")).toHaveLength(1);
    expect(await texting.says(phone, "BALANCE SALON", SHARED_NUMBER)).toContain("Salon Rivage");
  });

  test("nor does a shop forget whose member they become at the same moment", async () => {
    const phone = "+15145550187";
    await texts("JOIN CAFE", "YES", "JOIN SALON")(phone);
    const id = await atCafe(phone);
    await Promise.all([deleted(id), texting.says(phone, "YES", SHARED_NUMBER)]);
    const [salon] = await run(
      "SELECT consent, phone FROM customers WHERE merchant_id = ? AND (phone = ? OR consent = 'subscribed') ORDER BY created_at DESC",
      texting.salonId,
      phone,
    );
    expect(salon?.consent === "subscribed" ? salon.phone : phone).toBe(phone);
  });
});
