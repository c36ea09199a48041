// What a browser may ask of us: by the name that it asks under, and by the page that it asks from.

import { describe, expect, test } from "vitest";
import { type Asking, isOurHost, mayAsk } from "../../src/browser-doors.ts";
import { err, ok } from "../../src/result.ts";

const ours = { app: new URL("https://app.example"), link: new URL("https://c.example"), simulated: false };
const local = { app: new URL("http://127.0.0.1:8787"), link: new URL("http://127.0.0.1:8787"), simulated: false };

describe("a host", () => {
  test.each([
    ["https://app.example/inbox", ours, true],
    // Where TLS ends before us.
    ["http://app.example/inbox", ours, true],
    ["https://c.example/abc", ours, true],
    ["https://evil.example/inbox", ours, false],
    ["https://app.example.evil.example/", ours, false],
    ["https://sub.app.example/", ours, false],
    ["https://app.example:8443/", ours, false],
    ["http://127.0.0.1:8787/", ours, false],
    ["http://localhost:8787/", { ...ours, simulated: true }, true],
    ["http://[::1]:8787/", { ...ours, simulated: true }, true],
    ["http://127.0.0.1:8787/", local, true],
    ["http://localhost:8787/", local, true],
    ["http://evil.example:8787/", local, false],
    ["http://evil.example:8787/", { ...local, simulated: true }, false],
    ["http://127.0.0.1.evil.example:8787/", { ...local, simulated: true }, false],
    ["http://localhost.:8787/", { ...local, simulated: true }, false],
    ["http://192.168.1.10:8787/", { ...local, simulated: true }, false],
  ] as const)("%s", (asked, addresses, is) => {
    expect(isOurHost(new URL(asked), addresses)).toBe(is);
  });
});

const post: Asking = {
  address: new URL("https://app.example/me/account/delete"),
  method: "POST",
  isSocket: false,
  hasCookie: true,
  origin: null,
  fetchSite: null,
  isLinkButton: false,
};
const button = { ...post, isLinkButton: true };
const socket = { ...post, method: "GET", isSocket: true };
const OWN = "https://app.example";
const SHORT = "https://c.example";

describe("an act", () => {
  const rows: readonly (readonly [string, Partial<Asking>, "other_site" | "unknown_site" | null])[] = [
    ["of our own page", { fetchSite: "same-origin", origin: OWN }, null],
    ["of our own page, which sends no referrer", { fetchSite: "same-origin", origin: "null" }, null],
    ["of a sub-domain", { fetchSite: "same-site", origin: "https://blog.app.example" }, "other_site"],
    ["of another site", { fetchSite: "cross-site", origin: "https://evil.example" }, "other_site"],
    ["of another site that says our name", { fetchSite: "cross-site", origin: OWN }, "other_site"],
    ["of no page", { fetchSite: "none" }, "other_site"],
    ["of what a browser never says", { fetchSite: "whatever" }, "other_site"],
    ["of our own page in an old browser", { origin: OWN }, null],
    ["the same where TLS ends before us", { origin: OWN, address: new URL("http://app.example/me") }, null],
    ["of another site in an old browser", { origin: "https://evil.example" }, "other_site"],
    ["of the short domain in an old browser", { origin: SHORT }, "other_site"],
    ["of nobody knows where, in an old browser", { origin: "null" }, "other_site"],
    ["with a cookie and no word of where from", {}, "unknown_site"],
    ["of a program, without a cookie", { hasCookie: false }, null],
    ["of a program that says another site", { hasCookie: false, origin: "https://evil.example" }, "other_site"],
  ];
  test.each(rows)("%s", (_, asked, refusal) => {
    for (const method of ["POST", "PUT", "DELETE", "PATCH"]) {
      expect(mayAsk({ ...post, ...asked, method }, ours)).toEqual(refusal === null ? ok(undefined) : err(refusal));
    }
    for (const method of ["GET", "HEAD"]) expect(mayAsk({ ...post, ...asked, method }, ours).ok).toBe(true);
  });
});

test.each([
  ["from the short domain", { fetchSite: "cross-site", origin: SHORT }, true],
  ["from the short domain beside the app", { fetchSite: "same-site", origin: SHORT }, true],
  ["on the app's own host", { fetchSite: "same-origin", origin: OWN }, true],
  ["from another site", { fetchSite: "cross-site", origin: "https://evil.example" }, false],
  ["from a site that hides its name", { fetchSite: "cross-site", origin: "null" }, false],
  ["from a site that says none", { fetchSite: "cross-site" }, false],
] as const)("the button of a short link, %s", (_, asked, may) => {
  expect(mayAsk({ ...button, ...asked }, ours).ok).toBe(may);
  // What is granted to the button is granted to nothing else.
  if (asked.fetchSite !== "same-origin") expect(mayAsk({ ...post, ...asked }, ours).ok).toBe(false);
});

test.each([
  ["of our own page", OWN, null],
  ["of another site", "https://evil.example", "other_site"],
  ["of a sub-domain", "https://blog.app.example", "other_site"],
  ["of no page", null, "unknown_site"],
] as const)("a socket %s", (_, origin, refusal) => {
  for (const hasCookie of [true, false]) {
    expect(mayAsk({ ...socket, hasCookie, origin }, ours)).toEqual(refusal === null ? ok(undefined) : err(refusal));
  }
});
