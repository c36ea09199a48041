// The kiosk beyond its forms and links: a keypad, answers in place, what was typed kept while there is no network, and nobody's number left on the screen.

import { UUID_RANDOM_BYTES, uuidv7 } from "../../../../src/ids.ts";
import { kioskPaths } from "../addresses.ts";
import { showBand, showNotTaken } from "./parts/band.ts";
import { watchConnection } from "./parts/connection.ts";
import { startKeypad } from "./parts/keypad.ts";
import { openOutbox, request } from "./parts/outbox.ts";
import { openScreen } from "./parts/screen.ts";
import { tabletWords } from "./parts/words.ts";

const root = document.querySelector<HTMLElement>("#kiosk");
if (root !== null) start(root.dataset);

function start({ kiosk: kioskId = "", now = "0", country, socket }: DOMStringMap): void {
  // The tablet's clock may be wrong by hours: ids are stamped with the service's.
  let skew = Number(now) - Date.now();
  const newId = () => uuidv7(Date.now() + skew, crypto.getRandomValues(new Uint8Array(UUID_RANDOM_BYTES)));
  /** The staff side was closed here, and the service has not heard of it. */
  let owesLock = false;

  const outbox = openOutbox(kioskId, (answer) => {
    if (answer !== null) connection.learn(answer);
    tell();
  });
  const screen = openScreen(tell, lock);
  const offer = () => document.querySelector<HTMLElement>("#offer");
  const connection = watchConnection(socket, renew, () => Number(offer()?.dataset.renewMs) || null, tell);

  function tell(): void {
    const queue = outbox.queue();
    showBand(connection.isUp(), queue);
    showNotTaken(queue, (id) => outbox.dismiss(id));
  }

  /** A page of ours; null when nobody answered, or when this is no kiosk any more. */
  async function ask(address: string, options?: RequestInit): Promise<Document | null> {
    const { answer, page } = await request(address, options);
    connection.learn(answer);
    if (answer.kind !== "unpaired") return page;
    end(answer.reason, page);
    return null;
  }

  function end(reason: string, page: Document | null): void {
    outbox.refuseAll(reason);
    if (!page?.querySelector("#side")) location.assign(kioskPaths.pair());
    else if (!document.querySelector("[data-side=revoked]")) screen.show(page);
  }

  /** What the shop gives may have changed, and what is kept may go. */
  async function renew(): Promise<void> {
    if (owesLock) await payLock();
    const page = await ask(kioskPaths.home());
    if (page === null) return;
    skew = Number(page.querySelector<HTMLElement>("#kiosk")?.dataset.now) - Date.now();
    screen.renewHome(page);
    await outbox.flush();
    if (screen.isStaffUp()) await renewLists();
  }

  /** What another tablet or a text has changed meanwhile. A side that has closed by itself says so at the next act. */
  async function renewLists(): Promise<void> {
    const page = await ask(kioskPaths.staff());
    if (page === null) return;
    screen.renewLists(page);
    tell();
  }

  function lock(): void {
    screen.showHome();
    owesLock = true;
    void payLock();
  }

  async function payLock(): Promise<void> {
    owesLock = (await request(kioskPaths.lockStaff(), { method: "POST", body: new URLSearchParams() })).page === null;
  }

  async function go(address: string): Promise<void> {
    if (owesLock) await payLock();
    const page = owesLock ? null : await ask(address);
    if (page !== null) screen.show(page);
  }

  async function submit(form: HTMLFormElement, submitter: HTMLElement | null): Promise<void> {
    if (form.matches("[data-lock]")) return lock();
    const address = new URL(submitter?.getAttribute("formaction") ?? form.action, location.href).pathname;
    const data = [...new FormData(form, submitter)].map(([name, value]) => [name, String(value)] as const);
    const fields: Record<string, string> = Object.fromEntries(data);
    // A code is not kept on the tablet, and nothing that needs one.
    const isNowOnly = submitter?.matches("[data-now-only]") || form.querySelector("input[data-now-only]") !== null;
    const isKept = form.dataset.keep !== undefined && !isNowOnly;
    form.inert = true;
    await (isKept ? submitAct(address, fields) : submitNow(address, fields));
    form.inert = false;
  }

  /** What is not lost without a network. */
  async function submitAct(action: string, fields: Record<string, string>): Promise<void> {
    const { answer, page } = await outbox.submit({ id: newId(), action, fields });
    if (answer.kind === "unpaired") end(answer.reason, page);
    else if (page !== null) screen.show(page);
    else if (answer.kind === "refused") screen.say(answer.reason, "bad");
    else screen.showKept(fields);
  }

  /** What means nothing later: a code to check, a number to look up, an undo. */
  async function submitNow(address: string, fields: Record<string, string>): Promise<void> {
    const page = await ask(address, { method: "POST", body: new URLSearchParams(fields) });
    if (page === null) return screen.say(tabletWords().needsConnection, "bad");
    const opened = address === kioskPaths.openStaff() && page.querySelector("[data-side=staff]") !== null;
    screen.show(page);
    if (opened) outbox.unlock();
  }

  document.addEventListener("submit", (event) => {
    if (!(event.target instanceof HTMLFormElement)) return;
    event.preventDefault();
    void submit(event.target, event.submitter);
  });
  document.addEventListener("click", (event) => {
    const link = event.target instanceof Element ? event.target.closest<HTMLAnchorElement>("a") : null;
    if (!link?.matches("[data-go], [data-next], [data-home-link], [data-by]")) return;
    event.preventDefault();
    if (link.dataset.by !== undefined) screen.showForm(link.dataset.by);
    else if (link.matches("[data-go]")) void go(link.href);
    else screen.showHome();
  });
  startKeypad(country);
  tell();
  // Where the browser has none, a page that is loaded without a network does not open, and that is all.
  void navigator.serviceWorker?.register(kioskPaths.worker(), { scope: kioskPaths.home() }).catch(() => {});
}
