// The kiosk: pairing a tablet, its customer side, and the code that changes. Its staff side has routes of its own.

import { Hono, type Context as RequestContext } from "hono";
import * as v from "valibot";
import assets from "../../../../.build/assets.json";
import { maskEmail } from "../../../../src/loyalty/masked-email.ts";
import { windowAt, windowLeftMs } from "../../../../src/loyalty/rotating-code.ts";
import type { Result } from "../../../../src/result.ts";
import { selectRewardsOnOffer } from "../../../db/kiosk.ts";
import type { KnownNumber } from "../../../db/kiosk-number.ts";
import { qrSvg } from "../../../gateways/qr.ts";
import { createRotatingCodes } from "../../../gateways/rotating-codes.ts";
import type { Credited } from "../../../usecases/credit-number.ts";
import { kioskVisit, type VisitRefusal } from "../../../usecases/kiosk-visit.ts";
import { pairKiosk } from "../../../usecases/pair-kiosk.ts";
import { createClock } from "../../shared/clock.ts";
import { addressOf, answerWithPage, askedLanguage, formRules, joinRoom } from "../../shared/routes/page.tsx";
import { readDevices } from "../../shared/routes/session.ts";
import { walletPaths } from "../../wallet/addresses.ts";
import { kioskPaths } from "../addresses.ts";
import type { VisitForm } from "../forms.tsx";
import { CustomerSide, PairPage } from "../kiosk.tsx";
import type { OutcomeView } from "../outcome.tsx";
import { atKiosk, type KioskEnv, keepPaired, languageOf, mark, viewOf } from "./device.tsx";
import { staffRoutes } from "./staff.tsx";

type KioskContext = RequestContext<KioskEnv>;

const WORKER = "kiosk-worker";

const pairForm = v.object({ code: v.fallback(v.string(), "") });

const visitForm = v.object({
  id: v.pipe(v.string(), v.uuid(), v.toLowerCase()),
  phone: v.optional(v.string(), ""),
  /** Typed in the number's place. */
  email: v.optional(v.string()),
  /** Milliseconds since it was typed; without a script it was typed now. */
  age: v.optional(v.pipe(v.string(), v.digits(), v.transform(Number), v.safeInteger()), "0"),
  lang: v.optional(v.string()),
});

const ALL = `${kioskPaths.home()}/*`;

export const kiosk = new Hono<KioskEnv>();

kiosk.onError(answerWithPage);
kiosk.use(ALL, ...formRules);

kiosk.get(kioskPaths.pair(), (c) => {
  mark(c, "unpaired");
  return c.html(<PairPage language={askedLanguage(c)} typed="" error={null} />);
});

kiosk.post(kioskPaths.pair(), async (c) => {
  const { code } = v.parse(pairForm, await c.req.parseBody());
  const token = await pairKiosk(c.var.context, {
    typed: code,
    address: addressOf(c),
    deviceTokens: readDevices(c),
  });
  if (!token.ok) {
    const status = token.error === "too_many_tries" ? 429 : 422;
    return c.html(<PairPage language={askedLanguage(c)} typed={code.slice(0, 20)} error={token.error} />, status);
  }
  keepPaired(c, token.value);
  return c.redirect(kioskPaths.home(), 303);
});

kiosk.get(kioskPaths.worker(), (c) => {
  const script = new Map(Object.entries(assets)).get(`${WORKER}.js`);
  if (script === undefined) return c.notFound();
  const headers = {
    "content-type": script.type,
    "cache-control": "no-cache",
    "service-worker-allowed": kioskPaths.home(),
  };
  return c.body(script.body, 200, headers);
});

kiosk.use(ALL, atKiosk);

kiosk.get(kioskPaths.home(), (c) => {
  mark(c, "done");
  return showForm(c, { ...emptyForm(c), by: c.req.query("by") === "email" ? "email" : "phone" });
});

/** Says when something changed at the shop, and nothing else. */
kiosk.get(kioskPaths.live(), (c) => joinRoom(c.env.ROOM, c.var.kiosk.merchant.id, c.req.raw));

kiosk.post(kioskPaths.visits(), async (c) => {
  const form = v.safeParse(visitForm, await c.req.parseBody());
  if (!form.success) {
    mark(c, "refused");
    return showForm(c, { ...emptyForm(c), error: "not_a_mobile_number" }, 400);
  }
  const { id: actId, phone, email, age: ageMs, lang } = form.output;
  c.set("language", languageOf(lang, c.var.kiosk));
  const typed = email === undefined ? ({ by: "phone", text: phone } as const) : ({ by: "email", text: email } as const);
  const shown = { by: typed.by, actId, typed: typed.text.slice(0, SHOWN_MAX[typed.by]) };
  const visit = { typed, actId, ageMs, language: c.var.language };
  const credited = await kioskVisit(c.var.context, c.var.kiosk, visit);
  if (!credited.ok && credited.error.code === "busy") return showForm(c, { ...shown, error: "busy" }, 503);
  mark(c, credited.ok ? "done" : "refused");
  if (!credited.ok) {
    const { code } = credited.error;
    if (code === "not_a_mobile_number" || code === "not_an_address" || code === "no_such_email") {
      return showForm(c, { ...shown, actId: c.var.context.newId(), error: code }, 422);
    }
  }
  // For a tablet without its script: the next customer must not read it.
  c.header("refresh", "6; url=/kiosk");
  const { number } = credited.ok ? credited.value : { number: null, ...credited.error };
  const outcome = outcomeOf(c, credited, typed.by === "email" ? maskEmail(typed.text) : null);
  return showSide(c, { outcome }, number?.rewards, credited.ok ? 200 : 409);
});

kiosk.get(kioskPaths.qr(), async (c) => {
  const { context, kiosk: device } = c.var;
  if (!device.merchant.rotatingQr) return c.body(null, 404);
  const codes = createRotatingCodes(context.config.LINK_SIGNING_KEYS);
  const token = await codes.tokenFor(device.merchant.id, context.now());
  // Where the wallet takes codes, typed or scanned.
  const address = new URL(walletPaths.earn(), context.config.APP_BASE_URL);
  address.searchParams.set("code", token);
  return c.body(await qrSvg(address.href), 200, { "content-type": "image/svg+xml" });
});

kiosk.route("/", staffRoutes);

type Status = 200 | 400 | 409 | 422 | 503;

/** Of what does not fit into its field, the beginning. */
const SHOWN_MAX = { phone: 24, email: 254 } as const;

const emptyForm = (c: KioskContext): VisitForm => ({
  by: "phone",
  actId: c.var.context.newId(),
  typed: "",
  error: null,
});

const showForm = (c: KioskContext, form: VisitForm, status: Status = 200) => showSide(c, { form }, undefined, status);

/** @param rewards where the act has loaded them already. */
async function showSide(
  c: KioskContext,
  shown: { readonly form: VisitForm } | { readonly outcome: OutcomeView },
  rewards: KnownNumber["rewards"] | undefined,
  status: Status,
): Promise<Response> {
  const { context, kiosk: device } = c.var;
  const { merchant } = device;
  const now = context.now();
  const onOffer = rewards ?? (await selectRewardsOnOffer(context.db, merchant.id, now));
  // The window in the address, so that the picture is asked for anew when it has changed, and only then.
  const qr = merchant.rotatingQr ? { href: `${kioskPaths.qr()}?${windowAt(now)}`, renewInMs: windowLeftMs(now) } : null;
  return c.html(<CustomerSide view={{ ...viewOf(c, onOffer), qr, shown }} />, status);
}

function outcomeOf(c: KioskContext, credited: Result<Credited, VisitRefusal>, email: string | null): OutcomeView {
  const { merchant } = c.var.kiosk;
  if (credited.ok) {
    const { number, credit } = credited.value;
    const points = merchant.pointsPerVisit;
    return "seq" in credit
      ? { what: { kind: "earned", points }, whose: whoseOf(number, "keyword", email) }
      : { what: { kind: "put_aside", points, invited: credit.invited }, whose: whoseOf(number, credit.keepBy, email) };
  }
  const { error } = credited;
  const whose = "number" in error ? whoseOf(error.number, error.keepBy, email) : null;
  switch (error.code) {
    case "too_soon": {
      const { hour } = createClock(c.var.context.now(), merchant.timeZone, c.var.language);
      return { what: { kind: "too_soon", hour: hour(error.until) }, whose };
    }
    case "daily_limit":
    case "left":
      return { what: { kind: error.code }, whose };
    case "too_old":
    case "key_reused":
      return { what: { kind: error.code }, whose: null };
    case "not_an_amount":
    case "needs_multi_point_code":
    case "not_a_mobile_number":
    case "not_an_address":
    case "no_such_email":
    case "busy":
      return { what: { kind: "not_an_amount" }, whose: null };
  }
}

/** What a screen that others can see may say: a given name, or two digits. */
function whoseOf(
  { phone, customer, waiting, taken, standing }: KnownNumber,
  keepBy: "yes" | "keyword",
  email: string | null,
): OutcomeView["whose"] {
  const isMember = standing === "member";
  return {
    name: isMember ? (customer?.name?.trim().split(/\s+/)[0] ?? null) : null,
    lastDigits: phone.slice(-2),
    email,
    points: isMember ? (customer?.points ?? 0) : null,
    waiting: waiting.reduce((sum, { points }) => sum + points, 0),
    keepBy,
    taken,
  };
}
