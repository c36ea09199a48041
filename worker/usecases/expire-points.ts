// Once a minute: points that nobody spent lapse, after a warning that arrived. The rule is src/loyalty/expiry.ts.

import { sayBirthday } from "../../src/conversation/telling-time.ts";
import { type ExpiryStep, nextExpiryStep } from "../../src/loyalty/expiry.ts";
import { formatUnits } from "../../src/loyalty/programme.ts";
import { renderText } from "../../src/texts/render.ts";
import { localDate } from "../../src/time.ts";
import type { Context } from "../context.ts";
import { accountOf, appendEntry } from "../db/accounts.ts";
import { violatedKey } from "../db/constraint.ts";
import { type DueForExpiry, insertWarning, loadDueForExpiry, lookAgain, settleWarning } from "../db/expiry.ts";
import { queueMessage } from "../db/outbox.ts";
import { failure, log } from "../log.ts";

/** Accounts looked at in one run; the rest is due in the next minute. */
export const EXPIRY_BATCH_MAX = 50;

type Of<Kind extends ExpiryStep["kind"]> = Extract<ExpiryStep, { readonly kind: Kind }>;

export async function expirePoints(context: Context): Promise<void> {
  const { db } = context;
  const now = context.now();
  const due = await loadDueForExpiry(db, now, EXPIRY_BATCH_MAX);
  const steps = due.map((account) => ({ account, step: stepFor(account, now) }));
  const [first, ...others] = steps.flatMap(({ account, step }) =>
    step.kind === "wait" ? [lookAgain(db, account.customer.id, step.until)] : [],
  );
  if (first) await db.write([first, ...others]);

  let [warned, expired] = [0, 0];
  for (const { account, step } of steps) {
    if (step.kind === "wait") continue;
    // Each account settles alone. What another writer came before is still due in a minute.
    try {
      if (step.kind === "warn") await warn(context, account, step, now);
      else await expire(context, account, step, now);
      if (step.kind === "warn") warned++;
      else expired++;
    } catch (error) {
      if (violatedKey(error) === null)
        log("error", "expiry_failed", { customerId: account.customer.id, ...failure(error) });
    }
  }
  if (due.length > 0) log("info", "expiry", { looked: due.length, warned, expired });
}

function stepFor({ customer, merchant, senderId, warning, message, entries }: DueForExpiry, now: number): ExpiryStep {
  const hasAgreed = customer.consent === "subscribed" || customer.consent === "held";
  const last = warning !== null && message !== null ? { ...warning, message } : null;
  const terms = { lifetimeDays: merchant.pointsLifetimeDays, timeZone: merchant.timeZone };
  return nextExpiryStep({ entries, canBeTexted: hasAgreed && senderId !== null, warning: last }, terms, now);
}

async function warn(context: Context, account: DueForExpiry, step: Of<"warn">, now: number): Promise<void> {
  const { db } = context;
  const { customer, merchant, senderId, language, warning } = account;
  if (senderId === null) return;
  const { points, throughSeq, expiresAt } = step;
  const day = sayBirthday(localDate(expiresAt - 1, merchant.timeZone).slice(5), language);
  const amount = formatUnits(points, merchant.unit, language);
  const messageId = context.newId();
  const message = {
    id: messageId,
    cause: `expiry_warning:${customer.id}:${(warning?.n ?? 0) + 1}`,
    n: 0,
    senderId,
    merchantId: merchant.id,
    customerId: customer.id,
    personId: null,
    recipient: customer.phone,
    recipientHash: await context.keyedHash("number", customer.phone),
    kind: "expiry_warning",
    text: renderText("expiry_warning", { shop: merchant.name, amount, day }, language),
    evenIfStopped: false,
    answersAt: null,
  } as const;
  await db.write([
    queueMessage(db, message, now),
    ...insertWarning(db, account, { messageId, throughSeq, expiresAt }, now),
  ]);
  context.nudgeSender(senderId);
  context.nudgeRooms(merchant.id);
}

async function expire(context: Context, account: DueForExpiry, { points }: Of<"expire">, now: number): Promise<void> {
  const { db } = context;
  const { customer, merchant, warning } = account;
  const lotDate = localDate((warning?.expiresAt ?? now) - 1, merchant.timeZone);
  const idempotencyKey = `expiry:${customer.id}:${lotDate}`;
  const entry = { delta: -points, cause: "expiry", actor: "system", idempotencyKey } as const;
  await db.write([
    lookAgain(db, customer.id, now),
    ...settleWarning(db, account, now),
    ...(points > 0 ? appendEntry(db, accountOf(customer), entry, now) : []),
  ]);
  context.nudgeRooms(merchant.id);
}
