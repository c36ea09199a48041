// The merchant's forms, as typed: what becomes a setting, and what each wrong field is told.

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { mayGiveByHand, readAmount } from "../../src/loyalty/points-by-hand.ts";
import { codeFromRandom, readProgrammeSettings, typedProgramme } from "../../src/loyalty/programme-settings.ts";
import type { Typed } from "../../src/merchant/form-fields.ts";
import { countries, placeOf, readPlace, regionsOf } from "../../src/merchant/regions.ts";
import { readShopSettings, typedShop } from "../../src/merchant/shop-settings.ts";
import { readNewPerson } from "../../src/people/person-settings.ts";
import type { Result } from "../../src/result.ts";
import { type OfferSettings, readOfferSettings, typedOffer } from "../../src/rewards/offer-settings.ts";
import { readRewardSettings, typedReward } from "../../src/rewards/reward-settings.ts";

const TORONTO = "America/Toronto";

const settingsOf = <T>(result: Result<T, unknown>): T => {
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value;
};

describe("programme", () => {
  const typed: Typed = {
    unitEnOne: "star",
    unitEnOther: "stars",
    unitFrOne: "étoile",
    unitFrOther: "étoiles",
    pointsPerVisit: "1",
    earnsPerDayMax: "2",
    earnGapMinutes: "60",
    pointsAtOnceMax: "3",
    birthdayPoints: "5",
    spendPerPoint: "",
    pointsLifetimeDays: "",
    pendingLifetimeDays: "30",
    earnCode: " 12 34 5 ",
    multiPointCode: "",
    redemptionMode: "code",
  };

  test("is read as it was meant", () => {
    expect(settingsOf(readProgrammeSettings(typed))).toMatchObject({
      unit: { en: { one: "star", other: "stars" }, fr: { one: "étoile", other: "étoiles" } },
      earnCode: "12345",
      multiPointCode: null,
      pointsLifetimeDays: null,
      rotatingQr: false,
    });
  });

  test("what is saved comes back into the form, and is saved the same", () => {
    const changed = { rotatingQr: "on", pointsLifetimeDays: "1 000", spendPerPoint: "1,5" };
    const settings = settingsOf(readProgrammeSettings({ ...typed, ...changed }));
    expect(settings.spendMinorPerPoint).toBe(150);
    for (const language of ["en", "fr"] as const) {
      expect(settingsOf(readProgrammeSettings(typedProgramme(settings, language)))).toEqual(settings);
    }
  });

  test.each([
    [{ unitEnOne: "  " }, { unitEnOne: "missing" }],
    [{ unitFrOther: "é".repeat(16) }, { unitFrOther: "too_long" }],
    [{ pointsPerVisit: "one" }, { pointsPerVisit: "not_a_whole_number" }],
    [{ pointsPerVisit: "1.5" }, { pointsPerVisit: "not_a_whole_number" }],
    [{ pointsPerVisit: "0" }, { pointsPerVisit: "out_of_range" }],
    [{ earnsPerDayMax: "99999999999999" }, { earnsPerDayMax: "not_a_whole_number" }],
    [{ pointsLifetimeDays: "3" }, { pointsLifetimeDays: "out_of_range" }],
    [{ pointsLifetimeDays: "soon" }, { pointsLifetimeDays: "not_a_whole_number" }],
    [{ spendPerPoint: "0" }, { spendPerPoint: "not_money" }],
    [{ spendPerPoint: "1.000" }, { spendPerPoint: "not_money" }],
    [{ spendPerPoint: "one dollar" }, { spendPerPoint: "not_money" }],
    [{ earnCode: "12" }, { earnCode: "not_a_code" }],
    [{ earnCode: "12a4" }, { earnCode: "not_a_code" }],
    [{ earnCode: "123456789" }, { earnCode: "not_a_code" }],
    [{ multiPointCode: "12345" }, { multiPointCode: "same_code" }],
    [{ redemptionMode: "shout" }, { redemptionMode: "not_a_choice" }],
    [
      { pointsPerVisit: "", birthdayPoints: "-1" },
      { pointsPerVisit: "not_a_whole_number", birthdayPoints: "not_a_whole_number" },
    ],
  ])("%j is refused beside the field", (changed, errors) => {
    expect(readProgrammeSettings({ ...typed, ...changed })).toEqual({ ok: false, error: errors });
  });

  test("a form with fields missing is refused, field by field", () => {
    const read = readProgrammeSettings({});
    expect(read.ok ? {} : read.error).toMatchObject({ unitEnOne: "missing", earnCode: "missing" });
  });

  test("a drawn code is one that can be saved", () => {
    fc.assert(
      fc.property(fc.nat(2 ** 32 - 1), (random) => {
        expect(readProgrammeSettings({ ...typed, earnCode: codeFromRandom(random) }).ok).toBe(true);
      }),
    );
  });
});

describe("reward", () => {
  const typed: Typed = {
    titleEn: "A coffee",
    titleFr: "Un café",
    cost: "10",
    perCustomerMax: "",
    stock: "",
    startsAt: "",
    endsAt: "",
  };

  test("the last day is included, in the shop's zone, on the night the clocks go back too", () => {
    const settings = settingsOf(
      readRewardSettings({ ...typed, startsAt: "2026-11-01", endsAt: "2026-11-01" }, TORONTO),
    );
    expect((settings.endsAt ?? 0) - (settings.startsAt ?? 0)).toBe(25 * 3_600_000);
    expect(typedReward(settings, TORONTO)).toEqual({ ...typed, startsAt: "2026-11-01", endsAt: "2026-11-01" });
  });

  test.each<Typed>([
    {},
    { perCustomerMax: "2" },
    { stock: "0" },
    { startsAt: "2026-11-02" },
    { endsAt: "2026-11-01" },
    { startsAt: "2026-10-31", endsAt: "2026-11-01", perCustomerMax: "1", stock: "40" },
  ])("comes back as it was typed, with %j", (limits) => {
    const settings = settingsOf(readRewardSettings({ ...typed, ...limits }, TORONTO));
    expect(typedReward(settings, TORONTO)).toEqual({ ...typed, ...limits });
  });

  test.each([
    [{ cost: "0" }, { cost: "out_of_range" }],
    [{ stock: "-1" }, { stock: "not_a_whole_number" }],
    [{ startsAt: "2026-02-31" }, { startsAt: "not_a_date" }],
    [{ endsAt: "tomorrow" }, { endsAt: "not_a_date" }],
    [{ startsAt: "2026-11-02", endsAt: "2026-11-01" }, { endsAt: "ends_before_it_starts" }],
  ])("%j is refused beside the field", (changed, errors) => {
    expect(readRewardSettings({ ...typed, ...changed }, TORONTO)).toEqual({ ok: false, error: errors });
  });
});

describe("offer", () => {
  test("comes back as it was typed", () => {
    const typed: Typed = {
      titleEn: "Two for one",
      titleFr: "Deux pour un",
      detailsEn: "Not on\nSundays",
      detailsFr: "",
      exclusionsEn: "",
      exclusionsFr: "Sauf les cartes-cadeaux",
      startsAt: "2026-03-07",
      endsAt: "2026-03-08",
      hasCoupon: "on",
      couponDays: "30",
    };
    const offer: OfferSettings = settingsOf(readOfferSettings(typed, TORONTO));
    expect(typedOffer(offer, TORONTO)).toEqual(typed);
    expect(settingsOf(readOfferSettings({ ...typed, detailsEn: "Not on\r\nSundays" }, TORONTO))).toEqual(offer);
    const without = { ...typed, hasCoupon: "", couponDays: "" };
    expect(typedOffer(settingsOf(readOfferSettings(without, TORONTO)), TORONTO)).toEqual(without);
    const refused = { ...typed, exclusionsEn: "x".repeat(301), couponDays: "0", endsAt: "2026-03-06" };
    expect(readOfferSettings(refused, TORONTO)).toMatchObject({
      ok: false,
      error: { exclusionsEn: "too_long", couponDays: "out_of_range" },
    });
    expect(readOfferSettings({ ...typed, endsAt: "2026-03-06" }, TORONTO)).toEqual({
      ok: false,
      error: { endsAt: "ends_before_it_starts" },
    });
  });
});

describe("shop", () => {
  const hours = Object.fromEntries(
    [0, 1, 2, 3, 4, 5, 6].flatMap((day) => [
      [`opens${day}`, ""],
      [`closes${day}`, ""],
    ]),
  );
  const typed: Typed = {
    name: "Café Comptoir",
    place: "CA-QC",
    timeZone: TORONTO,
    language: "fr",
    contact: "514 555-0100",
    accentColor: "#0B6E5F",
    welcomePoints: "1",
    ...hours,
  };

  test("is read as it was meant, and comes back into the form", () => {
    const settings = settingsOf(
      readShopSettings({ ...typed, opens0: "08:00", closes0: "17:30", opens5: "18:00", closes5: "00:00" }),
    );
    expect(settings).toMatchObject({ country: "CA", region: "QC", accentColor: "#0b6e5f", trades: [] });
    expect(settings.openingHours).toEqual([[480, 1050], null, null, null, null, [1080, 1440], null]);
    expect(settingsOf(readShopSettings(typedShop(settings)))).toEqual(settings);
  });

  test("no hours at all is nothing said", () => {
    expect(settingsOf(readShopSettings(typed)).openingHours).toBeNull();
  });

  test.each([
    [{ place: "" }, { place: "not_a_place" }],
    [{ place: "CA-TX" }, { place: "not_a_place" }],
    [{ timeZone: "Montréal" }, { timeZone: "not_a_time_zone" }],
    [{ timeZone: "+05:00" }, { timeZone: "not_a_time_zone" }],
    [{ contact: "call us" }, { contact: "not_a_number_to_call" }],
    [{ accentColor: "green" }, { accentColor: "not_a_colour" }],
    [{ accentColor: "#0b6e5f;}" }, { accentColor: "not_a_colour" }],
    [{ opens2: "09:00" }, { opens2: "not_opening_hours" }],
    [{ opens2: "18:00", closes2: "09:00" }, { opens2: "not_opening_hours" }],
    [
      { name: "", opens2: "x", closes2: "y" },
      { name: "missing", opens2: "not_opening_hours" },
    ],
  ])("%j is refused beside the field", (changed, errors) => {
    expect(readShopSettings({ ...typed, ...changed })).toEqual({ ok: false, error: errors });
  });

  test("every place on offer can be chosen", () => {
    for (const country of countries) {
      for (const region of regionsOf(country)) expect(readPlace(placeOf(country, region))).toEqual({ country, region });
    }
  });
});

describe("person", () => {
  test("is known by a mobile number of the shop's country", () => {
    expect(readNewPerson({ name: " Luc ", phone: "514 555-0198", role: "staff" }, "CA")).toEqual({
      ok: true,
      value: { name: "Luc", phone: "+15145550198", role: "staff" },
    });
  });
  test.each([
    [{ name: "", phone: "514 555-0198", role: "staff" }, { name: "missing" }],
    [{ name: "Luc", phone: "12", role: "staff" }, { phone: "not_a_mobile_number" }],
    [{ name: "Luc", phone: "514 555-0198", role: "king" }, { role: "not_a_choice" }],
  ])("%j is refused beside the field", (typed, errors) => {
    expect(readNewPerson(typed, "CA")).toEqual({ ok: false, error: errors });
  });
});

describe("points by hand: each row mends one fault of the last", () => {
  const ladder = [
    [{ delta: Number.NaN, reason: "", confirmed: null }, 5, false, "not_an_amount"],
    [{ delta: 1_001, reason: "", confirmed: null }, 5, false, "not_an_amount"],
    [{ delta: -30, reason: "", confirmed: null }, 5, false, "only_to_give"],
    [{ delta: -30, reason: "", confirmed: null }, 5, true, "no_reason"],
    [{ delta: -30, reason: "x".repeat(201), confirmed: null }, 5, true, "reason_too_long"],
    [{ delta: -30, reason: "mistake", confirmed: null }, 5, true, "below_zero"],
    [{ delta: -30, reason: "mistake", confirmed: null }, 40, true, "ask_again"],
    [{ delta: -30, reason: "mistake", confirmed: 30 }, 40, true, "ask_again"],
    [{ delta: -30, reason: "mistake", confirmed: -30 }, 40, true, 10],
    [{ delta: 20, reason: "sorry", confirmed: null }, 0, false, 20],
  ] as const;

  test.each(ladder)("%j with %i, may take: %s", (asked, balance, mayTake, answer) => {
    const given = mayGiveByHand(asked, balance, mayTake);
    expect(given.ok ? given.value.balance : given.error).toBe(answer);
  });

  test.each([
    ["5", 5],
    ["+5", 5],
    [" 1 000 ", 1000],
    ["−1", -1],
    ["-1", -1],
    ["", Number.NaN],
    ["1e3", Number.NaN],
    ["five", Number.NaN],
  ])("an amount typed as %j", (typed, amount) => {
    expect(readAmount(typed)).toBe(amount);
  });
});
