// The wallet's service worker: the network first; without one, the last seen balance, which says of when it is.

import { sharedPaths } from "../../shared/addresses.ts";
import { CACHE, HOME } from "./parts/offline.ts";

interface FetchEvent extends Event {
  readonly request: Request;
  respondWith(response: Promise<Response>): void;
}

/** The page says itself of when it is, where its style lets it be seen. */
const OFFLINE_CLASS = "wallet-offline";

addEventListener("fetch", (event) => {
  const { request } = event as FetchEvent;
  const { pathname, origin } = new URL(request.url);
  if (request.method !== "GET" || origin !== location.origin) return;
  if (request.mode === "navigate") (event as FetchEvent).respondWith(navigate(request, pathname));
  else if (pathname.startsWith(sharedPaths.assets())) (event as FetchEvent).respondWith(asset(request));
});

async function navigate(request: Request, pathname: string): Promise<Response> {
  try {
    const response = await fetch(request);
    const cache = await caches.open(CACHE);
    // The session is over, or the customer deleted: nothing of them stays on the phone.
    if (response.status === 401) await cache.delete(HOME);
    else if (pathname === HOME && response.ok) await cache.put(HOME, response.clone());
    return response;
  } catch {
    const kept = await (await caches.open(CACHE)).match(HOME);
    return kept ? asOfThen(kept) : Response.error();
  }
}

async function asset(request: Request): Promise<Response> {
  const cache = await caches.open(CACHE);
  try {
    const response = await fetch(request);
    if (response.ok) await cache.put(request, response.clone());
    return response;
  } catch {
    return (await cache.match(request)) ?? Response.error();
  }
}

async function asOfThen(kept: Response): Promise<Response> {
  const page = await kept.text();
  return new Response(page.replace('<body class="', `<body class="${OFFLINE_CLASS} `), {
    headers: { "content-type": "text/html; charset=utf-8" },
  });
}
