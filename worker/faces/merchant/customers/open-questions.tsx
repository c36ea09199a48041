// What about a customer waits for a person of the shop: what they have said NO to, and an account that changed its number lately.

import type { Language } from "../../../../src/conversation/language.ts";
import { formatPhone } from "../../../../src/phone.ts";
import type { Words } from "../../shared/words.ts";
import { merchantPaths } from "../addresses.ts";
import { Asked } from "../asked.tsx";
import type { CustomerView } from "./customer-view.ts";

const en = {
  disputes: "Said NO",
  entry: "To points in the ledger",
  claim: "To a reward that was used",
  given: (who: string, date: string, hour: string) => `by ${who}; answered NO ${date}, ${hour}`,
  onHold: "Points that are disputed can’t be spent. Undo the entry if the customer is right, then close the question.",
  settle: "Close the question",
  moved: "Came from another number",
  from: (phone: string, date: string) => `From ${phone}, ${date}`,
  moveBack: "Move it back",
  moveBackWhat: (date: string) => `Both numbers get their own account again, and a text. Possible until ${date}.`,
};

const fr: Words<typeof en> = {
  disputes: "A répondu NON",
  entry: "À des points des mouvements",
  claim: "À une récompense utilisée",
  given: (who: string, date: string, hour: string) => `par ${who}\u202f; NON reçu le ${date}, ${hour}`,
  onHold:
    "Les points contestés ne peuvent être dépensés. Annulez le mouvement si le client a raison, puis fermez la question.",
  settle: "Fermer la question",
  moved: "Vient d’un autre numéro",
  from: (phone: string, date: string) => `Du ${phone}, le ${date}`,
  moveBack: "Ramener à l’ancien numéro",
  moveBackWhat: (date: string) => `Chaque numéro retrouve son compte, et reçoit un SMS. Possible jusqu’au ${date}.`,
};

const words: Readonly<Record<Language, Words<typeof en>>> = { en, fr };

export function OpenQuestions({ view }: { view: CustomerView }) {
  const { frame, clock, disputes, move } = view;
  const said = words[frame.language];
  return (
    <>
      {disputes.length > 0 && (
        <section class="panel panel-open" id="disputes">
          <h2>{said.disputes}</h2>
          <p class="hint">{said.onHold}</p>
          <ul class="rows">
            {disputes.map((dispute) => (
              <li class="row">
                <div class="row-main">
                  <a href={dispute.entrySeq === null ? `#claim-${dispute.claimId}` : `#entry-${dispute.entrySeq}`}>
                    {dispute.entrySeq === null ? said.claim : said.entry}
                  </a>
                  <p class="row-sub">
                    {said.given(dispute.givenBy, clock.date(dispute.openedAt), clock.hour(dispute.openedAt))}
                  </p>
                </div>
                <form class="row-acts" method="post" action={merchantPaths.settleDispute(view.id, dispute.id)}>
                  <button type="submit" class="button-quiet">
                    {said.settle}
                  </button>
                </form>
              </li>
            ))}
          </ul>
        </section>
      )}
      {move && (
        <section class="panel panel-open">
          <h2>{said.moved}</h2>
          <p>{said.from(formatPhone(move.fromPhone), clock.date(move.movedAt))}</p>
          <Asked
            label={said.moveBack}
            name={formatPhone(move.fromPhone)}
            what={said.moveBackWhat(clock.date(move.until))}
            action={merchantPaths.moveBack(view.id, move.id)}
          />
        </section>
      )}
    </>
  );
}
