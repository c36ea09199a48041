// What the environment says to `npm start`: each value that is wrong is refused by name, and none of them is told.

import { generateKeyPairSync, type KeyObject } from "node:crypto";
import { describe, expect, test } from "vitest";
import { type Environment, readStartSettings } from "../../scripts/settings.ts";

const KEY = "k".repeat(43);
const pemOf = ({ privateKey }: { readonly privateKey: KeyObject }) =>
  String(privateKey.export({ type: "pkcs8", format: "pem" }));
const PEM = pemOf(generateKeyPairSync("rsa", { modulusLength: 2048 }));
const CURVE = pemOf(generateKeyPairSync("ed25519"));
const byPrivateKey = { CARRIER: "vonage", VONAGE_SIGNATURE_SECRET: "s", VONAGE_APPLICATION_ID: "id" };
const vonage = { CARRIER: "vonage", VONAGE_API_KEY: "key", VONAGE_API_SECRET: "secret", VONAGE_SIGNATURE_SECRET: "s" };
const rita = {
  SHOP_NAME: "Salon Rita",
  SHOP_NUMBER: "514 555 0140",
  SHOP_KEYWORD: "rita",
  SHOP_OWNER_PHONE: "514-555-0141",
  SHOP_COUNTRY: "CA",
  SHOP_REGION: "QC",
  SHOP_TIME_ZONE: "America/Toronto",
};

const refusal = (env: Environment) => {
  const settings = readStartSettings(env);
  return settings.ok ? null : settings.error;
};

describe("taken", () => {
  test.each<[what: string, Environment]>([
    ["nothing at all", {}],
    [
      "empty values, as nothing",
      { PORT: "", CARRIER: "", APP_BASE_URL: "", SEED: "", SHOP_NAME: "", VONAGE_API_KEY: "" },
    ],
    ["addresses", { APP_BASE_URL: "https://app.example", LINK_BASE_URL: "https://s.example/" }],
    ["databases", { DATABASE_URL: "libsql://shop.turso.example" }],
    ["two keys", { LINK_SIGNING_KEYS: `2:${KEY},1:${KEY}`, NUMBER_HASH_KEY: `1:${KEY}` }],
    ["the carrier by key and secret", vonage],
    ["the carrier by private key", { ...byPrivateKey, VONAGE_PRIVATE_KEY: PEM }],
    ["a private key in one line", { ...byPrivateKey, VONAGE_PRIVATE_KEY: PEM.replaceAll("\n", "\\n") }],
    ["a host by its number", { APP_BASE_URL: "http://[::1]:8787", LINK_BASE_URL: "http://192.0.2.1" }],
    ["a shop of one's own", rita],
    ["the demo shop in English", { SEED: "demo", SHOP_LOCALE: "en" }],
  ])("%s", (_, env) => {
    expect(refusal(env)).toBeNull();
  });
});

describe("refused by name", () => {
  test.each<[name: string, ...values: string[]]>([
    ["PORT", "80a", "0", "65536", "8787.5", "-1", "0x50", "1e3"],
    ["DATABASE_URL", "my-database", "file:data.db", "ws://127.0.0.1:8080", "libsql:", "http://", "libsql://*"],
    [
      "APP_BASE_URL",
      "my-tunnel",
      "my-tunnel:8787",
      "ftp://a.example",
      "https://a.example/shop",
      "https://a.example?x=1",
      "https://*",
      "https://*.example",
      "https://-.example",
    ],
    ["LINK_BASE_URL", "s.example", "https://user:pass@s.example", "https://s.example/#a", "https://"],
    ["LINK_SIGNING_KEYS", "abc", `1:${KEY},1:${KEY}`, `256:${KEY}`, `1:${KEY},2:${KEY},3:${KEY}`, "1:short"],
    ["LINK_SIGNING_KEYS", `1:${KEY}kk`, `1:${KEY},2:${"k".repeat(25)}`],
    ["NUMBER_HASH_KEY", "abc", `256:${KEY}`, `1:${KEY}k`, `1:${KEY},2:${KEY}`, KEY],
    ["CARRIER", "pigeon", "Vonage"],
    ["VONAGE_API_URL", "api.example", "ftp://api.example"],
    ["VONAGE_PRIVATE_KEY", "./private.key", "MIIB", CURVE, PEM.slice(0, 400), PEM.replace(/[A-Z]/, "-")],
    ["SEED", "foo", "DEMO", "true"],
    ["SHOP_NAME", " "],
    ["SHOP_NUMBER", "555 0140", "Rita"],
    ["SHOP_KEYWORD", "rita!", "STOP"],
    ["SHOP_OWNER_PHONE", "514 555 014x", "nobody"],
    ["SHOP_COUNTRY", "canada", "GB"],
    ["SHOP_REGION", "NY", "Québec"],
    ["SHOP_TIME_ZONE", "Mars/Olympus", "EST"],
    ["SHOP_LOCALE", "de"],
    ["SHOP_CONTACT", "rita@example.com"],
  ])("%s", (name, ...values) => {
    for (const value of values) {
      // Beside a shop of one's own, and beside the demo shop.
      for (const shop of name === "SHOP_NAME" ? [rita] : [rita, {}]) {
        const said = refusal({ ...shop, [name]: value });
        expect(said, value).toMatch(new RegExp(`^${name} [^;]+$`));
        if (/KEY|NUMBER|PHONE/.test(name)) expect(said).not.toContain(value);
      }
    }
  });

  test("a carrier without what it needs, both needs at once", () => {
    expect(refusal({ CARRIER: "vonage" })).toMatch(
      /^CARRIER=vonage needs VONAGE_SIGNATURE_SECRET: [^;]+; CARRIER=vonage needs VONAGE_API_KEY and [^;]+$/,
    );
    expect(refusal({ ...vonage, VONAGE_API_SECRET: "" })).toMatch(/^CARRIER=vonage needs VONAGE_API_KEY and [^;]+$/);
  });

  test("each setting of one's own shop that is missing", () => {
    expect(refusal({ SHOP_NAME: "Salon Rita" })).toBe(
      ["NUMBER", "KEYWORD", "OWNER_PHONE", "COUNTRY", "REGION", "TIME_ZONE"]
        .map((name) => `SHOP_${name} is missing`)
        .join("; "),
    );
  });

  test("all that is wrong at once", () => {
    const wrong = {
      PORT: "80a",
      APP_BASE_URL: "my-tunnel",
      LINK_SIGNING_KEYS: "abc",
      SEED: "foo",
      SHOP_COUNTRY: "canada",
    };
    expect(
      refusal(wrong)
        ?.split("; ")
        .map((fault) => fault.split(" ")[0]),
    ).toEqual(Object.keys(wrong));
  });
});
