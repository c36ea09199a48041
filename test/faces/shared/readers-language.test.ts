// A page that knows of no shop speaks the reader's language first, and says which it speaks.

import { afterAll, beforeAll, expect, test } from "vitest";
import { type Service, startService } from "../../support/service.ts";

let service: Service;
beforeAll(async () => {
  service = await startService({ carrier: "simulator" });
});
afterAll(() => service.dispose());

const pages: readonly (readonly [path: string, en: string, fr: string])[] = [
  ["/nothing", "There is nothing here", "Il n’y a rien ici"],
  ["/poster/nobody", "There is nothing here", "Il n’y a rien ici"],
  ["/join/nobody", "There is nothing here", "Il n’y a rien ici"],
  ["/me", "Your wallet is closed", "Votre portefeuille est fermé"],
  ["/AAAAAAAAAAAAAAAA", "This is not one of our links", "Ce lien n’est pas l’un des nôtres"],
  ["/kiosk/pair", "Connect this tablet", "Connecter cette tablette"],
];

const readers: readonly (readonly [asks: string, cookie: string, language: "en" | "fr"])[] = [
  ["fr-CA,fr;q=0.9,en;q=0.8", "", "fr"],
  ["en-CA,en;q=0.9,fr;q=0.8", "", "en"],
  ["de,fr;q=0.5", "", "fr"],
  ["en-CA", "language=fr", "fr"],
  ["", "", "en"],
];

test.each(pages.flatMap((page) => readers.map((reader) => [...page, ...reader] as const)))(
  "%s (%s, %s) to a browser that asks for %j %s",
  async (path, en, fr, asks, cookie, language) => {
    const headers = { accept: "text/html", "accept-language": asks, cookie };
    const page = await (await fetch(service.url + path, { headers })).text();
    expect(page).toContain(`<html lang="${language}">`);
    const [first, second] = language === "fr" ? [fr, en] : [en, fr];
    const heading = page.indexOf(`>${first}</h1>`);
    expect(heading).toBeGreaterThan(0);
    // The other follows, as a text of its own language; a page that has the choice of languages has no need of it.
    const other = page.indexOf(`>${second}</h2>`);
    if (path !== "/kiosk/pair") expect(other).toBeGreaterThan(heading);
  },
);
