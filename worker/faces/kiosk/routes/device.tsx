// Which kiosk is asking, and whether its staff side is open, and what every route of the kiosk does first.

import type { Context as RequestContext } from "hono";
import { createMiddleware } from "hono/factory";
import type { Language } from "../../../../src/conversation/language.ts";
import { formatPhone } from "../../../../src/phone.ts";
import { loadKiosk, type PairedKiosk, type RewardOnOffer } from "../../../db/kiosk.ts";
import type { AppEnv } from "../../../env.ts";
import { hash } from "../../../gateways/secrets.ts";
import { readPass, type StaffPass, sealPass } from "../../../usecases/open-staff-side.ts";
import { dropCookie, readCookie, writeCookie } from "../../shared/routes/cookies.ts";
import { kioskPaths } from "../addresses.ts";
import { type KioskView, RevokedPage } from "../kiosk.tsx";

export interface KioskEnv extends AppEnv {
  Variables: AppEnv["Variables"] & { kiosk: PairedKiosk; language: Language; pass: StaffPass };
}

/**
 * How an answer is marked for the tablet's script. What comes without the mark is not ours (a Wi-Fi that wants a sign-in, a proxy's
 * error), and the act goes on waiting.
 */
export type Mark = "done" | "refused" | "locked" | "unpaired";

export const mark = <E extends AppEnv>(c: RequestContext<E>, as: Mark): void => c.header("x-kiosk", as);

export const atKiosk = createMiddleware<KioskEnv>(async function atKiosk(c, next) {
  c.header("cache-control", "private, no-store");
  const token = readCookie(c, "kiosk");
  const kiosk = token ? await loadKiosk(c.var.context.db, await hash(token)) : null;
  if (!token || !kiosk) {
    mark(c, "unpaired");
    return c.redirect(kioskPaths.pair(), 303);
  }
  c.set("kiosk", kiosk);
  c.set("language", languageOf(c.req.query("lang"), kiosk));
  if (kiosk.revokedAt !== null) {
    mark(c, "unpaired");
    return c.html(<RevokedPage view={viewOf(c, [])} />, 403);
  }
  if (c.req.method === "GET") keepPaired(c, token);
  await next();
});

export const keepPaired = <E extends AppEnv>(c: RequestContext<E>, token: string): void =>
  writeCookie(c, "kiosk", token);

export async function passOf(c: RequestContext<KioskEnv>): Promise<StaffPass | null> {
  const sealed = readCookie(c, "kiosk_staff");
  return sealed ? readPass(c.var.context, c.var.kiosk, sealed) : null;
}

/** The two minutes begin anew with each act. */
export async function keepOpen(c: RequestContext<KioskEnv>, pass: StaffPass): Promise<void> {
  writeCookie(c, "kiosk_staff", await sealPass(c.var.context, c.var.kiosk, pass));
}

export const close = (c: RequestContext<KioskEnv>): void => dropCookie(c, "kiosk_staff");

export const languageOf = (asked: unknown, { merchant }: PairedKiosk): Language =>
  asked === "fr" || asked === "en" ? asked : merchant.language;

/** What every page of the kiosk shows of the shop. */
export function viewOf(c: RequestContext<KioskEnv>, rewards: readonly RewardOnOffer[]): KioskView {
  const { kiosk, language, context } = c.var;
  const { merchant, sender } = kiosk;
  return {
    language,
    kioskId: kiosk.id,
    now: context.now(),
    shop: {
      name: merchant.name,
      accent: merchant.accentColor,
      language: merchant.language,
      country: merchant.country,
      unit: merchant.unit,
      pointsPerVisit: merchant.pointsPerVisit,
      pendingDays: merchant.pendingLifetimeDays,
      rewards,
      text: sender && {
        number: formatPhone(sender.number),
        keyword: sender.keyword,
        // On a shared number START would ask which shop.
        comeBack: sender.shared ? `JOIN ${sender.keyword}` : "START",
      },
    },
  };
}
