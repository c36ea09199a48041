// The reader, on a table of texts and by what must hold of any text at all.

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { READ_LENGTH_MAX } from "../../src/conversation/normalise.ts";
import { readText } from "../../src/conversation/reader.ts";
import { EXPECTED_READINGS } from "./reader-texts.ts";

describe("a text is read as a person would", () => {
  test.each(EXPECTED_READINGS)("$text", ({ text, kind, doubt, language, argument }) => {
    const reading = readText(text);
    expect({
      kind: reading.kind,
      doubt: reading.doubt,
      language: reading.language,
      argument: reading.argument,
    }).toEqual({
      kind,
      doubt,
      language,
      argument,
    });
  });
});

test("the table is large, and half of it is ordinary talk", () => {
  const ordinary = EXPECTED_READINGS.filter(({ kind }) => kind === "text");
  expect(EXPECTED_READINGS.length).toBeGreaterThan(450);
  expect(ordinary.length).toBeGreaterThan(180);
});

test("the word that was read is kept as evidence, in its own spelling", () => {
  expect(readText("Ouiii 😊 merci").word).toBe("OUI");
  expect(readText("sotp").word).toBe("STOP");
  expect(readText("Bonjour, arrêtez de m’écrire svp").word).toBe("ARRETEZ DE M ECRIRE");
  expect(readText("see you tomorrow").word).toBeUndefined();
});

test("a stop after the part that is read does not count, one before it does", () => {
  const talk = "la ".repeat(READ_LENGTH_MAX);
  expect(readText(`${talk}. Stop texting me`).kind).toBe("text");
  expect(readText(`Stop texting me. ${talk}`).kind).toBe("stop");
});

const anyString = fc.oneof(
  fc.string({ unit: "binary", maxLength: 3_000 }),
  fc.array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 3_000 }).map((units) => String.fromCharCode(...units)),
);
const words = fc.constantFrom(
  ...(
    "stop arrete arretez de me m ecrire envoyer texting sending don't not you il plus ne veux sms messages oui yes no " +
    "non please svp , . ! > « » “ ” 12 lol ca it"
  ).split(" "),
);
const wordy = fc.array(words, { maxLength: 40 }).map((some) => some.join(" "));

test("any string at all has a reading", () => {
  fc.assert(
    fc.property(fc.oneof(anyString, wordy), (text) => {
      const reading = readText(text);
      expect(reading.doubt).toBe(reading.doubt && reading.kind === "stop");
      if (reading.kind === "text") expect(reading.language).toBeNull();
    }),
    { numRuns: 2_000 },
  );
});

test("neither punctuation nor emoji at the end changes a reading, nor do capitals or polite words on a command", () => {
  const endings = fc.array(fc.constantFrom("!", ".", "?", "…", "🙂", "🛑", "👍🏽", " "), { maxLength: 6 });
  fc.assert(
    fc.property(fc.constantFrom(...EXPECTED_READINGS), endings, ({ text }, ending) => {
      expect(readText(`${text} ${ending.join("")}`)).toEqual(readText(text));
    }),
    { numRuns: 2_000 },
  );
  const commands = EXPECTED_READINGS.filter(({ kind, doubt }) => kind !== "text" && !doubt);
  fc.assert(
    fc.property(
      fc.constantFrom(...commands),
      fc.constantFrom("svp", "merci", "please", "thank you"),
      ({ text }, polite) => {
        expect(readText(`${text.toUpperCase()} ${polite}`).kind).toBe(readText(text).kind);
        expect(readText(`${polite}, ${text}`).kind).toBe(readText(text).kind);
      },
    ),
    { numRuns: 2_000 },
  );
});

test("the work is bounded however long the text is", () => {
  for (const piece of ["stop ", "je ne veux plus ", "«", "don't ", "🛑", "a*", "me m ", ", stop", "ﷺ"]) {
    const long = piece.repeat(2_000_000 / piece.length);
    expect(readText(long)).toEqual(readText(long.slice(0, READ_LENGTH_MAX)));
  }
});
