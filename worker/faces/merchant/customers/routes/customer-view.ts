// A loaded customer as the page shows it: actors and rewards by their names, a lapsed code as what it is.

import { toldChange } from "../../../../../src/consent/consent.ts";
import type { Language } from "../../../../../src/conversation/language.ts";
import { MOVE_REVERSIBLE_MS, mayMoveBack } from "../../../../../src/loyalty/moves.ts";
import { type Claim, statusAt } from "../../../../../src/rewards/claims.ts";
import type { LoadedCustomer } from "../../../../db/merchant-customer.ts";
import { merchantPaths } from "../../addresses.ts";
import type { CustomerView } from "../customer-view.ts";
import { actorInWords } from "../customer-words.ts";

type Loaded = Omit<CustomerView, "frame" | "clock" | "unit" | "form" | "refused">;

/** What would have expired as soon as it is back is not put back. */
const mayPutBack = (claim: Pick<Claim, "status" | "codeUntil" | "expiresAt">, now: number): boolean =>
  claim.status === "used" && statusAt({ ...claim, status: "taken" }, now) === "taken";

export function customerView(loaded: LoadedCustomer, language: Language, now: number): Loaded {
  const { entries, claims, pending, disputes, move, actors, olderThan, ...customer } = loaded;
  const who = (actor: string) => actorInWords(actor, actors, language);
  return {
    ...customer,
    consents: customer.consents.map((entry) => ({ ...entry, change: toldChange(entry) })),
    entries: entries.map((entry) => ({ ...entry, actor: who(entry.actor) })),
    claims: claims.map(({ titleEn, titleFr, usedWith, ...claim }) => ({
      ...claim,
      title: language === "fr" ? titleFr : titleEn,
      status: statusAt(claim, now),
      usedWith: usedWith && who(usedWith),
      mayPutBack: mayPutBack(claim, now),
    })),
    waiting: pending.map((points) => ({ ...points, actor: who(points.actor) })),
    disputes: disputes.map((dispute) => ({ ...dispute, givenBy: who(dispute.givenBy) })),
    move:
      move?.movedAt && mayMoveBack(move, now).ok
        ? { id: move.id, fromPhone: move.fromPhone, movedAt: move.movedAt, until: move.movedAt + MOVE_REVERSIBLE_MS }
        : null,
    olderHref: olderThan === null ? null : `${merchantPaths.customer(customer.id)}?before=${olderThan}`,
  };
}
