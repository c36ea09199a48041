// What the inbox does beyond its forms and links: arrives live, marks what is seen as read, counts while one types, goes by keyboard.

import { keepLive } from "../../../shared/in-browser/parts/live.ts";
import { submitInPlace } from "../../../shared/in-browser/parts/submit.ts";
import { restoreDraft, startComposer } from "./parts/composer.ts";
import { startKeys } from "./parts/keys.ts";

let markedUpTo = "";

/** The page says that the open conversation has unread messages by offering a form: seen on the screen, it sends itself. */
function markRead(): void {
  const form = document.querySelector<HTMLFormElement>("#mark-read-form");
  if (form === null || document.visibilityState !== "visible") return;
  const upTo = form.querySelector<HTMLInputElement>("input[name=upTo]")?.value ?? "";
  if (upTo === markedUpTo) return;
  markedUpTo = upTo;
  void submitInPlace(form, null).then((outcome) => {
    if (outcome === "failed") markedUpTo = "";
  });
}

function renewed(): void {
  restoreDraft();
  markRead();
}

startComposer();
startKeys();
keepLive(renewed);
markRead();
