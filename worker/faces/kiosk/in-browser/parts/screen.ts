// What is up on the tablet: one side at a time, taken from pages that the service renders, and the customer's side again when nobody is there.

import { maskEmail } from "../../../../../src/loyalty/masked-email.ts";
import { kioskPaths } from "../../addresses.ts";
import { hideOwnKeyboard } from "./keypad.ts";
import { tabletWords } from "./words.ts";

export const OUTCOME_MS = 6_000;
const IDLE_MS = { customer: 20_000, opening: 20_000, staff: 60_000 } as const;

export interface Screen {
  show(page: Document): void;
  /** The customer's side, empty, in the shop's language. Needs no network. */
  showHome(): void;
  /** The other of the two forms of the customer's side: by `phone`, by `email`. */
  showForm(by: string): void;
  /** That the act of this number or e-mail is kept. */
  showKept(typed: { readonly phone?: string; readonly email?: string }): void;
  /** In the place for what came of an act. */
  say(words: string, tone: "bad" | "quiet"): void;
  /** A fresh copy of the customer's side: what the shop gives may have changed. */
  renewHome(page: Document): void;
  isStaffUp(): boolean;
  /** Fresh lists on the staff side, unless somebody is at work in them. */
  renewLists(page: Document): void;
}

/** @param onShown runs after each change; @param onLeftOpen runs when nobody has touched the staff side for a while. */
export function openScreen(onShown: () => void, onLeftOpen: () => void): Screen {
  const first = document.querySelector<HTMLElement>("#side[data-side=customer]:not(:has(#outcome))");
  let home = first?.cloneNode(true) as HTMLElement | undefined;
  let homeLanguage = document.documentElement.lang;
  let timer: ReturnType<typeof setTimeout> | undefined;

  function put(fresh: HTMLElement, title: string, language: string): void {
    document.querySelector("#side")?.replaceWith(fresh);
    document.title = title;
    document.documentElement.lang = language;
    settle();
  }

  function settle(): void {
    hideOwnKeyboard();
    const outcome = document.querySelector<HTMLElement>("#outcome");
    outcome?.querySelector<HTMLElement>("[data-next]")?.focus({ preventScroll: true });
    restart();
    onShown();
  }

  function restart(): void {
    clearTimeout(timer);
    const name = document.querySelector<HTMLElement>("#side")?.dataset.side;
    if (document.querySelector("#outcome")) timer = setTimeout(showHome, OUTCOME_MS);
    else if (name === "staff") timer = setTimeout(onLeftOpen, IDLE_MS.staff);
    else if (name === "opening") timer = setTimeout(showHome, IDLE_MS.opening);
    else if (name === "customer" && !isHome()) timer = setTimeout(showHome, IDLE_MS.customer);
  }

  /** Nothing typed, and in the shop's language: nothing to clear away. */
  const isHome = () =>
    document.documentElement.lang === homeLanguage &&
    !document.querySelector<HTMLInputElement>("#phone")?.value &&
    document.querySelector("[data-form=email]:not([hidden])") === null;

  function showHome(): void {
    if (home === undefined) return location.assign(kioskPaths.home());
    const fresh = home.cloneNode(true) as HTMLElement;
    put(fresh, fresh.querySelector("h1")?.textContent ?? document.title, homeLanguage);
  }

  for (const touch of ["pointerdown", "keydown", "input"]) {
    // What came of an act goes after its time, whoever touches the screen.
    document.addEventListener(touch, () => document.querySelector("#outcome") === null && restart());
  }
  hideOwnKeyboard();

  return {
    show(page) {
      const fresh = page.querySelector<HTMLElement>("#side");
      if (fresh === null) location.assign(kioskPaths.home());
      else put(document.adoptNode(fresh), page.title, page.documentElement.lang);
    },
    showHome,
    showForm(by) {
      for (const form of document.querySelectorAll<HTMLElement>("[data-form]")) form.hidden = form.dataset.form !== by;
      document.querySelector<HTMLElement>("[data-form]:not([hidden]) .number")?.focus();
      restart();
    },
    showKept({ phone = "", email }) {
      const entry = document.querySelector(".entry");
      const template = document.querySelector<HTMLTemplateElement>("#kept");
      if (entry === null || template === null) {
        for (const input of document.querySelectorAll<HTMLInputElement>("form[data-keep] [data-number]"))
          input.value = "";
        return this.say(tabletWords().kept, "quiet");
      }
      entry.replaceChildren(document.importNode(template.content, true));
      const whose = entry.querySelector("[data-whose]");
      const digits = phone.replace(/\D/g, "").slice(-2);
      if (whose) whose.textContent = email === undefined ? tabletWords().endingIn(digits) : maskEmail(email);
      settle();
    },
    say(words, tone) {
      const line = document.createElement("p");
      line.className = `said-line said-${tone}`;
      line.textContent = words;
      document.querySelector("#said")?.replaceChildren(line);
      const error = document.querySelector(".field-error");
      if (error) error.textContent = words;
    },
    renewHome(page) {
      const fresh = page.querySelector<HTMLElement>("#side[data-side=customer]");
      if (fresh === null) return;
      home = document.importNode(fresh, true);
      homeLanguage = page.documentElement.lang;
      const offer = document.querySelector("#offer");
      const renewed = home.querySelector("#offer");
      const isUp = document.documentElement.lang === homeLanguage && offer !== null && renewed !== null;
      if (isUp && !offer.isEqualNode(renewed)) void swap(offer, renewed.cloneNode(true) as Element);
    },
    isStaffUp: () => document.querySelector("#side[data-side=staff]") !== null,
    renewLists(page) {
      const lists = document.querySelector("#side[data-side=staff] .staff-lists");
      const fresh = page.querySelector(".staff-lists");
      const isAtWork = lists?.querySelector("[open]") !== null || lists.contains(document.activeElement);
      if (lists !== null && fresh !== null && !isAtWork) lists.replaceWith(document.adoptNode(fresh));
    },
  };
}

/** Once its picture has arrived: no blank in between. */
async function swap(old: Element, fresh: Element): Promise<void> {
  await fresh
    .querySelector("img")
    ?.decode()
    .catch(() => {});
  old.replaceWith(fresh);
}
