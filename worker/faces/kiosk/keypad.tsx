// The keys of a kiosk: what the tablet's own keyboard would hide half the screen for. Of use only to the script, so shown only with it.

import type { Language } from "../../../src/conversation/language.ts";
import { kioskWords } from "./words.ts";

const DIGITS = ["1", "2", "3", "4", "5", "6", "7", "8", "9"];

/** @param field the id of the input that it types into; @param plus a key for numbers from abroad. */
export function Keypad({ language, field, plus }: { language: Language; field: string; plus: boolean }) {
  const { name, back } = kioskWords[language].keypad;
  return (
    <fieldset class="keypad" aria-label={name} data-field={field}>
      {DIGITS.map((digit) => (
        <Key value={digit} />
      ))}
      {plus ? <Key value="+" /> : <span />}
      <Key value="0" />
      <button type="button" class="key key-back" data-key="back" aria-label={back}>
        ⌫
      </button>
    </fieldset>
  );
}

const Key = ({ value }: { value: string }) => (
  <button type="button" class="key" data-key={value}>
    {value}
  </button>
);
