// The text of the composer once more, unseen behind its field: there the characters that make it dearer are underlined in place.

import { composeForSms, dearCharacters } from "../../../../../../src/messaging/segments.ts";

/** A letter with what is written on it: as sent, the two are one character. */
const CLUSTERS = /\P{M}\p{M}*|\p{M}+/gu;

/** Writes the field's text into the mirror, each dear character in a mark. */
export function mirror(field: HTMLTextAreaElement): void {
  const behind = mirrorOf(field);
  if (behind === null) return;
  const parts: (string | HTMLElement)[] = [];
  let plain = "";
  for (const [cluster] of field.value.matchAll(CLUSTERS)) {
    if (dearCharacters(composeForSms(cluster)).length === 0) {
      plain += cluster;
      continue;
    }
    const mark = document.createElement("mark");
    mark.textContent = cluster;
    parts.push(plain, mark);
    plain = "";
  }
  // A line break at the very end opens a line only where something follows it.
  behind.replaceChildren(...parts, `${plain}\u200b`);
  behind.scrollTop = field.scrollTop;
}

/** What scrolls does not bubble, but is heard on the way down. */
export function keepMirrorInPlace(): void {
  const follow = (event: Event) => {
    const field = event.target;
    const behind = field instanceof HTMLTextAreaElement ? mirrorOf(field) : null;
    if (behind !== null) behind.scrollTop = (field as HTMLTextAreaElement).scrollTop;
  };
  document.addEventListener("scroll", follow, { capture: true, passive: true });
}

const mirrorOf = (field: HTMLTextAreaElement): HTMLElement | null =>
  field.parentElement?.querySelector<HTMLElement>(".composer-mirror") ?? null;
