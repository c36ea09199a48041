// What the tablet itself says above either side: not connected, what is kept, what was not taken; and the list of the last for staff.

import { type Queue, refused, unsent } from "../../../../../src/loyalty/kiosk-queue.ts";
import { tabletWords } from "./words.ts";

export function showBand(connected: boolean, queue: Queue): void {
  const band = document.querySelector<HTMLElement>("#band");
  if (band === null) return;
  const words = tabletWords();
  const locked = queue.filter(({ state }) => state === "locked").length;
  const kept = unsent(queue).length - (connected ? locked : 0);
  const lines = [
    connected ? (kept > 0 ? words.sending(kept) : "") : words.offline(kept),
    connected && locked > 0 ? words.needsCode(locked) : "",
    refused(queue).length > 0 ? words.notTaken(refused(queue).length) : "",
  ];
  const text = lines.filter(Boolean).join(" ");
  if (band.textContent !== text) band.textContent = text;
  band.hidden = text === "";
  band.classList.toggle("band-offline", !connected);
}

/** On the staff side, behind its code: whole numbers, and why each was refused. */
export function showNotTaken(queue: Queue, onDrop: (id: string) => void): void {
  const panel = document.querySelector<HTMLElement>("#not-taken");
  const list = panel?.querySelector<HTMLElement>("ul");
  if (!panel || !list) return;
  const { lang } = document.documentElement;
  const hour = new Intl.DateTimeFormat(lang, { weekday: "short", hour: "2-digit", minute: "2-digit" });
  const rows = refused(queue).map(({ id, fields, typedAt, reason }) => {
    const row = document.createElement("li");
    row.className = "row";
    const what = document.createElement("span");
    what.className = "row-what";
    const number = document.createElement("strong");
    number.textContent = fields.phone ?? fields.email ?? "";
    what.append(number, ` ${reason ?? ""}`);
    const when = document.createElement("span");
    when.className = "row-when";
    when.textContent = hour.format(typedAt);
    const drop = document.createElement("button");
    drop.type = "button";
    drop.className = "button-quiet row-end";
    drop.textContent = list.dataset.drop ?? "";
    drop.addEventListener("click", () => onDrop(id));
    row.append(what, when, drop);
    return row;
  });
  list.replaceChildren(...rows);
  panel.hidden = rows.length === 0;
}
