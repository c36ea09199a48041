// The kiosk's service worker: a tablet that is switched on, or whose tab is loaded again, without a network still shows the customer's side.

import { sharedPaths } from "../../shared/addresses.ts";
import { kioskPaths } from "../addresses.ts";

interface Extendable extends Event {
  waitUntil(work: Promise<unknown>): void;
}

interface Fetching extends Extendable {
  readonly request: Request;
  respondWith(answer: Promise<Response>): void;
}

interface Scope extends EventTarget {
  skipWaiting(): Promise<void>;
  readonly clients: { claim(): Promise<void> };
}

const scope = self as unknown as Scope;
const CACHE = "kiosk";
const HOME = kioskPaths.home();
/** A network that does not answer is none. */
const PATIENCE_MS = 4_000;

scope.addEventListener("install", (event) => {
  (event as Extendable).waitUntil(scope.skipWaiting());
});
scope.addEventListener("activate", (event) => {
  (event as Extendable).waitUntil(scope.clients.claim());
});
scope.addEventListener("fetch", (event) => {
  const fetching = event as Fetching;
  const { request } = fetching;
  const { origin, pathname, search } = new URL(request.url);
  const isShell = (pathname === HOME && search === "") || pathname.startsWith(sharedPaths.assets());
  if (request.method === "GET" && origin === location.origin && isShell) {
    fetching.respondWith(fromNetworkFirst(request));
  }
});

async function fromNetworkFirst(request: Request): Promise<Response> {
  const cache = await caches.open(CACHE);
  const { pathname } = new URL(request.url);
  try {
    const response = await fetch(request, { signal: AbortSignal.timeout(PATIENCE_MS) });
    const mark = response.headers.get("x-kiosk");
    if (pathname === HOME && (mark === "unpaired" || response.redirected)) await cache.delete(HOME);
    else if (response.ok && (pathname !== HOME || mark === "done")) await cache.put(pathname, response.clone());
    return response;
  } catch (error) {
    const kept = await cache.match(pathname);
    // Only for a page to open with: what asks in the background wants to know that nobody is there.
    if (kept && (request.mode === "navigate" || pathname !== HOME)) return kept;
    throw error;
  }
}
