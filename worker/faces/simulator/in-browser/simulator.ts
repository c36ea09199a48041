// What the simulator does beyond its forms and links: texts without leaving the page, answers arrive live.

import { keepLive } from "../../shared/in-browser/parts/live.ts";
import { submitInPlace } from "../../shared/in-browser/parts/submit.ts";

/** Where the stylesheet lays what happens behind beside the phone, open. */
const WIDE = "(min-width: 700px)";

async function text(form: HTMLFormElement, submitter: HTMLElement | null): Promise<void> {
  const field = form.querySelector<HTMLInputElement>("input#text");
  const typed = field?.value;
  const outcome = await submitInPlace(form, submitter);
  if (field === null) return;
  // What has been typed meanwhile is the next text.
  if (outcome === "sent" && field.value === typed) field.value = "";
  field.focus();
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!(form instanceof HTMLFormElement) || form.method !== "post") return;
  event.preventDefault();
  void text(form, event.submitter);
});

document.querySelector<HTMLSelectElement>("select#to")?.addEventListener("change", (event) => {
  if (event.target instanceof HTMLSelectElement) event.target.form?.submit();
});

document.querySelector(".phone-link[aria-current]")?.scrollIntoView({ block: "nearest", inline: "nearest" });

const behind = document.querySelector<HTMLDetailsElement>("#behind-fold");
if (behind !== null) behind.open = matchMedia(WIDE).matches;

keepLive(() => {});
