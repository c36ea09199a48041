// What a person sees when there is nothing to see: both languages, the reader's first, which is only guessed.

import type { Language } from "../../../src/conversation/language.ts";
import { Page } from "./layout.tsx";

export type ErrorKind = "not_found" | "expired" | "malformed" | "failed";

const words: Readonly<Record<ErrorKind, Record<Language, { readonly title: string; readonly advice: string }>>> = {
  not_found: {
    en: { title: "There is nothing here", advice: "Check the address, or text the shop: it will send you a new link." },
    fr: {
      title: "Il n’y a rien ici",
      advice: "Vérifiez l’adresse, ou écrivez au commerce\u202f: il vous enverra un nouveau lien.",
    },
  },
  expired: {
    en: { title: "This link has expired", advice: "Text BALANCE to the shop’s number for a new one." },
    fr: { title: "Ce lien a expiré", advice: "Envoyez SOLDE au numéro du commerce pour en recevoir un nouveau." },
  },
  malformed: {
    en: { title: "This could not be read", advice: "Go back, load the page again and try once more." },
    fr: { title: "Cette demande n’a pu être lue", advice: "Revenez en arrière, rechargez la page et réessayez." },
  },
  failed: {
    en: { title: "Something went wrong on our side", advice: "Nothing is lost. Try again in a minute." },
    fr: { title: "Quelque chose a échoué de notre côté", advice: "Rien n’est perdu. Réessayez dans une minute." },
  },
};

const other = { en: "fr", fr: "en" } as const;

export function ErrorPage({ kind, language }: { kind: ErrorKind; language: Language }) {
  const second = other[language];
  const [first, also] = [words[kind][language], words[kind][second]];
  return (
    <Page language={language} title={`${first.title} · ${also.title}`} page="error">
      <main class="notice">
        <section>
          <h1>{first.title}</h1>
          <p>{first.advice}</p>
        </section>
        <section lang={second}>
          <h2 class="h1">{also.title}</h2>
          <p>{also.advice}</p>
        </section>
      </main>
    </Page>
  );
}
