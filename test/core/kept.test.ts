// What is dear to make is made once, and no more is kept than there is room for.

import type { CountryCode } from "libphonenumber-js/mobile";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { kept } from "../../src/kept.ts";
import { DAY_MS } from "../../src/time.ts";
import { customerWords } from "../../worker/faces/merchant/customers/customer-words.ts";
import { createClock } from "../../worker/faces/shared/clock.ts";
import { writtenBirthday } from "../../worker/faces/wallet/written-birthday.ts";

const parsed = vi.hoisted(() => ({ numbers: [] as string[] }));
/** The library itself, and beside it what it was asked to parse. */
vi.mock("libphonenumber-js/mobile", async (importOriginal) => {
  const library = await importOriginal<typeof import("libphonenumber-js/mobile")>();
  const parsePhoneNumberWithError: typeof library.parsePhoneNumberWithError = (text, country) => {
    parsed.numbers.push(text);
    return library.parsePhoneNumberWithError(text, country as CountryCode);
  };
  return { ...library, parsePhoneNumberWithError };
});

const { DateTimeFormat } = Intl;
let opened: string[];
beforeEach(() => {
  opened = [];
  Intl.DateTimeFormat = class extends DateTimeFormat {
    constructor(...[locale, options]: ConstructorParameters<typeof DateTimeFormat>) {
      super(locale, options);
      opened.push(`${locale} ${options?.timeZone}`);
    }
  } as typeof DateTimeFormat;
});
afterEach(() => {
  Intl.DateTimeFormat = DateTimeFormat;
});

test("the same is made once; of more than there is room for the oldest is made again", () => {
  const made: string[] = [];
  const find = kept(2, (key) => {
    made.push(key);
    return key.toUpperCase();
  });
  expect(["a", "b", "a", "c", "b", "a"].map(find)).toEqual(["A", "B", "A", "C", "B", "A"]);
  expect(made).toEqual(["a", "b", "c", "a"]);
});

test("an empty text is kept as well", () => {
  let made = 0;
  const find = kept(1, () => {
    made++;
    return "";
  });
  expect([find("a"), find("a"), made]).toEqual(["", "", 1]);
});

test("a year of dates, read twice on two pages, opens one format for each shape", () => {
  const now = Date.parse("2026-11-23T12:00:00Z");
  const say = () => {
    const clock = createClock(now, "America/Moncton", "fr");
    const days = Array.from({ length: 400 }, (_, i) => now - (i + 1) * DAY_MS);
    return days.map((at) => `${clock.day(at)}, ${clock.date(at)}, ${clock.age(at)}`);
  };
  const [first, second] = [say(), say()];
  expect(second).toEqual(first);
  expect(first.slice(0, 3)).toEqual([
    "Hier, 22 nov., 22 nov.",
    "Samedi 21 novembre, 21 nov., 21 nov.",
    "Vendredi 20 novembre, 20 nov., 20 nov.",
  ]);
  // With the year and without, each once in full and once short.
  expect(opened.filter((each) => each === "fr-CA America/Moncton").length).toBeLessThanOrEqual(4);
  expect(opened.filter((each) => each.includes("Moncton")).length).toBeGreaterThan(0);
});

test("birthdays of a list open one format for each language", () => {
  for (let day = 10; day < 30; day++) {
    expect(writtenBirthday(`05-${day}`, "fr")).toBe(`${day} mai`);
    expect(customerWords.en.dayOf(`05-${day}`)).toBe(`May ${day}`);
  }
  expect(opened.length).toBeLessThanOrEqual(2);
});

test("a number that stands on every line of a page is parsed once", async () => {
  // Other files of this run may have had numbers parsed before.
  vi.resetModules();
  const { formatPhone } = await import("../../src/phone.ts");
  const lines = Array.from({ length: 50 }, () => formatPhone("+15145550177"));
  expect(new Set(lines)).toEqual(new Set(["514 555-0177"]));
  expect(parsed.numbers).toEqual(["+15145550177"]);
  expect(formatPhone("262966")).toBe("262966");
});
