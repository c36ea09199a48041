// The customers' pages, and what a person of the shop corrects there.

import { Hono } from "hono";
import * as v from "valibot";
import { readAmount } from "../../../../../src/loyalty/points-by-hand.ts";
import { mayDo } from "../../../../../src/people/roles.ts";
import { DAY_MS } from "../../../../../src/time.ts";
import { belongsTo, loadCustomer } from "../../../../db/merchant-customer.ts";
import { type CustomerSearch, searchCustomers } from "../../../../db/merchant-customers.ts";
import { sumWaiting } from "../../../../db/merchant-waiting.ts";
import { claims, disputes, moves } from "../../../../db/schema.ts";
import { givePointsByHand } from "../../../../usecases/give-points-by-hand.ts";
import { putBackClaim } from "../../../../usecases/put-back-claim.ts";
import { reverseEntry } from "../../../../usecases/reverse-entry.ts";
import { reverseMove } from "../../../../usecases/reverse-move.ts";
import { settleDispute } from "../../../../usecases/settle-dispute.ts";
import { errorPage } from "../../../shared/routes/page.tsx";
import type { InboxEnv } from "../../../shared/routes/session.ts";
import { merchantPaths } from "../../addresses.ts";
import { clockOf, frameOf, type InboxContext, typedIn } from "../../routes/frame.ts";
import { only } from "../../routes/may-do.tsx";
import { CustomerPage } from "../customer.tsx";
import type { RefusedCorrection } from "../customer-view.ts";
import { CustomersPage, VISITS, type Visit } from "../customers.tsx";
import type { PointsFormView } from "../points-form.tsx";
import { customerView } from "./customer-view.ts";

const text = v.fallback(v.string(), "");
const searchQuery = v.object({
  q: v.fallback(v.pipe(v.string(), v.maxLength(60)), ""),
  visit: v.fallback(v.picklist(VISITS), "any"),
  after: text,
});
const pointsForm = v.object({
  amount: text,
  reason: v.pipe(text, v.trim()),
  direction: v.fallback(v.picklist(["give", "take"]), "give"),
  confirmed: v.fallback(v.nullable(v.pipe(v.string(), v.regex(/^-?\d{1,6}$/), v.transform(Number))), null),
  idempotencyKey: v.pipe(v.string(), v.uuid()),
});
const reverseForm = v.object({
  reason: v.pipe(text, v.trim(), v.maxLength(200)),
  place: v.fallback(v.pipe(v.string(), v.regex(/^[\w-]{1,60}$/)), ""),
});
const seqParam = v.pipe(v.string(), v.regex(/^\d{1,9}$/), v.transform(Number));

export const customers = new Hono<InboxEnv>();

customers.get(merchantPaths.customers(), async (c) => {
  const { context, signedIn } = c.var;
  const { merchant } = signedIn;
  const { q, visit, after } = v.parse(searchQuery, c.req.query());
  const [, at, id] = /^(\d{1,15})\.([\w-]+)$/.exec(after) ?? [];
  const search = {
    text: q,
    ...lastSeen(visit, context.now()),
    after: at !== undefined && id !== undefined ? { at: Number(at), id } : null,
  };
  const [found, waiting] = await Promise.all([
    searchCustomers(context.db, merchant.id, search),
    sumWaiting(context.db, merchant.id, context.now()),
  ]);
  const last = found.customers.at(-1);
  const more = new URLSearchParams({ q, visit, after: `${last?.seenAt}.${last?.id}` });
  const view = {
    frame: frameOf(c),
    clock: clockOf(c),
    unit: merchant.unit,
    text: q,
    visit,
    customers: found.customers,
    moreHref: found.more ? `${merchantPaths.customers()}?${more}` : null,
    waiting,
  };
  return c.html(<CustomersPage {...view} />);
});

customers.get(merchantPaths.customer(":customerId"), (c) => show(c, c.req.param("customerId"), {}));

customers.post(merchantPaths.customerPoints(":customerId"), only("give_points"), async (c) => {
  const { context, signedIn } = c.var;
  const customerId = c.req.param("customerId");
  const form = v.safeParse(pointsForm, await typedIn(c));
  if (!form.success) return errorPage(c, "malformed", 400);
  const { amount, reason, direction, confirmed, idempotencyKey: key } = form.output;
  const typed = readAmount(amount);
  const delta = direction === "take" ? -Math.abs(typed) : typed;
  const given = await givePointsByHand(context, signedIn, { customerId, delta, reason, confirmed, key });
  if (given.ok) return c.redirect(`${merchantPaths.customer(customerId)}?done=given`, 303);
  const { error } = given;
  if (error.code === "no_such_customer") return notFound(c);
  const again = error.code === "key_reused" ? context.newId() : key;
  const asked = error.code === "ask_again" ? delta : null;
  return show(c, customerId, { points: { amount, reason, key: again, error: error, asked } });
});

customers.post(merchantPaths.reverseEntry(":customerId", ":seq"), only("correct_points"), async (c) => {
  const { context, signedIn } = c.var;
  const { customerId, seq } = c.req.param();
  const form = v.safeParse(reverseForm, await typedIn(c));
  const number = v.safeParse(seqParam, seq);
  if (!form.success || !number.success) return errorPage(c, "malformed", 400);
  const { reason, place } = form.output;
  if (reason === "") return show(c, customerId, { refused: { place, reason, error: "no_reason" } });
  const { person, merchant } = signedIn;
  const reversed = await reverseEntry(context, {
    merchantId: merchant.id,
    customerId,
    seq: number.output,
    actor: `person:${person.id}`,
    personId: person.id,
    reason,
  });
  if (reversed.ok) return c.redirect(`${merchantPaths.customer(customerId)}?done=undone`, 303);
  if (reversed.error === "no_such_entry") return notFound(c);
  return show(c, customerId, { refused: { place, reason, error: reversed.error } });
});

customers.post(merchantPaths.putBackClaim(":customerId", ":claimId"), only("correct_points"), async (c) => {
  const { customerId, claimId } = c.req.param();
  const who = whoAsks(c);
  if (!(await belongsTo(c.var.context.db, claims, claimId, { ...who, customerId }))) return notFound(c);
  const { merchantId, personId } = who;
  const moved = await putBackClaim(c.var.context, { merchantId, claimId, actor: `person:${personId}` });
  if (moved.ok) return c.redirect(`${merchantPaths.customer(customerId)}?done=put_back`, 303);
  return show(c, customerId, { refused: { place: `claim-${claimId}`, reason: "", error: moved.error } });
});

customers.post(merchantPaths.settleDispute(":customerId", ":disputeId"), only("correct_points"), async (c) => {
  const { customerId, disputeId } = c.req.param();
  const who = whoAsks(c);
  if (!(await belongsTo(c.var.context.db, disputes, disputeId, { ...who, customerId }))) return notFound(c);
  await settleDispute(c.var.context, { ...who, disputeId });
  return c.redirect(`${merchantPaths.customer(customerId)}?done=settled`, 303);
});

customers.post(merchantPaths.moveBack(":customerId", ":moveId"), only("correct_points"), async (c) => {
  const { customerId, moveId } = c.req.param();
  const who = whoAsks(c);
  if (!(await belongsTo(c.var.context.db, moves, moveId, { ...who, customerId }))) return notFound(c);
  const moved = await reverseMove(c.var.context, { ...who, moveId });
  if (moved.ok) return c.redirect(`${merchantPaths.customer(customerId)}?done=moved_back`, 303);
  if (moved.error === "no_such_move") return notFound(c);
  return show(c, customerId, { refused: { place: "", reason: "", error: moved.error } });
});

const whoAsks = (c: InboxContext) => ({
  merchantId: c.var.signedIn.merchant.id,
  personId: c.var.signedIn.person.id,
});

const notFound = (c: InboxContext) => errorPage(c, "not_found", 404);

interface RefusedForms {
  readonly points?: Omit<PointsFormView, "mayTake">;
  readonly refused?: RefusedCorrection;
}

/** @param forms what was typed and not taken: it stays, with the reason. */
async function show(c: InboxContext, customerId: string, { points, refused }: RefusedForms): Promise<Response> {
  const { context, signedIn } = c.var;
  const { merchant, person } = signedIn;
  const before = v.safeParse(seqParam, c.req.query("before"));
  const loaded = await loadCustomer(
    context.db,
    merchant.id,
    customerId,
    before.success ? before.output : null,
    context.now(),
  );
  if (loaded === null) return notFound(c);
  const blank = { amount: "", reason: "", key: crypto.randomUUID(), error: null, asked: null };
  const view = {
    ...customerView(loaded, merchant.language, context.now()),
    frame: frameOf(c),
    clock: clockOf(c),
    unit: merchant.unit,
    form: { ...(points ?? blank), mayTake: mayDo(person.role, "correct_points") },
    refused: refused ?? null,
  };
  return c.html(<CustomerPage {...view} />, points || refused ? 422 : 200);
}

function lastSeen(visit: Visit, now: number): Pick<CustomerSearch, "since" | "notSince"> {
  const daysAgo = (days: number) => now - days * DAY_MS;
  switch (visit) {
    case "any":
      return { since: null, notSince: null };
    case "in30":
      return { since: daysAgo(30), notSince: null };
    case "not30":
      return { since: null, notSince: daysAgo(30) };
    case "not90":
      return { since: null, notSince: daysAgo(90) };
    case "not365":
      return { since: null, notSince: daysAgo(365) };
  }
}
