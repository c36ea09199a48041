// `shops` and `shop create`: what shops there are, and one more.

import { asc, eq } from "drizzle-orm";
import { type NewShop, type NewShopField, newShopFaults, readNewShop } from "../../src/merchant/new-shop.ts";
import { maskPhone } from "../../src/phone.ts";
import { err, ok } from "../../src/result.ts";
import type { Database } from "../../worker/db/client.ts";
import { violatedKey, violatedNotNull } from "../../worker/db/constraint.ts";
import { merchants, people, senderMerchants, senders } from "../../worker/db/schema.ts";
import { insertShop, type Pool } from "../insert-shop.ts";
import { Refusal } from "../refusal.ts";
import { type Command, choiceOf, type Say, sayTable } from "./command.ts";
import { newId } from "./ids.ts";

const FLAGS = {
  name: "name",
  number: "number",
  keyword: "keyword",
  ownerPhone: "owner-phone",
  country: "country",
  region: "region",
  timeZone: "time-zone",
  language: "language",
  contact: "contact",
} as const satisfies Readonly<Record<NewShopField, string>>;

const fields = Object.keys(FLAGS) as NewShopField[];
const pools: readonly Pool[] = ["own", "shared"];

export const listShops: Command = {
  name: "shops",
  does: "The shops, their numbers and words.",
  flags: {},
  read: () =>
    ok(async ({ db: { orm } }, say) => {
      const rows = await orm
        .select({
          slug: merchants.slug,
          name: merchants.name,
          place: { country: merchants.country, region: merchants.region },
          number: senders.number,
          pool: senders.pool,
          keyword: senderMerchants.keyword,
          owner: people.phone,
        })
        .from(merchants)
        .leftJoin(senderMerchants, eq(senderMerchants.merchantId, merchants.id))
        .leftJoin(senders, eq(senders.id, senderMerchants.senderId))
        .leftJoin(people, eq(people.merchantId, merchants.id))
        .where(eq(people.role, "owner"))
        .orderBy(asc(merchants.createdAt), asc(people.createdAt));
      const isFirst = (row: (typeof rows)[number], i: number) =>
        rows.findIndex(({ slug, number }) => slug === row.slug && number === row.number) === i;
      if (rows.length === 0) say("There is no shop yet.");
      else
        sayTable(
          rows.filter(isFirst).map(({ place, owner, ...row }) => ({
            ...row,
            place: [place.country, place.region].filter(Boolean).join("-") || "not said",
            owner: owner === null ? "nobody" : maskPhone(owner),
          })),
          say,
        );
    }),
};

export const createShop: Command = {
  name: "shop create",
  does: "Opens a shop on a number of its own, or as one of several on a shared one.",
  flags: {
    name: { value: "NAME", isRequired: true },
    number: { value: "+1…", isRequired: true },
    keyword: { value: "WORD", isRequired: true },
    "owner-phone": { value: "+1…", isRequired: true },
    country: { value: "CA|US|FR", isRequired: true },
    region: { value: "QC", isRequired: true },
    "time-zone": { value: "America/Toronto", isRequired: true },
    language: { value: "fr|en" },
    contact: { value: "TELEPHONE" },
    pool: { value: "own|shared" },
  },
  read(given) {
    const shop = readNewShop(Object.fromEntries(fields.map((field) => [field, given[FLAGS[field]]])));
    const pool = choiceOf(given, "pool", pools);
    const ofShop = shop.ok
      ? []
      : fields.flatMap((field) => {
          const fault = shop.error[field];
          return fault === undefined ? [] : [`--${FLAGS[field]} ${newShopFaults[fault]}`];
        });
    if (!shop.ok || pool.faults.length > 0) return err([...ofShop, ...pool.faults]);
    return ok(({ db }, say) => create(db, { shop: shop.value, pool: pool.value }, say));
  },
};

interface AskedShop {
  readonly shop: NewShop;
  readonly pool: Pool | undefined;
}

async function create(db: Database, { shop, pool: asked }: AskedShop, say: Say): Promise<void> {
  const { orm } = db;
  const [known, slugs] = await db.read([
    orm
      .select({ id: senders.id, pool: senders.pool, shop: merchants.name, keyword: senderMerchants.keyword })
      .from(senders)
      .leftJoin(senderMerchants, eq(senderMerchants.senderId, senders.id))
      .leftJoin(merchants, eq(merchants.id, senderMerchants.merchantId))
      .where(eq(senders.number, shop.number)),
    orm.select({ slug: merchants.slug }).from(merchants),
  ]);
  const sender = senderFor(shop, asked, known);
  const slug = freeSlug(shop.slug, new Set(slugs.map((row) => row.slug)));
  const now = Date.now();
  try {
    await db.write(
      insertShop(orm, { ...shop, slug }, { merchantId: newId(now), sender, now, newId: () => newId(now) }),
    );
  } catch (error) {
    if (violatedKey(error) === null && violatedNotNull(error) === null) throw error;
    throw new Refusal(
      "Somebody else has just opened a shop with this number, word or address: look at it and try again.",
    );
  }
  say(`${shop.name} was opened as ${slug} on ${shop.number}, ${sender.pool === "own" ? "its own" : "shared"}.`);
}

interface Known {
  readonly id: string;
  readonly pool: Pool;
  /** Null where no shop has the number. */
  readonly shop: string | null;
  readonly keyword: string | null;
}

function senderFor({ number, keyword }: NewShop, asked: Pool | undefined, known: readonly Known[]) {
  const [first] = known;
  if (first === undefined) return { pool: asked ?? "own" };
  const { id, pool } = first;
  const shops = known.filter(({ shop }) => shop !== null);
  const [other] = shops;
  if (other === undefined) return { id, pool: asked ?? pool };
  if (pool === "own") throw new Refusal(`--number ${number} is ${other.shop}'s own: give this shop another one.`);
  if (asked === "own") throw new Refusal(`--pool is own, and --number ${number} is shared by ${shops.length} already.`);
  const same = shops.find((each) => each.keyword === keyword);
  if (same) throw new Refusal(`--keyword ${keyword} is ${same.shop}'s on ${number}: choose another word.`);
  return { id, pool };
}

function freeSlug(slug: string, taken: ReadonlySet<string>): string {
  let free = slug;
  for (let n = 2; taken.has(free); n++) free = `${slug}-${n}`;
  return free;
}
