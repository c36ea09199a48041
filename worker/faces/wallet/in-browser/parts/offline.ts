// The last seen balance, for a phone without network: what is kept, and under which names.

import { walletPaths } from "../../addresses.ts";

export const CACHE = "wallet";
export const HOME = walletPaths.home();

/** Registers the script that serves the kept page. The page at hand was there before it, and is kept from here. */
export async function keepForOffline(): Promise<void> {
  if (!("serviceWorker" in navigator)) return;
  const isFirst = navigator.serviceWorker.controller === null;
  try {
    if (document.querySelector("[data-forget]")) return void (await caches.delete(CACHE));
    await navigator.serviceWorker.register(walletPaths.serviceWorker(), { scope: HOME });
    if (!isFirst || location.pathname !== HOME) return;
    const cache = await caches.open(CACHE);
    const files = [
      ...document.querySelectorAll<HTMLLinkElement | HTMLScriptElement>("link[rel=stylesheet], script[src]"),
    ];
    await cache.addAll(files.map((file) => (file instanceof HTMLScriptElement ? file.src : file.href)));
    const headers = { "content-type": "text/html; charset=utf-8" };
    await cache.put(HOME, new Response(`<!doctype html>${document.documentElement.outerHTML}`, { headers }));
  } catch {
    // Not allowed here, or no room: the wallet works without.
  }
}
