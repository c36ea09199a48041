// Once a minute: where it is nine in the morning, the shop gives its points to whose birthday it is, once a year, and says so.

import { birthdayDates, birthdaysOn, nextBirthdayHour } from "../../src/loyalty/birthday.ts";
import { hadBirthday } from "../../src/loyalty/former-member.ts";
import { formatUnits } from "../../src/loyalty/programme.ts";
import { renderText } from "../../src/texts/render.ts";
import type { Context } from "../context.ts";
import { accountOf, appendEntry } from "../db/accounts.ts";
import { birthdayKey, loadBirthdays, loadShopsWithBirthdaysDue, setBirthdaysDue } from "../db/birthdays.ts";
import { violatedKey } from "../db/constraint.ts";
import { loadFormer } from "../db/former-members.ts";
import { queueMessage } from "../db/outbox.ts";
import type { merchants } from "../db/schema.ts";
import { failure, log } from "../log.ts";

/** Shops and, of each, customers in one run; the rest is due in the next minute. */
export const BIRTHDAY_SHOPS_MAX = 20;
export const BIRTHDAYS_MAX = 50;

type Merchant = typeof merchants.$inferSelect;
type Celebrated = Awaited<ReturnType<typeof loadBirthdays>>[number];

export async function giveBirthdayPoints(context: Context): Promise<void> {
  const now = context.now();
  const shops = await loadShopsWithBirthdaysDue(context.db, now, BIRTHDAY_SHOPS_MAX);
  for (const shop of shops) {
    let [given, failed, isAll] = [0, 0, true];
    for (const date of birthdayDates(shop.birthdaysDueAt, now, shop.timeZone)) {
      const on = { birthdays: birthdaysOn(date), year: date.slice(0, 4) };
      const celebrated = await loadBirthdays(context.db, shop.id, on, BIRTHDAYS_MAX);
      isAll &&= celebrated.length < BIRTHDAYS_MAX;
      for (const customer of celebrated) {
        if (await give(context, shop, customer, on.year, now)) given++;
        else failed++;
      }
    }
    // Who is left is still due in a minute: the key of the year keeps the others from having it twice.
    if (isAll && failed === 0) await setBirthdaysDue(context.db, shop.id, nextBirthdayHour(now, shop.timeZone));
    if (given + failed > 0) log("info", "birthdays", { merchantId: shop.id, given, failed });
  }
}

async function give(
  context: Context,
  shop: Merchant,
  { customer, senderId, language }: Celebrated,
  year: string,
  now: number,
): Promise<boolean> {
  const { db } = context;
  const numberHash = await context.keyedHash("number", customer.phone);
  if (hadBirthday(await loadFormer(db, shop.id, numberHash), year)) return true;
  const idempotencyKey = birthdayKey(customer.id, year);
  const points = shop.birthdayPoints;
  const account = accountOf(customer);
  const units = (amount: number) => formatUnits(amount, shop.unit, language);
  const values = { shop: shop.name, given: units(points), balance: units(account.points + points) };
  const isTexted = customer.consent === "subscribed" && senderId !== null;
  const entry = { delta: points, cause: "birthday", actor: "system", idempotencyKey } as const;
  const message = {
    id: context.newId(),
    cause: idempotencyKey,
    n: 0,
    senderId: senderId ?? "",
    merchantId: shop.id,
    customerId: customer.id,
    personId: null,
    recipient: customer.phone,
    recipientHash: numberHash,
    kind: "birthday",
    text: renderText("birthday", values, language),
    evenIfStopped: false,
    answersAt: null,
    expiresAt: nextBirthdayHour(now, shop.timeZone),
  } as const;
  try {
    await db.write([...appendEntry(db, account, entry, now), ...(isTexted ? [queueMessage(db, message, now)] : [])]);
  } catch (error) {
    if (violatedKey(error) === null) log("error", "birthday_failed", { customerId: customer.id, ...failure(error) });
    return false;
  }
  if (isTexted) context.nudgeSender(senderId);
  context.nudgeRooms(shop.id);
  return true;
}
