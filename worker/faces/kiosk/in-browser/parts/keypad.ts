// The keys on the screen, and those of a keyboard that may be plugged in: both type into the field of the side that is up.

import { formatTyped } from "./number.ts";

const TYPED_HERE = "input, textarea, select, button, a, summary";

export function startKeypad(country: string | undefined): void {
  document.addEventListener("click", (event) => {
    const key = event.target instanceof Element ? event.target.closest<HTMLElement>("[data-key]") : null;
    const field = key?.closest<HTMLElement>("[data-field]")?.dataset.field;
    const input = field ? document.querySelector<HTMLInputElement>(`#${field}`) : null;
    if (key?.dataset.key && input) press(input, key.dataset.key);
  });
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target instanceof Element && event.target.matches(TYPED_HERE)) return;
    const field = document.querySelector<HTMLElement>("[data-field]")?.dataset.field;
    const input = field ? document.querySelector<HTMLInputElement>(`#${field}`) : null;
    if (input === null || input.form?.hidden) return;
    if (event.key === "Enter") input.form?.requestSubmit();
    else if (event.key === "Backspace") press(input, "back");
    else if (/^[\d+]$/.test(event.key)) press(input, event.key);
  });
  document.addEventListener("input", (event) => {
    const { target } = event;
    if (!(target instanceof HTMLInputElement)) return;
    if (target.matches("[data-number]")) target.value = formatTyped(target.value, country);
    if (target.matches("[data-digits]")) target.value = target.value.replace(/\D/g, "");
  });
}

/** The tablet's own keyboard stays away where there are keys on the screen. */
export function hideOwnKeyboard(): void {
  for (const keypad of document.querySelectorAll<HTMLElement>("[data-field]")) {
    document.querySelector(`#${keypad.dataset.field}`)?.setAttribute("inputmode", "none");
  }
}

function press(input: HTMLInputElement, key: string): void {
  const before = input.value;
  if (key === "back") input.value = before.replace(/\D+$/, "").slice(0, -1);
  else if (key !== "+") input.value += key;
  else if (before === "") input.value = key;
  input.dispatchEvent(new InputEvent("input", { bubbles: true }));
}
