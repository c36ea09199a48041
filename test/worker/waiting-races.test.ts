// Points put aside for one number at the same moment, and while it says YES: within the limits, and none of them left behind.

import { randomUUID } from "node:crypto";
import { eq } from "drizzle-orm";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import type { Context } from "../../worker/context.ts";
import { customers, kiosks, merchants, pendingPoints } from "../../worker/db/schema.ts";
import { type Credit, creditNumber } from "../../worker/usecases/credit-number.ts";
import { movePending } from "../../worker/usecases/move-pending.ts";
import { auditLedgers } from "../support/ledgers.ts";
import { insist, startUsecases, type Usecases } from "../support/usecases.ts";

let shop: Usecases;
beforeAll(async () => {
  shop = await startUsecases();
});
beforeEach(() => shop.orm.update(merchants).set({ earnsPerDayMax: 2 }));
afterEach(async () => {
  expect(await auditLedgers(shop.client)).toEqual([]);
});
afterAll(() => shop?.dispose());

/** Of a shop without a number: no conversation moves on with the points. */
async function newKiosk() {
  const { orm } = shop;
  const [merchant] = await orm.select().from(merchants);
  if (!merchant) throw new Error("there is no shop");
  const device = { id: randomUUID(), name: "Counter", revokedAt: null, wrongTries: 0, lockedUntil: 0 };
  await orm.insert(kiosks).values({ ...device, merchantId: merchant.id, createdAt: 1 });
  return { ...device, merchant, sender: null };
}

const visit = (typedPhone: string, actor: string): Credit => ({
  typedPhone,
  points: 1,
  cause: "visit",
  actor,
  actId: randomUUID(),
  ageMs: 0,
  hasMultiPointCode: true,
  language: "en",
});

test("eight visits at once of a number that has not confirmed are as many as the day allows", async () => {
  const kiosk = await newKiosk();
  const phone = "+15145550171";
  const acts = Array.from({ length: 8 }, () => visit(phone, `kiosk:${kiosk.id}`));
  const answers = await Promise.all(acts.map((act) => insist(() => creditNumber(shop.context, kiosk, act))));
  expect(answers.filter(({ ok }) => ok)).toHaveLength(2);
  const aside = await shop.orm.select().from(pendingPoints).where(eq(pendingPoints.phone, phone));
  expect(aside).toHaveLength(2);
});

test("what is moved to a number that says YES meanwhile comes into its account", async () => {
  const kiosk = await newKiosk();
  const { db } = shop.context;
  const act = visit("+15145550172", `kiosk:${kiosk.id}`);
  const credited = await creditNumber(shop.context, kiosk, act);
  if (!credited.ok || !("pendingId" in credited.value.credit)) throw new Error("nothing was put aside");
  const { pendingId } = credited.value.credit;
  const customerId = await shop.newCustomer({ phone: "+15145550173" });
  let hasJoined = false;
  const context: Context = {
    ...shop.context,
    db: {
      ...db,
      async write(queries) {
        if (!hasJoined)
          await db.orm.update(customers).set({ consent: "subscribed" }).where(eq(customers.id, customerId));
        hasJoined = true;
        return db.write(queries);
      },
    },
  };
  const moved = await movePending(context, kiosk, {
    pendingId,
    typedPhone: "+15145550173",
    language: "en",
    actor: `kiosk:${kiosk.id}`,
  });
  expect(moved).toMatchObject({ ok: true, value: { into: "account" } });
  const [customer] = await db.orm.select().from(customers).where(eq(customers.id, customerId));
  expect(customer?.points).toBe(1);
  await db.orm.update(customers).set({ consent: "none" }).where(eq(customers.id, customerId));
});
