// Trades whose texts the carriers of a country refuse, or whose advertising its law forbids: there all texts of such a business are off.

import type { MessageClass } from "../messaging/lifecycle.ts";
import type { Country } from "../phone.ts";
import type { TextKind } from "../texts/kinds.ts";

const unitedStates = ["tobacco", "vaping", "cbd", "cannabis", "firearms", "adult"] as const;

/**
 * US and Canada: the carriers' content rules, which close the whole programme. France: the law forbids advertising these (Code de la santé
 * publique L3512-4, L3513-4, L3421-4; Code de la sécurité intérieure, title I of book III).
 */
const forbidden: Readonly<Record<Country, readonly string[]>> = {
  US: unitedStates,
  CA: [...unitedStates, "alcohol"],
  FR: ["tobacco", "vaping", "cannabis", "firearms"],
};

/** @param countries of the shop and of who is texted: the stricter wins. */
export const isForbiddenTrade = (trades: readonly string[], countries: readonly (Country | null)[]): boolean =>
  countries.some((country) => country !== null && trades.some((trade) => forbidden[country].includes(trade)));

/** What somebody asked for that must be answered all the same: a STOP, a HELP, a code; and the one answer to JOIN, which names the page. */
const answeredDespite: ReadonlySet<TextKind> = new Set<TextKind>([
  "stop_confirmed",
  "stop_confirmed_shared",
  "stop_all_confirmed",
  "help",
  "help_write_here",
  "help_shared",
  "join_by_page",
  "sign_in_code",
  "sign_up_code",
  "move_code",
]);

export const isAnsweredDespite = (kind: TextKind): boolean => answeredDespite.has(kind);

export interface TradeFacts {
  readonly trades: readonly string[];
  /** The operator has opened what is not promotion, where the number allows it. */
  readonly transactionalOpened: boolean;
  readonly countries: readonly (Country | null)[];
}

export const isClosed = ({ trades, transactionalOpened, countries }: TradeFacts): boolean =>
  !transactionalOpened && isForbiddenTrade(trades, countries);

/** Whether a text of this kind stays unsent for what the business sells. */
export function isStoppedByTrade(
  facts: TradeFacts,
  message: { readonly kind: TextKind; readonly class: MessageClass },
): boolean {
  if (isAnsweredDespite(message.kind)) return false;
  return message.class === "promotional" ? isForbiddenTrade(facts.trades, facts.countries) : isClosed(facts);
}
