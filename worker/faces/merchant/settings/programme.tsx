// The programme's page: what is collected, how it is earned, and how a reward is used at the counter.

import type { Language } from "../../../../src/conversation/language.ts";
import { programmeBounds, UNIT_LENGTH_MAX } from "../../../../src/loyalty/programme-settings.ts";
import { type Currency, currencySigns } from "../../../../src/loyalty/spending.ts";
import type { Words } from "../../shared/words.ts";
import { merchantPaths } from "../addresses.ts";
import { type FormView, MoneyField, NumberField, RadioField, Refused, TextField, TickField } from "../fields.tsx";
import { type FrameView, MerchantPage } from "../frame.tsx";
import { ownLanguageFirst } from "../own-language-first.ts";

export interface ProgrammeView {
  readonly frame: FrameView;
  readonly form: FormView;
  /** A code was drawn and stands in the field; nothing is saved yet. */
  readonly newCode: boolean;
  readonly posterHref: string;
  /** Null while the shop has not said where it is. */
  readonly currency: Currency | null;
}

const en = {
  title: "Programme",
  unit: "What customers collect",
  names: {
    unitEnOne: "In English, one",
    unitEnOther: "In English, several",
    unitFrOne: "In French, one",
    unitFrOther: "In French, several",
  },
  earning: "Earning",
  perVisit: "For a visit",
  perDay: "Visits that count in a day",
  perDayUnit: "a customer",
  gap: "Between two visits",
  minutes: "minutes",
  atOnce: "At most at once",
  atOnceHint: "For more than this, the multi-point code is needed.",
  birthday: "On a birthday",
  spending: (unit: string) => `At the till, 1 ${unit} for every`,
  spendingHint: "Empty: none. A till with a key sends what was spent.",
  tills: "Connect a till",
  codes: "Codes",
  earnCode: "Earn code",
  earnCodeHint: "3 to 8 digits. Shown at the counter; a customer texts it or types it in the wallet. Empty: none.",
  newCode: "Make a new code",
  drawn: "This code is new. Save to make it the one that counts.",
  multi: "Multi-point code",
  multiHint: "For staff only, who type it to give several at once. Empty: none.",
  rotating: "The QR code on the kiosk changes every 30 seconds",
  rotatingHint: "A photo of it earns nothing, and neither does the earn code by itself.",
  rewards: "Using a reward",
  mode: "At the counter",
  modes: {
    code: "Staff type the customer’s code on the kiosk",
    show: "The countdown on the customer’s screen is the proof",
  },
  ends: "How long points last",
  lifetime: "Lapse after",
  lifetimeHint: "30 to 3,650. Empty: never. Customers are warned first.",
  pending: "Pending points wait",
  pendingHint: "Points for a number that has not said YES yet.",
  days: "days",
  save: "Save",
  poster: "Print the posters",
};

const fr: Words<typeof en> = {
  title: "Programme",
  unit: "Ce que les clients cumulent",
  names: {
    unitEnOne: "En anglais, un seul",
    unitEnOther: "En anglais, plusieurs",
    unitFrOne: "En français, un seul",
    unitFrOther: "En français, plusieurs",
  },
  earning: "Gagner",
  perVisit: "Pour une visite",
  perDay: "Visites qui comptent par jour",
  perDayUnit: "par client",
  gap: "Entre deux visites",
  minutes: "minutes",
  atOnce: "Au plus en une fois",
  atOnceHint: "Au-delà, il faut le code multipoint.",
  birthday: "Pour un anniversaire",
  spending: (unit: string) => `À la caisse, 1 ${unit} pour`,
  spendingHint: "Vide\u202f: aucun. Une caisse qui a une clé envoie ce qui a été dépensé.",
  tills: "Brancher une caisse",
  codes: "Codes",
  earnCode: "Code de gain",
  earnCodeHint:
    "De 3 à 8 chiffres. Affiché au comptoir\u202f; le client l’envoie par SMS ou le tape dans son portefeuille. Vide\u202f: aucun.",
  newCode: "Tirer un nouveau code",
  drawn: "Ce code est nouveau. Enregistrez pour qu’il compte.",
  multi: "Code multipoint",
  multiHint: "Pour le personnel seul, qui le tape pour en donner plusieurs. Vide\u202f: aucun.",
  rotating: "Le code QR de la tablette change toutes les 30 secondes",
  rotatingHint: "Le prendre en photo ne rapporte rien, ni le code de gain seul.",
  rewards: "Utiliser une récompense",
  mode: "Au comptoir",
  modes: {
    code: "Le personnel tape le code du client sur la tablette",
    show: "Le compte à rebours sur l’écran du client fait foi",
  },
  ends: "Durée des points",
  lifetime: "Expirent après",
  lifetimeHint: "De 30 à 3\u202f650. Vide\u202f: jamais. Les clients sont avertis d’abord.",
  pending: "Les points en attente restent",
  pendingHint: "Les points d’un numéro qui n’a pas encore dit OUI.",
  days: "jours",
  save: "Enregistrer",
  poster: "Imprimer les affiches",
};

const words: Readonly<Record<Language, Words<typeof en>>> = { en, fr };

const UNIT_FIELDS = {
  en: ["unitEnOne", "unitEnOther"],
  fr: ["unitFrOne", "unitFrOther"],
} as const satisfies Readonly<Record<Language, readonly (keyof typeof words.en.names)[]>>;

export function ProgrammePage({ frame, form, newCode, posterHref, currency }: ProgrammeView) {
  const said = words[frame.language];
  const unit = form.typed[frame.language === "fr" ? "unitFrOther" : "unitEnOther"] ?? "";
  const one = form.typed[frame.language === "fr" ? "unitFrOne" : "unitEnOne"] ?? "";
  const bounds = programmeBounds;
  return (
    <MerchantPage frame={frame} title={said.title} section="programme" tab="programme">
      <div class="head">
        <h1>{said.title}</h1>
        <a href={posterHref}>{said.poster}</a>
      </div>
      <form class="form" method="post" action={merchantPaths.programme()} novalidate>
        <Refused form={form} />
        {/* Enter in a field saves: the first button of a form is the one that it presses. */}
        <button type="submit" class="visually-hidden" tabindex={-1}>
          {said.save}
        </button>
        <section class="panel">
          <h2>{said.unit}</h2>
          <div class="fields">
            {ownLanguageFirst(frame.language).flatMap((lang) =>
              UNIT_FIELDS[lang].map((name) => (
                <TextField form={form} name={name} label={said.names[name]} lang={lang} lengthMax={UNIT_LENGTH_MAX} />
              )),
            )}
          </div>
        </section>
        <section class="panel">
          <h2>{said.earning}</h2>
          <div class="fields">
            <NumberField
              form={form}
              name="pointsPerVisit"
              label={said.perVisit}
              unit={unit}
              bounds={bounds.pointsPerVisit}
            />
            <NumberField
              form={form}
              name="earnsPerDayMax"
              label={said.perDay}
              unit={said.perDayUnit}
              bounds={bounds.earnsPerDayMax}
            />
            <NumberField
              form={form}
              name="earnGapMinutes"
              label={said.gap}
              unit={said.minutes}
              bounds={bounds.earnGapMinutes}
            />
            <NumberField
              form={form}
              name="pointsAtOnceMax"
              label={said.atOnce}
              unit={unit}
              hint={said.atOnceHint}
              bounds={bounds.pointsAtOnceMax}
            />
            <NumberField
              form={form}
              name="birthdayPoints"
              label={said.birthday}
              unit={unit}
              bounds={bounds.birthdayPoints}
            />
            <div>
              <MoneyField
                form={form}
                name="spendPerPoint"
                label={said.spending(one)}
                hint={said.spendingHint}
                sign={currency && currencySigns[currency]}
              />
              <a href={merchantPaths.till()}>{said.tills}</a>
            </div>
          </div>
        </section>
        <section class="panel">
          <h2>{said.codes}</h2>
          <div class="fields">
            <div>
              <TextField form={form} name="earnCode" label={said.earnCode} hint={said.earnCodeHint} lengthMax={12} />
              <button type="submit" class="button-quiet" formaction={merchantPaths.newEarnCode()}>
                {said.newCode}
              </button>
              {newCode && (
                <p class="hint" role="status">
                  {said.drawn}
                </p>
              )}
            </div>
            <TextField form={form} name="multiPointCode" label={said.multi} hint={said.multiHint} lengthMax={12} />
          </div>
          <TickField form={form} name="rotatingQr" label={said.rotating} hint={said.rotatingHint} />
        </section>
        <section class="panel">
          <h2>{said.rewards}</h2>
          <RadioField
            form={form}
            name="redemptionMode"
            label={said.mode}
            options={[
              { value: "code", label: said.modes.code },
              { value: "show", label: said.modes.show },
            ]}
          />
        </section>
        <section class="panel">
          <h2>{said.ends}</h2>
          <div class="fields">
            <NumberField
              form={form}
              name="pointsLifetimeDays"
              label={said.lifetime}
              unit={said.days}
              hint={said.lifetimeHint}
              bounds={bounds.pointsLifetimeDays}
            />
            <NumberField
              form={form}
              name="pendingLifetimeDays"
              label={said.pending}
              unit={said.days}
              hint={said.pendingHint}
              bounds={bounds.pendingLifetimeDays}
            />
          </div>
        </section>
        <button type="submit" class="button">
          {said.save}
        </button>
      </form>
    </MerchantPage>
  );
}
