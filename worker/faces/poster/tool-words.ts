// What stands around a poster on the screen: what to choose, and how to print it.

import type { Language } from "../../../src/conversation/language.ts";
import type { Words } from "../shared/words.ts";

const en = {
  title: (shop: string) => `Poster of ${shop}`,
  tools: "Choose and print",
  lead: "Print it at 100%, on the paper that you choose here.",
  print: "Print",
  download: (format: string) => `QR code as ${format}`,
  code: "QR code",
  codes: { sms: "Text the keyword", join: "Sign-up page", earn: "Earn code" },
  size: "Paper",
  sizes: { a4: "A4", letter: "Letter", card: "Card 10 × 15 cm" },
  language: "Language",
  languages: { fr: "French", en: "English", both: "Both" },
  poster: "Poster",
  picture: {
    sms: "QR code that opens a text message with the keyword",
    join: "QR code of the sign-up page",
    earn: "QR code that opens a text message with the earn code",
  },
};

export type ToolWords = Words<typeof en>;

const fr: ToolWords = {
  title: (shop) => `Affiche de ${shop}`,
  tools: "Choisir et imprimer",
  lead: "Imprimez à 100\u00a0%, sur le papier choisi ici.",
  print: "Imprimer",
  download: (format) => `Code QR en ${format}`,
  code: "Code QR",
  codes: { sms: "Envoyer le mot-clé", join: "Page d’inscription", earn: "Code de gain" },
  size: "Papier",
  sizes: { a4: "A4", letter: "Lettre", card: "Carton 10 × 15 cm" },
  language: "Langue",
  languages: { fr: "Français", en: "Anglais", both: "Les deux" },
  poster: "Affiche",
  picture: {
    sms: "Code QR qui ouvre un SMS avec le mot-clé",
    join: "Code QR de la page d’inscription",
    earn: "Code QR qui ouvre un SMS avec le code de gain",
  },
};

export const toolWords: Readonly<Record<Language, ToolWords>> = { en, fr };
