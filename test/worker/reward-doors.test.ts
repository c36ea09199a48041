// Door × act × refusal: what is refused by text is refused on the wallet's pages, and what is done leaves the same rows behind.

import { randomUUID } from "node:crypto";
import { eq } from "drizzle-orm";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { DAY_MS } from "../../src/time.ts";
import { saveCouponReward } from "../../worker/db/offers.ts";
import { claims, offers, pointEntries } from "../../worker/db/schema.ts";
import { redeemCode } from "../../worker/usecases/redeem-code.ts";
import { reverseEntry } from "../../worker/usecases/reverse-entry.ts";
import { auditLedgers } from "../support/ledgers.ts";
import { askForCode, showAtCounter, takeCoupon, takeReward } from "../support/wallet-acts.ts";
import { startTexting, type Texting } from "./texting.ts";

const COST = 10;
const OFFER = "two-for-one";

let texting: Texting;
beforeAll(async () => {
  texting = await startTexting();
  const { db, merchantId } = texting;
  const text = { titleEn: OFFER, titleFr: OFFER };
  const lasts = { startsAt: 1, endsAt: Date.now() + 7 * DAY_MS, hasCoupon: true, createdAt: 1 };
  await db.write([
    db.orm.insert(offers).values({ id: OFFER, merchantId, ...text, ...lasts }),
    saveCouponReward(db, eq(offers.id, OFFER)),
  ]);
});
afterEach(async () => {
  await run(
    "UPDATE rewards SET cost = 10, withdrawn_at = NULL, starts_at = NULL, ends_at = NULL, stock = NULL WHERE offer_id IS NULL",
  );
  await run("UPDATE rewards SET per_customer_max = NULL WHERE offer_id IS NULL");
  await run("UPDATE offers SET withdrawn_at = NULL");
  await run("UPDATE merchants SET redemption_mode = 'code'");
  await texting.nothingWaits();
  expect(await auditLedgers(texting.client)).toEqual([]);
});
afterAll(() => texting?.close());

const run = (statement: string) => texting.client.execute(statement);
let phones = 0;
const nextPhone = () => `+1${514 + (phones % 5)}55501${String(10 + Math.floor(phones++ / 5)).padStart(2, "0")}`;

interface Member {
  readonly phone: string;
  readonly merchantId: string;
  readonly customerId: string;
}

async function member(points = 20): Promise<Member> {
  const phone = nextPhone();
  const { id: customerId } = await texting.joins(phone, points);
  return { phone, customerId, merchantId: texting.merchantId };
}

async function leftBy({ customerId }: Member) {
  const { orm } = texting.db;
  const taken = await orm.select().from(claims).where(eq(claims.customerId, customerId)).orderBy(claims.takenAt);
  const entries = await orm.select().from(pointEntries).where(eq(pointEntries.customerId, customerId));
  return {
    claims: taken.map(({ id: _id, customerId: _of, takenAt, codeUntil, code, usedAt, ...rest }) => ({
      ...rest,
      code: code === null ? null : code.length,
      codeMs: codeUntil === null ? null : Math.abs(codeUntil - Date.now()) < 400_000,
      used: usedAt === null ? null : usedAt >= takenAt,
    })),
    points: entries.map(({ delta, balance, cause, actor, idempotencyKey, claimId }) => {
      return { delta, balance, cause, actor, ofClaim: idempotencyKey === `claim:${claimId}` };
    }),
  };
}

/** One act, by its two doors. What stands between the question and the answer is what the test changes. */
interface Doors {
  /** Up to the last word before the act, and that word. */
  readonly texts: readonly string[];
  /** What a page is told; ok is null. */
  readonly page: (of: Member) => Promise<string | null>;
}

const refusalOf = (outcome: { readonly ok: true } | { readonly ok: false; readonly error: string }) =>
  outcome.ok ? null : outcome.error;

const claimIdOf = async ({ customerId }: Member) =>
  (await texting.db.orm.select().from(claims).where(eq(claims.customerId, customerId)))[0]?.id ?? randomUUID();

const doors = {
  TakeReward: {
    texts: ["REDEEM", "YES"],
    page: async (of) => refusalOf(await takeReward(texting.context, { ...of, rewardId: texting.rewardId, cost: COST })),
  },
  TakeCoupon: {
    texts: ["OFFERS", "1"],
    page: async (of) => refusalOf(await takeCoupon(texting.context, { ...of, offerId: OFFER })),
  },
  AskForCode: {
    texts: ["USE"],
    page: async (of) => refusalOf(await askForCode(texting.context, { ...of, claimId: await claimIdOf(of) })),
  },
  ShowAtCounter: {
    texts: ["USE", "YES"],
    page: async (of) => refusalOf(await showAtCounter(texting.context, { ...of, claimId: await claimIdOf(of) })),
  },
} satisfies Readonly<Record<string, Doors>>;

type ActName = keyof typeof doors;

const takesOne = async (of: Member) => {
  expect(await takeReward(texting.context, { ...of, rewardId: texting.rewardId })).toMatchObject({ ok: true });
};
const takesTwo = async (of: Member) => {
  await takesOne(of);
  await takesOne(of);
};
const takesCoupon = async (of: Member) => void (await takeCoupon(texting.context, { ...of, offerId: OFFER }));
const ofTheirs = (of: Member, change: string) =>
  run(`UPDATE claims SET ${change} WHERE customer_id = '${of.customerId}'`);
const givenBack = async ({ merchantId, customerId }: Member) => {
  const entries = await texting.db.orm.select().from(pointEntries).where(eq(pointEntries.customerId, customerId));
  const { seq = 0 } = entries.find(({ cause }) => cause === "claim") ?? {};
  const by = { actor: `person:${texting.ownerId}`, personId: texting.ownerId, reason: "a mistake" };
  expect(await reverseEntry(texting.context, { merchantId, customerId, seq, ...by })).toMatchObject({ ok: true });
};
/** Staff type its code. */
const handsOver = async (of: Member) => {
  const { merchantId } = of;
  await types();
  const asked = await askForCode(texting.context, { ...of, claimId: await claimIdOf(of) });
  const by = { usedWith: "kiosk:1", auditId: `kiosk:1:${randomUUID()}` };
  expect(
    await redeemCode(texting.context, { merchantId, typed: asked.ok ? asked.value.code : "", ...by }),
  ).toMatchObject({ ok: true });
};
const ofRewards = (change: string) => () => run(`UPDATE rewards SET ${change} WHERE id = '${texting.rewardId}'`);

/** Before the question; between it and the answer; what the text says; what the page is told. */
type Row = readonly [
  what: string,
  act: ActName,
  prepare: (of: Member) => unknown,
  meanwhile: (of: Member) => unknown,
  said: RegExp,
  told: string,
];

const handsOverAndShows = async (of: Member) => {
  await handsOver(of);
  await shows();
};
const usesCoupon = async (of: Member) => {
  await takesCoupon(of);
  await handsOver(of);
};

const nothing = () => {};
const shows = () => run("UPDATE merchants SET redemption_mode = 'show'");
const types = () => run("UPDATE merchants SET redemption_mode = 'code'");
const takesOneAndShows = async (of: Member) => {
  await takesOne(of);
  await shows();
};

const refusals: readonly Row[] = [
  ["withdrawn meanwhile", "TakeReward", nothing, ofRewards("withdrawn_at = 1"), /no longer offered/, "withdrawn"],
  ["put off meanwhile", "TakeReward", nothing, ofRewards("starts_at = 9e15"), /no longer offered/, "not_yet"],
  ["over meanwhile", "TakeReward", nothing, ofRewards("ends_at = 1"), /no longer offered/, "over"],
  ["the last one gone", "TakeReward", nothing, ofRewards("stock = 0"), /has run out/, "out_of_stock"],
  [
    "one each, and taken meanwhile",
    "TakeReward",
    ofRewards("per_customer_max = 1"),
    takesOne,
    /as often/,
    "limit_reached",
  ],
  [
    "points spent meanwhile",
    "TakeReward",
    nothing,
    takesTwo,
    /takes 10 points and you have 1 point/,
    "not_enough_points",
  ],
  ["at a new price", "TakeReward", nothing, ofRewards("cost = 11"), /11 points.*YES/, "price_changed"],
  [
    "withdrawn meanwhile",
    "TakeCoupon",
    nothing,
    () => run("UPDATE offers SET withdrawn_at = 1"),
    /no longer given/,
    "coupon_gone",
  ],
  ["had and used meanwhile", "TakeCoupon", nothing, usesCoupon, /have had that coupon/, "coupon_had"],
  ["nothing in the wallet", "AskForCode", nothing, nothing, /nothing|no reward/i, "no_such_claim"],
  ["handed over already", "AskForCode", takesOne, handsOver, /nothing|no reward/i, "already_used"],
  ["given back", "AskForCode", takesOne, givenBack, /nothing|no reward/i, "reversed"],
  [
    "past its last day",
    "AskForCode",
    takesCoupon,
    (of) => ofTheirs(of, "expires_at = 1"),
    /nothing|no reward/i,
    "expired",
  ],
  ["where the screen is the proof", "AskForCode", takesOne, shows, /at the counter/i, "wants_screen"],
  [
    "handed over meanwhile",
    "ShowAtCounter",
    takesOneAndShows,
    handsOverAndShows,
    /has been used or is no longer yours/,
    "already_used",
  ],
  [
    "given back meanwhile",
    "ShowAtCounter",
    takesOneAndShows,
    givenBack,
    /has been used or is no longer yours/,
    "reversed",
  ],
  [
    "past its last day meanwhile",
    "ShowAtCounter",
    async (of) => {
      await takesCoupon(of);
      await shows();
    },
    (of) => ofTheirs(of, "expires_at = 1"),
    /has been used or is no longer yours/,
    "expired",
  ],
  ["where staff type codes again", "ShowAtCounter", takesOneAndShows, types, /\w{3} \w{3} for/, "wants_code"],
];

describe.each(refusals)("%s: %s", (_what, act, prepare, meanwhile, said, told) => {
  const { texts, page } = doors[act];

  test("by text", async () => {
    const of = await member();
    await prepare(of);
    for (const text of texts.slice(0, -1)) await texting.says(of.phone, text);
    await meanwhile(of);
    const held = await leftBy(of);
    expect(await texting.says(of.phone, texts.at(-1) ?? "")).toMatch(said);
    // The word of the text may be good for another act: a code where the screen is the proof no more.
    if (told !== "wants_code") expect(await leftBy(of)).toEqual(held);
  });

  test("on a page", async () => {
    const of = await member();
    await prepare(of);
    await meanwhile(of);
    const held = await leftBy(of);
    expect(await page(of)).toBe(told);
    expect(await leftBy(of)).toEqual(held);
  });
});

test.each<[ActName, (of: Member) => unknown]>([
  ["TakeReward", nothing],
  ["TakeCoupon", nothing],
  ["AskForCode", takesOne],
  ["ShowAtCounter", takesOneAndShows],
])("%s leaves the same rows, whichever door it came through", async (act, prepare) => {
  const [texter, presser] = [await member(), await member()];
  await prepare(texter);
  await prepare(presser);
  for (const text of doors[act].texts) await texting.says(texter.phone, text);
  expect(await doors[act].page(presser)).toBeNull();
  const left = await leftBy(presser);
  expect(await leftBy(texter)).toEqual(left);
  expect(left.claims).toHaveLength(1);
});

test.each<[ActName, (of: Member) => unknown]>([
  ["TakeCoupon", nothing],
  ["AskForCode", takesOne],
])("%s twice, by one door and then by the other, comes to once", async (act, prepare) => {
  for (const isTextFirst of [true, false]) {
    const of = await member();
    await prepare(of);
    const text = async () => {
      for (const each of doors[act].texts) await texting.says(of.phone, each);
    };
    await (isTextFirst ? text() : doors[act].page(of));
    const held = await leftBy(of);
    await (isTextFirst ? doors[act].page(of) : text());
    expect(await leftBy(of)).toEqual(held);
  }
});
