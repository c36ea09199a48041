// A form's id is made with the form: one that is somebody else's already changes nothing of theirs.

import { randomUUID } from "node:crypto";
import { eq } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { merchants, offers, people, rewards } from "../../../worker/db/schema.ts";
import type { SignedIn } from "../../../worker/db/sign-in.ts";
import { saveOffer } from "../../../worker/usecases/save-offer.ts";
import { startUsecases, type Usecases } from "../../support/usecases.ts";

let shop: Usecases;
let here: SignedIn;
let elsewhere: SignedIn;

beforeAll(async () => {
  shop = await startUsecases();
  const { orm } = shop;
  const [[merchant], [person]] = [await orm.select().from(merchants), await orm.select().from(people)];
  if (!merchant || !person) throw new Error("there is no shop");
  const other = { ...merchant, id: randomUUID(), slug: "spa", name: "Spa" };
  await orm.insert(merchants).values(other);
  here = { sessionId: "1", person, merchant };
  elsewhere = { sessionId: "2", person, merchant: other };
});
afterAll(() => shop?.dispose());

const settings = {
  titleEn: "Two for one",
  titleFr: "Deux pour un",
  detailsEn: "",
  detailsFr: "",
  exclusionsEn: "",
  exclusionsFr: "",
  startsAt: 1,
  endsAt: 9_999_999_999_999,
  hasCoupon: true,
  couponDays: null,
};

test.each(["another shop", "the shop itself"])(
  "an offer of %s under the id of a reward leaves the reward as it was",
  async (who) => {
    const { orm } = shop;
    const before = await orm.select().from(rewards);
    const offerId = before[0]?.id ?? "";
    const signedIn = who === "another shop" ? elsewhere : here;
    const saved = await saveOffer(shop.context, signedIn, { offerId, settings, picture: "keep" });
    expect(saved).toEqual({ ok: false, error: "no_such_offer" });
    expect(await orm.select().from(rewards)).toEqual(before);
    expect(await orm.select().from(offers).where(eq(offers.id, offerId))).toEqual([]);
  },
);
