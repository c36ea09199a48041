// Keeps the open page up to date: told by a socket that something changed, or looking every few seconds while there is none.

import { renewPage } from "./renew.ts";
import { keepSocket } from "./socket.ts";

const POLL_MS = 5_000;
/** For the ages of what is shown, and for a socket that died without a word. */
const LOOK_ANYWAY_MS = 60_000;

/** @param onRenewed runs after each renewal of the page. */
export function keepLive(onRenewed: () => void): void {
  const path = document.querySelector<HTMLElement>("[data-socket]")?.dataset.socket;
  if (path === undefined) return;
  const refresh = oneAtATime(async () => {
    await refreshPage();
    onRenewed();
  });
  listen(path, refresh);
  setInterval(refresh, LOOK_ANYWAY_MS);
  addEventListener("online", refresh);
  addEventListener("pageshow", (event) => event.persisted && refresh());
  document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && refresh());
}

async function refreshPage(): Promise<void> {
  const response = await fetch(location.href, { headers: { accept: "text/html" } });
  // The session has ended: the address now answers with the sign-in page.
  if (response.redirected) location.reload();
  else if (response.ok) renewPage(await parsePage(response));
}

export const parsePage = async (response: Response): Promise<Document> =>
  new DOMParser().parseFromString(await response.text(), "text/html");

/** Whatever is asked while the work runs is one more run after it. A run that fails is made good by the next. */
function oneAtATime(work: () => Promise<void>): () => void {
  let running = false;
  let again = false;
  return async function run() {
    again = true;
    if (running) return;
    running = true;
    while (again) {
      again = false;
      await work().catch(() => {});
    }
    running = false;
  };
}

function listen(path: string, onChanged: () => void): void {
  let polling: ReturnType<typeof setInterval> | undefined;
  keepSocket(path, {
    onOpen() {
      clearInterval(polling);
      polling = undefined;
      onChanged();
    },
    onChanged,
    onClosed() {
      polling ??= setInterval(onChanged, POLL_MS);
    },
  });
}
