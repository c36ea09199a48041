// Two writers of one account, the second coming between the load and the commit of a text: nothing is lost, nothing is double.

import { randomUUID } from "node:crypto";
import { eq } from "drizzle-orm";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { changeConsent, changeOffers } from "../../worker/db/consent.ts";
import { violatedCheck, violatedKey } from "../../worker/db/constraint.ts";
import { claims, merchants, outbox, rewards } from "../../worker/db/schema.ts";
import { deleteCustomer } from "../../worker/usecases/delete-customer.ts";
import { earnPoints } from "../../worker/usecases/earn-points.ts";
import { redeemCode } from "../../worker/usecases/redeem-code.ts";
import { auditLedgers } from "../support/ledgers.ts";
import { SHOP_NUMBER } from "../support/service.ts";
import { askForCode, takeReward } from "../support/wallet-acts.ts";
import { SHARED_NUMBER, startTexting, type Texting } from "./texting.ts";

let texting: Texting;
beforeAll(async () => {
  texting = await startTexting();
});
afterEach(async () => {
  expect(await auditLedgers(texting.client)).toEqual([]);
});
afterAll(() => texting.close());

const claimsOf = (customerId: string) => texting.db.orm.select().from(claims).where(eq(claims.customerId, customerId));

/** What the batch died of: a unique key, or the column of a CHECK. */
const death = (commit: () => Promise<void>): Promise<string | null> =>
  commit().then(
    () => null,
    (error: unknown) => violatedKey(error) ?? violatedCheck(error),
  );

describe("while an account moves away from a phone", () => {
  const line = { own: SHOP_NUMBER, shared: SHARED_NUMBER };

  /** The new phone has been told to type the code that the old one got. */
  async function asks(old: string, fresh: string, on = line.own) {
    await texting.joins(old, 2);
    // On a shared line it is the shop that they last talked to.
    if (on === line.shared) for (const text of ["JOIN CAFE", "NO"]) await texting.says(fresh, text, on);
    await texting.says(fresh, `MOVE ${old}`, on);
    const sent = await texting.db.orm.select().from(outbox).where(eq(outbox.recipient, old)).orderBy(outbox.createdAt);
    return /\d{6}/.exec(sent.at(-1)?.text ?? "")?.[0] ?? "";
  }

  test.each([
    ["on the line that it moves on", "+15145550111", "+15145550112", line.own, "conversation_entries.conversation_id"],
    ["on another line", "+15145550113", "+15145550114", line.shared, "consent"],
  ])("a STOP of that phone %s is its own: it is decided again", async (_, old, fresh, on, died) => {
    const code = await asks(old, fresh, on);
    const stop = await texting.hesitates(old, "STOP");
    await texting.says(fresh, code, on);
    expect(await texting.customerAt(fresh)).toMatchObject({ points: 3, consent: "subscribed" });
    expect(await death(stop)).toBe(died);
    await texting.says(old, "STOP");
    expect(await texting.customerAt(fresh)).toMatchObject({ consent: "subscribed" });
    expect(await texting.customerAt(old)).toMatchObject({ consent: "opted_out" });
  });

  test("no link to its wallet goes to that phone any more", async () => {
    const [old, fresh] = ["+15145550115", "+15145550116"];
    const code = await asks(old, fresh);
    const balance = await texting.hesitates(old, "BALANCE");
    await texting.says(fresh, code);
    expect(await death(balance)).toBe("conversation_entries.conversation_id");
  });

  test("nor is a withdrawal on a page, or a carrier's, the other phone's", async () => {
    const [old, fresh] = ["+15145550117", "+15145550118"];
    const code = await asks(old, fresh);
    const loaded = await texting.customerAt(old);
    await texting.says(fresh, code);
    const said = { word: "STOP", shown: "", cause: "page:1", behind: old } as const;
    for (const query of [
      changeConsent(texting.db, loaded, { ...said, change: "withdrawn" }, 1),
      changeOffers(texting.db, { id: loaded.id, seq: loaded.consentSeq }, { ...said, change: "withdrawn" }, 1),
    ]) {
      expect(await death(async () => void (await texting.db.write(query)))).toBe("consent");
    }
    expect(await texting.customerAt(fresh)).toMatchObject({ consent: "subscribed" });
  });
});

describe("between the load and the commit of a text", () => {
  test("points that come in elsewhere are not undone by a STOP", async () => {
    const { id: customerId } = await texting.joins("+15145550141", 0);
    const stop = await texting.hesitates("+15145550141", "STOP");
    const earned = {
      merchantId: texting.merchantId,
      customerId,
      points: 1,
      cause: "visit",
      actor: "kiosk:1",
      idempotencyKey: randomUUID(),
    } as const;
    expect(await earnPoints(texting.context, earned)).toMatchObject({ ok: true });
    await stop();
    expect(await texting.customerAt("+15145550141")).toMatchObject({ consent: "opted_out", points: 2, pointsSeq: 2 });
  });

  test("points that the wallet page spends are not spent a second time by a YES", async () => {
    const phone = "+15145550142";
    const { id: customerId } = await texting.joins(phone, 11);
    await texting.says(phone, "REDEEM");
    const yes = await texting.hesitates(phone, "YES");
    expect(
      await takeReward(texting.context, {
        merchantId: texting.merchantId,
        customerId,
        rewardId: texting.rewardId,
      }),
    ).toMatchObject({
      ok: true,
    });
    expect(await death(yes)).toBe("point_entries.customer_id");
    expect(await texting.says(phone, "YES")).toContain("takes 10 points and you have 2 points");
    expect(await claimsOf(customerId)).toHaveLength(1);
  });

  test("a code that another customer is given is not given twice", async () => {
    const [one, other] = ["+15145550143", "+15145550144"] as const;
    for (const phone of [one, other]) {
      await texting.joins(phone, 11);
      await texting.says(phone, "REDEEM");
      await texting.says(phone, "YES");
    }
    const asked = await texting.hesitates(one, "USE", { redemptionCode: "K7M42F" });
    await (await texting.hesitates(other, "USE", { redemptionCode: "K7M42F" }))();
    expect(await death(asked)).toBe("claims.merchant_id");
    expect(await texting.says(one, "USE")).toMatch(/: (?!K7M 42F)\w{3} \w{3} for a free coffee/);
  });

  test("a code from the wallet page is the one that is said", async () => {
    const phone = "+15145550145";
    const { id: customerId } = await texting.joins(phone, 11);
    await texting.says(phone, "REDEEM");
    await texting.says(phone, "YES");
    const [claim] = await claimsOf(customerId);
    const asked = await texting.hesitates(phone, "USE");
    const page = await askForCode(texting.context, {
      merchantId: texting.merchantId,
      customerId,
      claimId: claim?.id ?? "",
    });
    expect(await death(asked)).toBe("status");
    const code = page.ok ? `${page.value.code.slice(0, 3)} ${page.value.code.slice(3)}` : "none";
    expect(await texting.says(phone, "USE")).toContain(code);
  });

  test("a reward that staff redeem is not used again by a YES at the counter", async () => {
    const phone = "+15145550146";
    const { id: customerId } = await texting.joins(phone, 11);
    await texting.says(phone, "REDEEM");
    await texting.says(phone, "YES");
    const [claim] = await claimsOf(customerId);
    const code = await askForCode(texting.context, {
      merchantId: texting.merchantId,
      customerId,
      claimId: claim?.id ?? "",
    });
    await texting.db.orm.update(merchants).set({ redemptionMode: "show" });
    await texting.says(phone, "USE");
    const yes = await texting.hesitates(phone, "YES");
    const typed = code.ok ? code.value.code : "";
    const typing = { merchantId: texting.merchantId, typed, usedWith: "kiosk:1", auditId: "kiosk:1:typed" };
    expect(await redeemCode(texting.context, typing)).toMatchObject({ ok: true });
    expect(await death(yes)).toBe("status");
    expect(await texting.says(phone, "YES")).toContain("has been used");
    expect(await claimsOf(customerId)).toMatchObject([{ status: "used", usedWith: "kiosk:1" }]);
    await texting.db.orm.update(merchants).set({ redemptionMode: "code" });
  });

  test("the last of a stock goes to one", async () => {
    const phones = ["+15145550147", "+15145550148"] as const;
    await texting.db.orm.update(rewards).set({ stock: 1 });
    for (const phone of phones) {
      await texting.joins(phone, 11);
      await texting.says(phone, "REDEEM");
    }
    const yes = await texting.hesitates(phones[0], "YES");
    await (await texting.hesitates(phones[1], "YES"))();
    expect(await death(yes)).toBe("stock");
    expect(await texting.says(phones[0], "YES")).toContain("has run out");
    await texting.db.orm.update(rewards).set({ stock: null });
  });

  test("an account whose phone says STOP stays there, left", async () => {
    const [old, fresh] = ["+15145550149", "+15145550150"] as const;
    await texting.joins(old, 6);
    await texting.says(fresh, "MOVE 514 555-0149");
    const code = await texting.hesitates(fresh, "482913");
    await texting.says(old, "STOP");
    expect(await death(code)).toBe("consent");
    expect(await texting.customerAt(old)).toMatchObject({ consent: "opted_out", points: 7 });
    expect(await texting.customerAt(fresh)).toMatchObject({ points: 0 });
  });
});

describe("between the load and the commit of a press on the wallet's page", () => {
  /** Runs before the first batch of the act is written. */
  function contextThat(meanwhile: () => Promise<unknown>) {
    const { db } = texting;
    let isFirst = true;
    const slow: typeof db = {
      ...db,
      async write(queries) {
        if (isFirst) {
          isFirst = false;
          await meanwhile();
        }
        return db.write(queries);
      },
    };
    return { ...texting.context, db: slow };
  }
  const holdsNine = (customerId: string) => () =>
    texting.client.execute(
      `INSERT INTO disputes (id, merchant_id, customer_id, entry_seq, given_by, opened_at)
        SELECT 'late', merchant_id, id, 2, 'kiosk:1', 1 FROM customers WHERE id = '${customerId}'`,
    );

  test("points that are disputed are not spent", async () => {
    const { id: customerId, merchantId } = await texting.joins("+15145550151", 11);
    const of = { merchantId, customerId, rewardId: texting.rewardId };
    expect(await takeReward(contextThat(holdsNine(customerId)), of)).toEqual({ ok: false, error: "not_enough_points" });
    await texting.client.execute("DELETE FROM disputes WHERE id = 'late'");
  });

  test("nobody who has been deleted is given a code, a reward or a coupon", async () => {
    const { id: customerId, merchantId } = await texting.joins("+15145550152", 11);
    const taken = await takeReward(texting.context, { merchantId, customerId, rewardId: texting.rewardId });
    if (!taken.ok) throw new Error(taken.error);
    const { claimId } = taken.value;
    const goes = () => deleteCustomer(texting.context, { word: "Delete", shown: "Delete", customerId, merchantId });
    const asked = await askForCode(contextThat(goes), { merchantId, customerId, claimId });
    expect(asked).toEqual({ ok: false, error: "no_such_claim" });
    expect(await claimsOf(customerId)).toMatchObject([{ status: "taken", code: null }]);
  });
});
