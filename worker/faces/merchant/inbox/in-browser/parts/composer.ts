// The composer of the inbox: counts segments while one types, marks dear characters and offers their cheap twins, sends, keeps drafts.

import { asFirstText } from "../../../../../../src/consent/first-text.ts";
import { REPLY_CHARACTERS_MAX } from "../../../../../../src/consent/may-reply.ts";
import { composeForSms, dearCharacters, segment } from "../../../../../../src/messaging/segments.ts";
import { submitInPlace } from "../../../../shared/in-browser/parts/submit.ts";
import { keepMirrorInPlace, mirror } from "./composer-mirror.ts";
import { composerWords } from "./composer-words.ts";

const DEAR_SHOWN_MAX = 8;

/** Listens on the document, since the composer comes and goes with the customer's consent. */
export function startComposer(): void {
  document.addEventListener("input", (event) => {
    if (event.target === textarea()) typed();
  });
  document.addEventListener("keydown", (event) => {
    if (event.target === textarea() && event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      textarea()?.form?.requestSubmit();
    }
  });
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!(form instanceof HTMLFormElement) || form !== textarea()?.form) return;
    event.preventDefault();
    void send(form);
  });
  keepMirrorInPlace();
  restoreDraft();
}

/** After the page was renewed the composer may be another one. */
export function restoreDraft(): void {
  const field = textarea();
  if (field === null) return;
  const draft = sessionStorage.getItem(draftKey());
  if (field.value === "" && draft !== null) field.value = draft;
  count(field);
}

const textarea = () => document.querySelector<HTMLTextAreaElement>("#reply-text");
const draftKey = () => `draft:${location.pathname}`;

function typed(): void {
  const field = textarea();
  if (field === null) return;
  if (field.value === "") sessionStorage.removeItem(draftKey());
  else sessionStorage.setItem(draftKey(), field.value);
  count(field);
}

async function send(form: HTMLFormElement): Promise<void> {
  const field = textarea();
  const button = form.querySelector("button[type=submit]");
  if (field === null || field.readOnly) return;
  field.readOnly = true;
  button?.setAttribute("aria-busy", "true");
  const outcome = await submitInPlace(form, null, "composer");
  field.readOnly = false;
  button?.removeAttribute("aria-busy");
  if (outcome === "sent") sessionStorage.removeItem(draftKey());
  if (outcome === "failed") show("#reply-error", composerWords.failed);
  restoreDraft();
}

function count(field: HTMLTextAreaElement): void {
  const text = composeForSms(field.value.trim());
  const { units, segments } = segment(asSent(text));
  const tooLong = text.length > REPLY_CHARACTERS_MAX;
  const figure = tooLong ? `${text.length} / ${REPLY_CHARACTERS_MAX}` : String(units);
  show("#reply-count", text === "" ? "" : `${figure} · ${segments}\u00a0SMS`);
  document.querySelector("#reply-count")?.classList.toggle("tone-bad", tooLong);
  mirror(field);
  offerTwins(field, text);
}

/** With what the service adds to the first text to a number. */
function asSent(text: string): string {
  const writer = document.querySelector<HTMLElement>("#reply-first")?.dataset.writer;
  return writer === undefined ? text : asFirstText({ kind: "reply", text, ...JSON.parse(writer) });
}

function offerTwins(field: HTMLTextAreaElement, text: string): void {
  const offers = document.querySelector("#reply-dear");
  if (offers === null) return;
  const dear = new Map(dearCharacters(text).map(({ character, twin }) => [character, twin]));
  const items = [...dear].slice(0, DEAR_SHOWN_MAX).map(([character, twin]) => {
    if (twin === null) return character;
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = `${character} → ${twin}`;
    button.title = composerWords.replace(character, twin);
    button.addEventListener("click", () => {
      field.value = composeForSms(field.value).replaceAll(character, twin);
      field.focus();
      typed();
    });
    return button;
  });
  offers.replaceChildren(...(items.length > 0 ? [composerWords.dear, ...items] : []));
}

function show(selector: string, text: string): void {
  const element = document.querySelector(selector);
  if (element !== null) element.textContent = text;
}
