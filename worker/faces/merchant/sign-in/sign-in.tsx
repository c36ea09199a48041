// Signing in to the inbox: a number, then the code that was sent to it.

import type { Language } from "../../../../src/conversation/language.ts";
import type { Role } from "../../../../src/people/roles.ts";
import { CodeInput } from "../../shared/code-input.tsx";
import { Page } from "../../shared/layout.tsx";
import type { Words } from "../../shared/words.ts";
import { merchantPaths } from "../addresses.ts";
import { peopleWords } from "../settings/people-words.ts";

type SignInError = "not_a_mobile_number" | "wrong_code" | "code_worn_out" | "too_many";

export interface PhoneFormView {
  readonly language: Language;
  readonly typed: string;
  readonly error: SignInError | null;
}

export interface CodeFormView {
  readonly language: Language;
  readonly error: SignInError | null;
  /** On a development service: where texts arrive. */
  readonly simulatorHref: string | null;
}

const en = {
  title: "Sign in",
  lead: "With your mobile number. We text you a code.",
  number: "Mobile number",
  hint: "Outside Canada, the United States and France, begin with + and the country.",
  sendCode: "Text me a code",
  codeTitle: "Type your code",
  codeLead: "If this number can sign in here, a code is on its way. It works for ten minutes.",
  code: "Six-digit code",
  signIn: "Sign in",
  again: "Use another number, or ask for a new code",
  noText: "No text? Text CODE, from that phone, to the shop’s number. The code that comes back works here.",
  chooseTitle: "Which shop?",
  chooseLead: "You work at several. You can change at any time.",
  isOpen: "open here",
  simulator: "Read it on the owner’s phone in the simulator",
  otherLanguage: "Français",
  errors: {
    not_a_mobile_number: "This is not a mobile number that we can text. Check its digits.",
    wrong_code: "This is not the code we sent. Check the latest message and try again.",
    code_worn_out:
      "This code no longer works: it is older than ten minutes, was used, or was tried too often. Ask for a new one.",
    too_many: "Too much was asked from here. Wait ten minutes, or text CODE from your phone to the shop’s number.",
  },
};

const fr: Words<typeof en> = {
  title: "Se connecter",
  lead: "Avec votre numéro de mobile. Nous vous envoyons un code par SMS.",
  number: "Numéro de mobile",
  hint: "Hors du Canada, des États-Unis et de la France, commencez par + et le pays.",
  sendCode: "Recevoir un code",
  codeTitle: "Entrez votre code",
  codeLead: "Si ce numéro peut se connecter ici, un code est en route. Il vaut dix minutes.",
  code: "Code à six chiffres",
  signIn: "Se connecter",
  again: "Changer de numéro, ou demander un autre code",
  noText:
    "Pas de SMS\u202f? Envoyez CODE, de ce téléphone, au numéro du commerce, et entrez ici le code que vous recevrez.",
  chooseTitle: "Quel commerce\u202f?",
  chooseLead: "Vous travaillez dans plusieurs. Vous pourrez changer à tout moment.",
  isOpen: "ouvert ici",
  simulator: "Lisez-le sur le téléphone du propriétaire, dans le simulateur",
  otherLanguage: "English",
  errors: {
    not_a_mobile_number: "Ce n’est pas un numéro de mobile que nous pouvons joindre. Vérifiez ses chiffres.",
    wrong_code: "Ce n’est pas le code envoyé. Regardez le dernier message et réessayez.",
    code_worn_out:
      "Ce code ne vaut plus\u202f: il a plus de dix minutes, a servi, ou a été essayé trop souvent. Demandez-en un autre.",
    too_many: "Trop de demandes d’ici. Attendez dix minutes, ou envoyez CODE de votre téléphone au numéro du commerce.",
  },
};

const words: Readonly<Record<Language, Words<typeof en>>> = { en, fr };

const other = { en: "fr", fr: "en" } as const;

export function PhoneFormPage({ language, typed, error }: PhoneFormView) {
  const said = words[language];
  return (
    <Page language={language} title={`${said.title} · Comptoir`} page="sign-in">
      <main class="card">
        <LanguageLink language={language} />
        <h1>{said.title}</h1>
        <p>{said.lead}</p>
        <form method="post" action={merchantPaths.signIn()}>
          <label for="phone">{said.number}</label>
          <input
            id="phone"
            class="field"
            name="phone"
            type="tel"
            autocomplete="tel"
            required
            maxlength={40}
            value={typed}
            aria-invalid={error ? "true" : undefined}
            aria-describedby="phone-error phone-hint"
          />
          <FieldError id="phone-error" language={language} error={error} />
          <p id="phone-hint" class="hint">
            {said.hint}
          </p>
          <button type="submit" class="button">
            {said.sendCode}
          </button>
        </form>
      </main>
    </Page>
  );
}

export function CodeFormPage({ language, error, simulatorHref }: CodeFormView) {
  const said = words[language];
  return (
    <Page language={language} title={`${said.codeTitle} · Comptoir`} page="sign-in">
      <main class="card">
        <LanguageLink language={language} />
        <h1>{said.codeTitle}</h1>
        <p>{said.codeLead}</p>
        <form method="post">
          <label for="code">{said.code}</label>
          <CodeInput isWrong={error !== null} describedBy="code-error" />
          <FieldError id="code-error" language={language} error={error} />
          <button type="submit" class="button">
            {said.signIn}
          </button>
        </form>
        {simulatorHref && (
          <p>
            <a href={simulatorHref} target="_blank" rel="noopener">
              {said.simulator}
            </a>
          </p>
        )}
        <p class="hint">{said.noText}</p>
        <p class="hint">
          <a href={merchantPaths.signIn()}>{said.again}</a>
        </p>
      </main>
    </Page>
  );
}

export interface ShopChoiceView {
  readonly language: Language;
  readonly shops: readonly {
    readonly personId: string;
    readonly shop: string;
    readonly role: Role;
    /** Where the browser is signed in now. */
    readonly isOpen: boolean;
  }[];
}

export function ShopChoicePage({ language, shops }: ShopChoiceView) {
  const said = words[language];
  return (
    <Page language={language} title={`${said.chooseTitle} · Comptoir`} page="sign-in">
      <main class="card">
        <LanguageLink language={language} />
        <h1>{said.chooseTitle}</h1>
        <p>{said.chooseLead}</p>
        <form class="choices" method="post" action={merchantPaths.signInShop()}>
          {shops.map(({ personId, shop, role, isOpen }) => (
            <button type="submit" class="choice" name="person" value={personId}>
              <strong>{shop}</strong>
              <span>
                {peopleWords[language].roles[role]}
                {isOpen && ` · ${said.isOpen}`}
              </span>
            </button>
          ))}
        </form>
      </main>
    </Page>
  );
}

const LanguageLink = ({ language }: { language: Language }) => (
  <a class="language-link" href={`?lang=${other[language]}`} lang={other[language]} hreflang={other[language]}>
    {words[language].otherLanguage}
  </a>
);

const FieldError = ({ id, language, error }: { id: string; language: Language; error: SignInError | null }) => (
  <p id={id} class="field-error" role="alert">
    {error && words[language].errors[error]}
  </p>
);
