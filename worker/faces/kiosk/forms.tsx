// What a customer types on the kiosk: a number on the keys of the screen, or an e-mail on the tablet's own keyboard. One of them is up.

import type { Language } from "../../../src/conversation/language.ts";
import { formatUnits, type Unit } from "../../../src/loyalty/programme.ts";
import { kioskPaths } from "./addresses.ts";
import { Keypad } from "./keypad.tsx";
import { type KioskWords, kioskWords } from "./words.ts";

export interface VisitForm {
  readonly by: "phone" | "email";
  readonly actId: string;
  readonly typed: string;
  readonly error: "not_a_mobile_number" | "not_an_address" | "no_such_email" | "busy" | null;
}

interface VisitFormsView {
  readonly language: Language;
  readonly form: VisitForm;
  readonly home: string;
  readonly shop: { readonly unit: Unit; readonly pointsPerVisit: number };
}

export function VisitForms({ view }: { view: VisitFormsView }) {
  return (
    <>
      <NumberForm view={view} />
      <EmailForm view={view} />
    </>
  );
}

function NumberForm({ view }: { view: VisitFormsView }) {
  const { language, form, home } = view;
  const said = kioskWords[language].customer;
  const isUp = form.by === "phone";
  return (
    <form
      method="post"
      action={kioskPaths.visits()}
      class="number-form"
      data-keep="visit"
      data-form="phone"
      hidden={!isUp}
    >
      <input type="hidden" name="id" value={form.actId} />
      <input type="hidden" name="lang" value={language} />
      <div class="number-label">
        <label for="phone">{said.number}</label>
        <a href={`${home}${home.includes("?") ? "&" : "?"}by=email`} data-by="email">
          {said.byEmail}
        </a>
      </div>
      <input
        id="phone"
        class="number"
        name="phone"
        type="tel"
        autocomplete="off"
        required
        maxlength={24}
        value={isUp ? form.typed : ""}
        data-number
        aria-invalid={isUp && form.error ? "true" : undefined}
        aria-describedby="phone-error"
      />
      <p id="phone-error" class="field-error" role="alert" data-reason>
        {isUp && errorOf(form, said)}
      </p>
      <Keypad language={language} field="phone" plus />
      <Send view={view} />
    </form>
  );
}

function EmailForm({ view }: { view: VisitFormsView }) {
  const { language, form, home } = view;
  const said = kioskWords[language].customer;
  const isUp = form.by === "email";
  return (
    <form
      method="post"
      action={kioskPaths.visits()}
      class="number-form email-form"
      data-keep="visit"
      data-form="email"
      hidden={!isUp}
    >
      <input type="hidden" name="id" value={form.actId} />
      <input type="hidden" name="lang" value={language} />
      <div class="number-label">
        <label for="email">{said.email}</label>
        <a href={home} data-by="phone">
          {said.byNumber}
        </a>
      </div>
      <input
        id="email"
        class="number number-email"
        name="email"
        type="email"
        inputmode="email"
        autocomplete="off"
        autocapitalize="none"
        spellcheck={false}
        required
        maxlength={254}
        value={isUp ? form.typed : ""}
        aria-invalid={isUp && form.error ? "true" : undefined}
        aria-describedby="email-error"
      />
      <p id="email-error" class="field-error" role="alert" data-reason>
        {isUp && errorOf(form, said)}
      </p>
      <Send view={view} />
    </form>
  );
}

const Send = ({ view: { language, shop } }: { view: VisitFormsView }) => (
  <button type="submit" class="button button-big">
    {kioskWords[language].customer.button(formatUnits(shop.pointsPerVisit, shop.unit, language))}
  </button>
);

function errorOf({ error }: VisitForm, said: KioskWords["customer"]): string | null {
  switch (error) {
    case "not_a_mobile_number":
      return said.notAMobile;
    case "not_an_address":
      return said.notAnEmail;
    case "no_such_email":
      return said.unknownEmail;
    case "busy":
      return said.busy;
    case null:
      return null;
  }
}
