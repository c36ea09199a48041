// The tablets at the counter and the codes that staff type on them. A pairing code is shown once, when it is made.

import type { Language } from "../../../../src/conversation/language.ts";
import { COUNTER_LABEL_LENGTH_MAX } from "../../../../src/people/counter-settings.ts";
import type { Clock } from "../../shared/clock.ts";
import type { Words } from "../../shared/words.ts";
import { merchantPaths } from "../addresses.ts";
import { Asked } from "../asked.tsx";
import { type FormView, Refused, TextField } from "../fields.tsx";
import { type FrameView, MerchantPage } from "../frame.tsx";

export interface KiosksView {
  readonly frame: FrameView;
  readonly clock: Clock;
  readonly now: number;
  readonly kiosks: readonly {
    readonly id: string;
    readonly name: string;
    /** Null while it waits for its code. */
    readonly pairedAt: number | null;
    readonly pairingUntil: number | null;
  }[];
  readonly staffCodes: readonly { readonly id: string; readonly label: string; readonly createdAt: number }[];
  /** Just made, and never to be seen again. */
  readonly pairing: { readonly name: string; readonly code: string; readonly until: number } | null;
  readonly kioskForm: FormView;
  readonly codeForm: FormView;
}

const en = {
  title: "Kiosks",
  lead: "A tablet on the counter. Customers type their number on it; staff, with a code, give points and take rewards in.",
  none: "No kiosk yet.",
  paired: (date: string) => `paired ${date}`,
  waiting: (hour: string) => `waits for its code until ${hour}`,
  lapsed: "was not paired in time; remove it and add another",
  remove: "Remove",
  removeKiosk:
    "The tablet stops working at once. What it has not sent yet stays on it, and is shown to staff once it is paired again.",
  add: "Add a kiosk",
  name: "Where it stands",
  make: "Make a pairing code",
  code: (name: string) => `Pairing code for ${name}`,
  codeHow: (hour: string) => `On the tablet, open /kiosk and type this code before ${hour}. It is not shown again.`,
  staff: "Staff codes",
  staffLead: "They open the staff side of the kiosk, and their name stands beside the points they give.",
  noCodes: "No staff code yet: the staff side of a kiosk stays shut.",
  since: (date: string) => `since ${date}`,
  revoke: "Revoke",
  revokeWhat: "It opens nothing from now on. What was done with it stays in the history.",
  addCode: "Add a staff code",
  label: "Person’s name",
  digits: "Code",
  digitsHint: "4 to 8 digits.",
  addIt: "Add",
};

const fr: Words<typeof en> = {
  title: "Tablettes",
  lead: "Une tablette sur le comptoir. Les clients y tapent leur numéro\u202f; le personnel, avec un code, y donne des points et y valide les récompenses.",
  none: "Aucune tablette pour l’instant.",
  paired: (date: string) => `associée le ${date}`,
  waiting: (hour: string) => `attend son code jusqu’à ${hour}`,
  lapsed: "n’a pas été associée à temps\u202f; retirez-la et ajoutez-en une autre",
  remove: "Retirer",
  removeKiosk:
    "La tablette cesse aussitôt de fonctionner. Ce qu’elle n’a pas encore envoyé y reste, et le personnel le voit une fois la tablette associée à nouveau.",
  add: "Ajouter une tablette",
  name: "Où elle se trouve",
  make: "Créer un code d’association",
  code: (name: string) => `Code d’association de ${name}`,
  codeHow: (hour: string) => `Sur la tablette, ouvrez /kiosk et tapez ce code avant ${hour}. Il ne sera plus affiché.`,
  staff: "Codes du personnel",
  staffLead: "Ils ouvrent le côté du personnel sur la tablette, et figurent par leur nom dans les mouvements.",
  noCodes: "Aucun code pour l’instant\u202f: le côté du personnel reste fermé sur les tablettes.",
  since: (date: string) => `depuis le ${date}`,
  revoke: "Révoquer",
  revokeWhat: "Il n’ouvre plus rien. Ce qui a été fait avec lui reste dans l’historique.",
  addCode: "Ajouter un code",
  label: "Nom de la personne",
  digits: "Code",
  digitsHint: "De 4 à 8 chiffres.",
  addIt: "Ajouter",
};

const words: Readonly<Record<Language, Words<typeof en>>> = { en, fr };

export function KiosksPage(view: KiosksView) {
  const { frame, clock, pairing } = view;
  const said = words[frame.language];
  return (
    <MerchantPage frame={frame} title={said.title} section="kiosks" tab="kiosks">
      <h1>{said.title}</h1>
      <p class="lead">{said.lead}</p>
      {pairing && (
        <section class="panel pairing" role="status">
          <h2>{said.code(pairing.name)}</h2>
          <p class="pairing-code">{`${pairing.code.slice(0, 4)} ${pairing.code.slice(4)}`}</p>
          <p>{said.codeHow(clock.hour(pairing.until))}</p>
        </section>
      )}
      <div class="columns">
        <Kiosks view={view} />
        <StaffCodes view={view} />
      </div>
    </MerchantPage>
  );
}

function Kiosks({ view }: { view: KiosksView }) {
  const { frame, clock, now, kiosks, kioskForm } = view;
  const said = words[frame.language];
  const state = (pairedAt: number | null, until: number | null) => {
    if (pairedAt !== null) return said.paired(clock.date(pairedAt));
    return until !== null && until > now ? said.waiting(clock.hour(until)) : said.lapsed;
  };
  return (
    <div>
      {kiosks.length === 0 && <p class="blank">{said.none}</p>}
      <ul class="rows">
        {kiosks.map(({ id, name, pairedAt, pairingUntil }) => (
          <li class="row">
            <div class="row-main">
              <strong>{name}</strong>
              <p class="row-sub">{state(pairedAt, pairingUntil)}</p>
            </div>
            <Asked label={said.remove} name={name} what={said.removeKiosk} action={merchantPaths.revokeKiosk(id)} />
          </li>
        ))}
      </ul>
      <form class="panel" method="post" action={merchantPaths.kiosks()} novalidate>
        <h2>{said.add}</h2>
        <Refused form={kioskForm} />
        <TextField form={kioskForm} name="name" label={said.name} lengthMax={COUNTER_LABEL_LENGTH_MAX} />
        <button type="submit" class="button">
          {said.make}
        </button>
      </form>
    </div>
  );
}

function StaffCodes({ view }: { view: KiosksView }) {
  const { frame, clock, staffCodes, codeForm } = view;
  const said = words[frame.language];
  return (
    <section>
      <h2>{said.staff}</h2>
      <p class="hint">{said.staffLead}</p>
      {staffCodes.length === 0 && <p class="blank">{said.noCodes}</p>}
      <ul class="rows">
        {staffCodes.map(({ id, label, createdAt }) => (
          <li class="row">
            <div class="row-main">
              <strong>{label}</strong>
              <p class="row-sub">{said.since(clock.date(createdAt))}</p>
            </div>
            <Asked label={said.revoke} name={label} what={said.revokeWhat} action={merchantPaths.revokeStaffCode(id)} />
          </li>
        ))}
      </ul>
      <form class="panel" method="post" action={merchantPaths.staffCodes()} novalidate>
        <h2>{said.addCode}</h2>
        <Refused form={codeForm} />
        <TextField form={codeForm} name="label" label={said.label} lengthMax={COUNTER_LABEL_LENGTH_MAX} />
        <TextField form={codeForm} name="code" label={said.digits} hint={said.digitsHint} lengthMax={12} />
        <button type="submit" class="button">
          {said.addIt}
        </button>
      </form>
    </section>
  );
}
