// The staff side of the kiosk: opened by a code, closed by itself, and everything that staff do there.

import { Hono, type Context as RequestContext } from "hono";
import { createMiddleware } from "hono/factory";
import * as v from "valibot";
import { formatUnits } from "../../../../src/loyalty/programme.ts";
import { formatPhone } from "../../../../src/phone.ts";
import { loadStaffSide } from "../../../db/kiosk-acts.ts";
import type { KnownNumber, NumberFacts } from "../../../db/kiosk-number.ts";
import { dropPending } from "../../../usecases/drop-pending.ts";
import { type GiftRefusal, givePoints } from "../../../usecases/give-points.ts";
import { lookUpNumber } from "../../../usecases/look-up-number.ts";
import { moveAtCounter } from "../../../usecases/move-at-counter.ts";
import { movePending } from "../../../usecases/move-pending.ts";
import { openStaffSide } from "../../../usecases/open-staff-side.ts";
import { type RedeemAtKioskRefusal, redeemAtKiosk } from "../../../usecases/redeem-at-kiosk.ts";
import { undoAct } from "../../../usecases/undo-act.ts";
import { createClock } from "../../shared/clock.ts";
import { kioskPaths } from "../addresses.ts";
import type { NewNumberView } from "../new-number.tsx";
import { type LookedUp, OpenStaffPage, type OpenStaffView, type Said, StaffSide } from "../staff.tsx";
import type { LastActView, WaitingView } from "../staff-lists.tsx";
import { staffWords } from "../staff-words.ts";
import { close, type KioskEnv, keepOpen, mark, passOf, viewOf } from "./device.tsx";

type KioskContext = RequestContext<KioskEnv>;

const actId = v.pipe(v.string(), v.uuid(), v.toLowerCase());
const text = v.fallback(v.string(), "");
const whole = v.pipe(v.string(), v.digits(), v.transform(Number), v.safeInteger());

const forms = {
  open: v.object({ code: text }),
  redeem: v.object({ id: actId, code: text }),
  give: v.object({ id: actId, phone: text, points: whole, age: v.optional(whole, "0"), multiPointCode: text }),
  lookUp: v.object({ phone: text }),
  undo: v.object({ id: actId }),
  move: v.object({ id: text, phone: text }),
  drop: v.object({ id: text }),
};

export const staffRoutes = new Hono<KioskEnv>();

/** Turns away whoever has not typed a code, or not lately. */
const opened = (may: "everything" | "give_points") =>
  createMiddleware<KioskEnv>(async function opened(c, next) {
    const pass = await passOf(c);
    if (pass === null || (may === "everything" && pass.may !== "everything")) {
      mark(c, "locked");
      return showOpening(c, { kind: "closed" }, 401);
    }
    c.set("pass", pass);
    await keepOpen(c, pass);
    await next();
  });

staffRoutes.get(kioskPaths.staff(), async (c) => {
  mark(c, "done");
  const pass = await passOf(c);
  if (pass === null) return showOpening(c, null, 200);
  c.set("pass", pass);
  return showStaff(c, {});
});

staffRoutes.post(kioskPaths.openStaff(), async (c) => {
  const { code } = v.parse(forms.open, await c.req.parseBody());
  const pass = await openStaffSide(c.var.context, c.var.kiosk, code);
  if (!pass.ok) {
    mark(c, "refused");
    const { error } = pass;
    return showOpening(
      c,
      error.code === "locked" ? { kind: "locked", hour: clockOf(c).hour(error.until) } : { kind: "wrong_code" },
      422,
    );
  }
  mark(c, "done");
  await keepOpen(c, pass.value);
  c.set("pass", pass.value);
  return showStaff(c, {});
});

staffRoutes.post(kioskPaths.lockStaff(), (c) => {
  close(c);
  return c.redirect(kioskPaths.home(), 303);
});

staffRoutes.post(kioskPaths.points(), opened("give_points"), async (c) => {
  const form = v.safeParse(forms.give, await c.req.parseBody());
  if (!form.success) return showStaff(c, { said: bad(wordsOf(c).numberTitle) }, 400);
  const { id, phone: typedPhone, points, age: ageMs, multiPointCode } = form.output;
  const { context, kiosk, pass, language } = c.var;
  const gift = { typedPhone, points, actId: id, ageMs, language, multiPointCode };
  const given = await givePoints(context, kiosk, pass, gift);
  if (!given.ok) {
    const { code } = given.error;
    const asksMultiPointCode =
      code === "wrong_multi_point_code" ||
      (code === "needs_multi_point_code" && kiosk.merchant.multiPointCode !== null) ||
      // Typed before, and another fault found: it is typed again with the rest.
      multiPointCode !== "";
    const typed = { phone: typedPhone, points };
    return showStaff(c, { said: refusedGift(c, given.error), typed, asksMultiPointCode }, code === "busy" ? 503 : 409);
  }
  const { number, credit } = given.value;
  const words = wordsOf(c);
  const said = ("seq" in credit ? words.given : words.aside)(unitsOf(c, points), whoOf(number));
  return showStaff(c, { said: { tone: "good", title: said, line: null }, lookedUp: number });
});

const everything = opened("everything");

staffRoutes.post(kioskPaths.codes(), everything, async (c) => {
  const form = v.safeParse(forms.redeem, await c.req.parseBody());
  if (!form.success) return showStaff(c, { said: bad(wordsOf(c).refusedCode.malformed) }, 400);
  const { id, code: typed } = form.output;
  const { context, kiosk, pass, language } = c.var;
  const redeemed = await redeemAtKiosk(context, kiosk, pass, { typed, actId: id });
  if (!redeemed.ok) return showStaff(c, { said: bad(refusedCode(c, redeemed.error)) }, 409);
  const words = wordsOf(c);
  if (redeemed.value.kind === "move") {
    const { name, points, from, to } = redeemed.value.move;
    const numbers = { from: formatPhone(from), to: formatPhone(to) };
    return showStaff(c, { newNumber: { code: typed, name, points: unitsOf(c, points), ...numbers } });
  }
  const { title, name } = redeemed.value;
  const line = name === null ? null : words.handOverTo(name);
  return showStaff(c, { said: { tone: "good", title: words.handOver(title[language]), line } });
});

staffRoutes.post(kioskPaths.moves(), everything, async (c) => {
  const { newNumber: words } = wordsOf(c);
  const { code } = v.parse(forms.open, await c.req.parseBody());
  const { context, kiosk, pass } = c.var;
  const moved = await moveAtCounter(context, kiosk, pass, code);
  if (!moved.ok) {
    const { error } = moved;
    const title = error.code === "locked" ? lockedUntil(c, error.until) : words.refused[error.code];
    return showStaff(c, { said: bad(title) }, error.code === "busy" ? 503 : 409);
  }
  const title = words.moved(formatPhone(moved.value.to));
  return showStaff(c, { said: { tone: "good", title, line: words.told } });
});

staffRoutes.post(kioskPaths.lookUp(), everything, async (c) => {
  const { phone } = v.parse(forms.lookUp, await c.req.parseBody());
  const found = await lookUpNumber(c.var.context, c.var.kiosk, phone);
  const typed = { phone, points: 1 };
  if (!found.ok) return showStaff(c, { said: bad(wordsOf(c).moveRefused.not_a_mobile_number), typed }, 422);
  return showStaff(c, { lookedUp: found.value, typed });
});

staffRoutes.post(kioskPaths.undo(), everything, async (c) => {
  const words = wordsOf(c);
  const form = v.safeParse(forms.undo, await c.req.parseBody());
  if (!form.success) return showStaff(c, { said: bad(words.undoRefused.no_such_act) }, 400);
  const { context, kiosk, pass } = c.var;
  const undone = await undoAct(context, kiosk, pass, { actId: form.output.id, reason: words.undoReason });
  if (!undone.ok) return showStaff(c, { said: bad(words.undoRefused[undone.error]) }, 409);
  return showStaff(c, { said: { tone: "good", title: words.undoDone, line: null } });
});

staffRoutes.post(kioskPaths.moveWaiting(), everything, async (c) => {
  const words = wordsOf(c);
  const { id: pendingId, phone: typedPhone } = v.parse(forms.move, await c.req.parseBody());
  const { context, kiosk, pass, language } = c.var;
  const moved = await movePending(context, kiosk, { pendingId, typedPhone, language, actor: pass.actor });
  if (!moved.ok) return showStaff(c, { said: bad(words.moveRefused[moved.error]) }, 409);
  const title = words.moved(whoOf(moved.value.number), moved.value.into);
  return showStaff(c, { said: { tone: "good", title, line: null } });
});

staffRoutes.post(kioskPaths.dropWaiting(), everything, async (c) => {
  const words = wordsOf(c);
  const { id: pendingId } = v.parse(forms.drop, await c.req.parseBody());
  const { context, kiosk, pass } = c.var;
  const dropped = await dropPending(context, { merchantId: kiosk.merchant.id, pendingId, actor: pass.actor });
  if (!dropped.ok) return showStaff(c, { said: bad(words.moveRefused[dropped.error]) }, 409);
  return showStaff(c, { said: { tone: "good", title: words.dropped, line: null } });
});

const wordsOf = (c: KioskContext) => staffWords[c.var.language];
const clockOf = (c: KioskContext) => createClock(c.var.context.now(), c.var.kiosk.merchant.timeZone, c.var.language);
const unitsOf = (c: KioskContext, points: number) => formatUnits(points, c.var.kiosk.merchant.unit, c.var.language);
const bad = (title: string): Said => ({ tone: "bad", title, line: null });

/** Staff see whole numbers: they have to tell two customers apart. */
const whoOf = ({ phone, customer }: KnownNumber): string =>
  customer?.name ? `${customer.name}, ${formatPhone(phone)}` : formatPhone(phone);

const lockedUntil = (c: KioskContext, until: number): string => wordsOf(c).locked(clockOf(c).hour(until));

function refusedGift(c: KioskContext, error: GiftRefusal): Said {
  const words = wordsOf(c);
  switch (error.code) {
    case "daily_limit":
      return bad(words.hadToday);
    case "too_soon":
      return bad(words.tooSoon(clockOf(c).hour(error.until)));
    case "left":
      return bad(words.isLeft);
    case "not_a_mobile_number":
      return bad(words.moveRefused.not_a_mobile_number);
    case "too_old":
      return bad(words.tooOld);
    case "key_reused":
      return bad(words.keyReused);
    case "busy":
      return bad(words.undoRefused.busy);
    case "not_an_amount":
      return bad(words.notAnAmount);
    case "needs_multi_point_code":
      return bad(words.tooManyAtOnce(unitsOf(c, error.max), c.var.kiosk.merchant.multiPointCode !== null));
    case "wrong_multi_point_code":
      return bad(words.wrongMultiPointCode);
    case "locked":
      return bad(lockedUntil(c, error.until));
  }
}

function refusedCode(c: KioskContext, error: RedeemAtKioskRefusal): string {
  const words = wordsOf(c);
  switch (error.code) {
    case "used":
      return words.usedCode(clockOf(c).hour(error.at), error.by);
    case "locked":
      return lockedUntil(c, error.until);
    case "move":
      return words.newNumber.refused[error.refusal];
    case "key_reused":
      return words.keyReused;
    case "malformed":
    case "unknown":
    case "expired":
      return words.refusedCode[error.code];
  }
}

function showOpening(c: KioskContext, error: OpenStaffView["error"], status: 200 | 401 | 422) {
  return c.html(<OpenStaffPage view={{ ...viewOf(c, []), error }} />, status);
}

interface Shown {
  readonly said?: Said;
  readonly lookedUp?: NumberFacts | KnownNumber;
  readonly typed?: { readonly phone: string; readonly points: number };
  readonly asksMultiPointCode?: boolean;
  readonly newNumber?: NewNumberView;
}

async function showStaff(
  c: KioskContext,
  { said, lookedUp, typed, asksMultiPointCode = false, newNumber }: Shown,
  status: 200 | 400 | 409 | 422 | 503 = 200,
): Promise<Response> {
  const { context, kiosk, pass, language } = c.var;
  if (status < 500) mark(c, status < 400 ? "done" : "refused");
  const { lastActs, waiting } = await loadStaffSide(context.db, kiosk.merchant.id, kiosk.id, context.now());
  const clock = clockOf(c);
  const view = {
    ...viewOf(c, []),
    label: pass.label,
    may: pass.may,
    said: said ?? null,
    typed: typed ?? { phone: "", points: kiosk.merchant.pointsPerVisit },
    asksMultiPointCode,
    lookedUp: lookedUp ? lookedUpView(c, lookedUp) : null,
    newNumber: newNumber ?? null,
    lastActs: lastActs.map(
      (act): LastActView => ({
        actId: act.actId,
        hour: clock.hour(act.at),
        what: act.kind === "code" ? act.title[language] : `+${unitsOf(c, act.points)}`,
        who: act.name ?? formatPhone(act.phone),
        undone: act.undone,
      }),
    ),
    waiting: waiting.map(
      ({ id, phone, points, lapsesAt }): WaitingView => ({
        id,
        what: unitsOf(c, points),
        phone: formatPhone(phone),
        until: clock.date(lapsesAt),
      }),
    ),
    newActId: context.newId,
  };
  return c.html(<StaffSide view={view} />, status);
}

function lookedUpView(c: KioskContext, number: KnownNumber): LookedUp {
  const { language } = c.var;
  const points = number.customer?.points ?? 0;
  return {
    who: whoOf(number),
    standing: number.standing,
    points,
    waiting: number.waiting.reduce((sum, aside) => sum + aside.points, 0),
    taken: number.taken.map((title) => title[language]),
    within: number.rewards.filter(({ cost }) => cost <= points).map(({ title }) => title[language]),
  };
}
