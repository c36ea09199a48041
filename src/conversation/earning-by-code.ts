// The shop's earn code, typed at the counter: a visit's points, or with the staff's own code as many as they say.

import { isLocked } from "../loyalty/code-tries.ts";
import { decideEarnByCode, type EarnByCodeRefusal } from "../loyalty/decide-earn.ts";
import { formatUnits, progress } from "../loyalty/programme.ts";
import { holdingsOf, onOffer } from "../rewards/catalogue.ts";
import { forward, memberOnly } from "./forwarding.ts";
import type { Reading } from "./reader.ts";
import type { Shop } from "./state.ts";
import { sayNext } from "./telling-time.ts";
import type { Turn } from "./turn.ts";

/** Digits alone, or CODE MULTIPOINTCODE N. */
export function earnByCode(turn: Turn, reading: Reading): void {
  turn.endErrand();
  if (turn.shop?.earnCode === null) return forward(turn);
  const known = memberOnly(turn, reading);
  if (known === null || isLocked(turn.state.codeTries, turn.now)) return;
  const { shop, member } = known;
  const [code = "", multiPointCode, amount] = reading.argument?.split(" ") ?? [];
  const several =
    multiPointCode === undefined ? null : { multiPointCode, points: Number(amount ?? shop.pointsPerVisit) };
  const account = { earned: member.earned, tries: turn.state.codeTries };
  const { tries, outcome } = decideEarnByCode(account, shop, { code, several, cause: "code" }, turn);
  turn.state = { ...turn.state, codeTries: tries };
  if (!outcome.ok) return refuse(turn, shop, outcome.error);
  const { points, earned } = outcome.value;
  turn.earn(shop, points, "code", earned);
  sayEarned(turn, shop, points);
}

function sayEarned(turn: Turn, shop: Shop, points: number): void {
  const language = turn.language();
  const holdings = holdingsOf(turn.member(shop));
  const { affordable, next } = progress(holdings.points, onOffer(shop.rewards, holdings, turn.now));
  const values = { shop: shop.name, earned: formatUnits(points, shop.unit, language), balance: turn.balanceOf(shop) };
  if (affordable) return turn.reply("earned_ready", { ...values, reward: affordable.title[language] });
  if (next) return turn.reply("earned_next", { ...values, missing: next.missing, reward: next.reward.title[language] });
  turn.reply("earned", values);
}

function refuse(turn: Turn, shop: Shop, refusal: EarnByCodeRefusal): void {
  switch (refusal.code) {
    case "daily_limit":
      return turn.reply("earned_today", { shop: shop.name, balance: turn.balanceOf(shop) });
    case "too_soon":
      return turn.reply("earn_later", {
        shop: shop.name,
        at: sayNext(refusal.until, turn.now, shop.timeZone),
        balance: turn.balanceOf(shop),
      });
    case "needs_multi_point_code":
    case "not_an_amount":
      return turn.reply("earn_with_staff", { shop: shop.name });
    case "scan_tablet":
      return turn.reply("earn_at_tablet", { shop: shop.name, balance: turn.balanceOf(shop) });
    // Says no more than that, and after a few falls silent on codes: a person looks at who tries them all.
    case "wrong_code":
      return turn.reply("wrong_code", { shop: shop.name });
    case "too_many_tries":
      return turn.openThread("wrong_codes");
    case "no_earn_code":
      return forward(turn);
  }
}
