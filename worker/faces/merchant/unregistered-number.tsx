// What stands above the conversations while a number of the shop is not registered with the carriers.

import type { Language } from "../../../src/conversation/language.ts";
import { formatPhone } from "../../../src/phone.ts";

const words: Readonly<Record<Language, (number: string) => string>> = {
  en: (number) =>
    `${number} is not registered with the carriers yet. Answers and codes go out; all other texts wait until it is. The operator of this service registers it.`,
  fr: (number) =>
    `Le ${number} n’est pas encore enregistré auprès des opérateurs. Les réponses et les codes partent\u202f; les autres SMS attendent qu’il le soit. L’exploitant du service s’en charge.`,
};

export const UnregisteredNumber = ({ language, number }: { language: Language; number: string }) => (
  <p class="banner" role="status">
    {words[language](formatPhone(number))}
  </p>
);
