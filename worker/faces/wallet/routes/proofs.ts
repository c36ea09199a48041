// The ledgers of consent as the account page shows them: what changed, by which word or on which page, and what was shown.

import { SIGN_UP_WORD, toldChange } from "../../../../src/consent/consent.ts";
import { ACCOUNT_PAGE, ADDRESS_CHANGED, ADDRESS_REMOVED } from "../../../db/email-consent.ts";
import type { LoadedConsents } from "../../../db/wallet.ts";
import type { EmailChange, ProofPlace, Proofs } from "../account-view.ts";

export function proofsOf({ texts, emails }: LoadedConsents): Proofs {
  return {
    texts: texts.map(({ entry, version, page }) => {
      const place = placeOf(entry);
      const word = place === "sign_up" || place === "carrier" ? null : entry.word;
      const { shown, at } = entry;
      return { change: toldChange(entry), word, place, shown, version, page, at };
    }),
    emails: emails.map(({ change, email, shown, wordsVersion: version, page, cause, at }) => ({
      change: change === "withdrawn" ? endOf(cause) : change,
      word: email,
      place: page === ACCOUNT_PAGE ? "account" : "sign_up",
      shown,
      version,
      page,
      at,
    })),
  };
}

function placeOf({ actor, word, cause }: LoadedConsents["texts"][number]["entry"]): ProofPlace {
  if (actor === "carrier") return "carrier";
  if (word === SIGN_UP_WORD) return "sign_up";
  return cause.startsWith("page:") ? "account" : "text";
}

function endOf(cause: string): EmailChange {
  if (cause.startsWith(ADDRESS_CHANGED)) return "address_changed";
  return cause.startsWith(ADDRESS_REMOVED) ? "address_removed" : "withdrawn";
}
