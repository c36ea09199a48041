// The page of points that wait for a number, and what is done with them there or on a customer's page.

import { Hono } from "hono";
import * as v from "valibot";
import { loadCounter } from "../../../../db/counter.ts";
import { isPendingOf, loadWaiting } from "../../../../db/merchant-waiting.ts";
import { dropPending } from "../../../../usecases/drop-pending.ts";
import { movePending } from "../../../../usecases/move-pending.ts";
import { errorPage } from "../../../shared/routes/page.tsx";
import type { InboxEnv } from "../../../shared/routes/session.ts";
import { merchantPaths } from "../../addresses.ts";
import { clockOf, frameOf, type InboxContext, typedIn } from "../../routes/frame.ts";
import { only } from "../../routes/may-do.tsx";
import { actorInWords } from "../customer-words.ts";
import { type RefusedMove, WaitingPage } from "../waiting.tsx";

const moveForm = v.object({ phone: v.pipe(v.string(), v.trim(), v.maxLength(30)) });
const dropForm = v.object({ from: v.optional(v.pipe(v.string(), v.uuid())) });

export const waiting = new Hono<InboxEnv>();

waiting.get(merchantPaths.waiting(), (c) => show(c, null));

waiting.post(merchantPaths.moveWaiting(":pendingId"), only("give_points"), async (c) => {
  const { context, signedIn } = c.var;
  const pendingId = c.req.param("pendingId");
  const form = v.safeParse(moveForm, await typedIn(c));
  if (!form.success) return errorPage(c, "malformed", 400);
  const { phone } = form.output;
  const counter = await loadCounter(context.db, signedIn);
  const moved = await movePending(context, counter, {
    pendingId,
    typedPhone: phone,
    language: signedIn.merchant.language,
    actor: `person:${signedIn.person.id}`,
  });
  if (!moved.ok) return refuse(c, { pendingId, phone, error: moved.error });
  const { into, number } = moved.value;
  return c.redirect(
    into === "account" && number.customer
      ? `${merchantPaths.customer(number.customer.id)}?done=given`
      : `${merchantPaths.waiting()}?done=moved`,
    303,
  );
});

waiting.post(merchantPaths.dropWaiting(":pendingId"), only("give_points"), async (c) => {
  const { context, signedIn } = c.var;
  const pendingId = c.req.param("pendingId");
  const form = v.safeParse(dropForm, await typedIn(c));
  if (!form.success) return errorPage(c, "malformed", 400);
  const who = { merchantId: signedIn.merchant.id, actor: `person:${signedIn.person.id}` };
  const dropped = await dropPending(context, { ...who, pendingId });
  if (!dropped.ok) return refuse(c, { pendingId, phone: "", error: dropped.error });
  const { from } = form.output;
  return c.redirect(`${from === undefined ? merchantPaths.waiting() : merchantPaths.customer(from)}?done=dropped`, 303);
});

async function refuse(c: InboxContext, refused: RefusedMove): Promise<Response> {
  const { context, signedIn } = c.var;
  const isOurs =
    refused.error !== "not_waiting" || (await isPendingOf(context.db, signedIn.merchant.id, refused.pendingId));
  return isOurs ? show(c, refused) : errorPage(c, "not_found", 404);
}

async function show(c: InboxContext, refused: RefusedMove | null): Promise<Response> {
  const { context, signedIn } = c.var;
  const { id, language, unit } = signedIn.merchant;
  const loaded = await loadWaiting(context.db, id, context.now());
  const view = {
    frame: frameOf(c),
    clock: clockOf(c),
    unit,
    waiting: loaded.waiting.map((item) => ({ ...item, actor: actorInWords(item.actor, loaded.actors, language) })),
    refused,
  };
  return c.html(<WaitingPage {...view} />, refused === null ? 200 : 422);
}
