// The shop's earn code, typed at the counter: a visit's points, or with the staff's own code as many as they say.

import { type EarnRefusal, fixedCodeEarns, mayEarn } from "../loyalty/earning.ts";
import { formatUnits, progress } from "../loyalty/programme.ts";
import { holdingsOf, onOffer } from "../rewards/catalogue.ts";
import { afterWrongCode, isLocked } from "./code-tries.ts";
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
  const [code, multiPointCode, amount] = reading.argument?.split(" ") ?? [];
  const isRight = code === shop.earnCode && (multiPointCode === undefined || multiPointCode === shop.multiPointCode);
  if (!isRight) return sayWrong(turn, shop);
  if (!fixedCodeEarns(shop, multiPointCode !== undefined)) {
    return turn.reply("earn_at_tablet", { shop: shop.name, balance: turn.balanceOf(shop) });
  }

  // What a visit is worth needs no other code, however many points at once staff may give.
  const points = amount === undefined ? shop.pointsPerVisit : Number(amount);
  const allowed = mayEarn(shop, member.earned, { points, hasMultiPointCode: true }, turn.at);
  if (!allowed.ok) return refuse(turn, shop, allowed.error);
  turn.earn(shop, points, "code", allowed.value);
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

function refuse(turn: Turn, shop: Shop, refusal: EarnRefusal): void {
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
  }
}

/** Says no more than that, and after a few falls silent on codes: a person looks at who tries them all. */
function sayWrong(turn: Turn, shop: Shop): void {
  const codeTries = afterWrongCode(turn.state.codeTries, turn.now);
  turn.state = { ...turn.state, codeTries };
  if (isLocked(codeTries, turn.now)) return turn.openThread("wrong_codes");
  turn.reply("wrong_code", { shop: shop.name });
}
