// The kiosk: pairing a tablet, its customer side, and the code that changes. Its staff side has routes of its own.

import { Hono, type Context as RequestContext } from "hono";
import * as v from "valibot";
import assets from "../../.build/assets.json";
import { windowAt, windowLeftMs } from "../../src/loyalty/rotating-code.ts";
import { selectRewardsOnOffer } from "../db/kiosk.ts";
import type { KnownNumber } from "../db/kiosk-number.ts";
import { qrSvg } from "../gateways/qr.ts";
import { createRotatingCodes } from "../gateways/rotating-codes.ts";
import { createClock } from "../pages/clock.ts";
import { CustomerSide, type NumberForm, PairPage } from "../pages/kiosk.tsx";
import type { OutcomeView } from "../pages/kiosk-outcome.tsx";
import type { Credited, CreditRefusal } from "../usecases/credit-number.ts";
import { kioskVisit } from "../usecases/kiosk-visit.ts";
import { pairKiosk } from "../usecases/pair-kiosk.ts";
import { atKiosk, type KioskEnv, keepPaired, languageOf, mark, viewOf } from "./kiosk-device.tsx";
import { staffRoutes } from "./kiosk-staff.tsx";
import { answerWithPage, formRules } from "./page.tsx";

type KioskContext = RequestContext<KioskEnv>;

/** Where the wallet takes codes, typed or scanned: what the changing picture says is one that `earnByQr` takes. */
const EARN_PATH = "/me/earn";

const pairForm = v.object({ code: v.optional(v.string(), "") });

const visitForm = v.object({
  id: v.pipe(v.string(), v.uuid(), v.toLowerCase()),
  phone: v.optional(v.string(), ""),
  /** Milliseconds since it was typed; without a script it was typed now. */
  age: v.optional(v.pipe(v.string(), v.digits(), v.transform(Number), v.safeInteger()), "0"),
  lang: v.optional(v.string()),
});

export const kiosk = new Hono<KioskEnv>();

kiosk.onError(answerWithPage);
kiosk.use(...formRules);

kiosk.get("/pair", (c) => {
  mark(c, "unpaired");
  return c.html(<PairPage language={readersLanguage(c)} typed="" error={null} />);
});

kiosk.post("/pair", async (c) => {
  const { code } = v.parse(pairForm, await c.req.parseBody());
  const token = await pairKiosk(c.var.context, code);
  if (!token.ok) {
    return c.html(<PairPage language={readersLanguage(c)} typed={code.slice(0, 20)} error={token.error} />, 422);
  }
  keepPaired(c, token.value);
  return c.redirect("/kiosk", 303);
});

/** From here, and not from among the assets, it may look after all of the kiosk. */
kiosk.get("/kiosk-worker.js", (c) => {
  const script = new Map(Object.entries(assets)).get("kiosk-worker.js");
  if (script === undefined) return c.notFound();
  const headers = { "content-type": script.type, "cache-control": "no-cache", "service-worker-allowed": "/kiosk" };
  return c.body(script.body, 200, headers);
});

kiosk.use(atKiosk);

kiosk.get("/", (c) => {
  mark(c, "done");
  return showForm(c, { actId: c.var.context.newId(), typed: "", error: null });
});

kiosk.post("/visits", async (c) => {
  const form = v.safeParse(visitForm, await c.req.parseBody());
  if (!form.success) {
    mark(c, "refused");
    return showForm(c, { actId: c.var.context.newId(), typed: "", error: "not_a_mobile_number" }, 400);
  }
  const { id: actId, phone: typedPhone, age: ageMs, lang } = form.output;
  c.set("language", languageOf(lang, c.var.kiosk));
  const credited = await kioskVisit(c.var.context, c.var.kiosk, {
    typedPhone,
    actId,
    ageMs,
    language: c.var.language,
  });
  if (!credited.ok && credited.error.code === "busy") {
    return showForm(c, { actId, typed: typedPhone, error: "busy" }, 503);
  }
  mark(c, credited.ok ? "done" : "refused");
  if (!credited.ok && credited.error.code === "not_a_mobile_number") {
    const typed = typedPhone.slice(0, 24);
    return showForm(c, { actId: c.var.context.newId(), typed, error: "not_a_mobile_number" }, 422);
  }
  // For a tablet without its script: the next customer must not read it.
  c.header("refresh", "6; url=/kiosk");
  const { number } = credited.ok ? credited.value : { number: null, ...credited.error };
  return showSide(c, { outcome: outcomeOf(c, credited) }, number?.rewards, credited.ok ? 200 : 409);
});

kiosk.get("/qr.svg", async (c) => {
  const { context, kiosk: device } = c.var;
  if (!device.merchant.rotatingQr) return c.body(null, 404);
  const codes = createRotatingCodes(context.config.LINK_SIGNING_KEYS);
  const token = await codes.tokenFor(device.merchant.id, context.now());
  const address = new URL(EARN_PATH, context.config.APP_BASE_URL);
  address.searchParams.set("code", token);
  return c.body(await qrSvg(address.href), 200, { "content-type": "image/svg+xml" });
});

kiosk.route("/staff", staffRoutes);

/** A tablet that is no kiosk yet has no shop to ask for its language. */
const readersLanguage = (c: KioskContext) =>
  (c.req.query("lang") ?? c.req.header("accept-language") ?? "").startsWith("fr") ? "fr" : "en";

type Status = 200 | 400 | 409 | 422 | 503;

const showForm = (c: KioskContext, form: NumberForm, status: Status = 200) => showSide(c, { form }, undefined, status);

/** @param rewards where the act has loaded them already. */
async function showSide(
  c: KioskContext,
  shown: { readonly form: NumberForm } | { readonly outcome: OutcomeView },
  rewards: KnownNumber["rewards"] | undefined,
  status: Status,
): Promise<Response> {
  const { context, kiosk: device } = c.var;
  const { merchant } = device;
  const now = context.now();
  const onOffer = rewards ?? (await selectRewardsOnOffer(context.db, merchant.id, now));
  // The window in the address, so that the picture is asked for anew when it has changed, and only then.
  const qr = merchant.rotatingQr ? { href: `/kiosk/qr.svg?${windowAt(now)}`, renewInMs: windowLeftMs(now) } : null;
  return c.html(<CustomerSide view={{ ...viewOf(c, onOffer), qr, shown }} />, status);
}

function outcomeOf(
  c: KioskContext,
  credited: { ok: true; value: Credited } | { ok: false; error: CreditRefusal },
): OutcomeView {
  const { merchant } = c.var.kiosk;
  if (credited.ok) {
    const { number, credit } = credited.value;
    const points = merchant.pointsPerVisit;
    return "seq" in credit
      ? { what: { kind: "earned", points }, whose: whoseOf(number, "keyword") }
      : { what: { kind: "put_aside", points, invited: credit.invited }, whose: whoseOf(number, credit.keepBy) };
  }
  const { error } = credited;
  const whose = "number" in error ? whoseOf(error.number, error.keepBy) : null;
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
    case "busy":
      return { what: { kind: "not_an_amount" }, whose: null };
  }
}

/** What a screen that others can see may say: a given name, or two digits. */
function whoseOf(
  { phone, customer, waiting, taken, standing }: KnownNumber,
  keepBy: "yes" | "keyword",
): OutcomeView["whose"] {
  const isMember = standing === "member";
  return {
    name: isMember ? (customer?.name?.trim().split(/\s+/)[0] ?? null) : null,
    lastDigits: phone.slice(-2),
    points: isMember ? (customer?.points ?? 0) : null,
    waiting: waiting.reduce((sum, { points }) => sum + points, 0),
    keepBy,
    taken,
  };
}
