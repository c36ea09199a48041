// Times as a person at the shop reads them: the shop's zone, relative under a day.

import type { Language } from "../../../src/conversation/language.ts";
import { HOUR_MS, localDate, MINUTE_MS, zoned } from "../../../src/time.ts";
import { formatDate } from "./date-format.ts";

export interface Clock {
  /** `14:02` */
  hour(at: number): string;
  /** "Today", "Yesterday", "Saturday, November 21". */
  day(at: number): string;
  /** `2026-11-22`: tells two days apart. */
  dayKey(at: number): string;
  /** "Nov 21", with the year when it is another one. */
  date(at: number): string;
  /** "now", "5 min", "3 h", "Nov 21". */
  age(at: number): string;
}

const words = {
  en: { locale: "en-CA", now: "now", today: "Today", yesterday: "Yesterday" },
  fr: { locale: "fr-CA", now: "maintenant", today: "Aujourd’hui", yesterday: "Hier" },
} as const;

/** French says « le 1er mai », and Intl does not. */
const FIRST_OF_MONTH = /\b1(?=\s\p{L})/u;

/** @param now Unix milliseconds. */
export function createClock(now: number, timeZone: string, language: Language): Clock {
  const { locale, ...said } = words[language];
  const today = localDate(now, timeZone);
  const yesterday = zoned(now, timeZone).toPlainDate().subtract({ days: 1 }).toString();
  const year = today.slice(0, 4);
  const formatted = (at: number, options: Intl.DateTimeFormatOptions) => {
    const text = formatDate(locale, { timeZone, ...options }, at);
    return language === "fr" ? text.replace(FIRST_OF_MONTH, "1er") : text;
  };
  const date = (at: number) =>
    formatted(at, {
      day: "numeric",
      month: "short",
      ...(localDate(at, timeZone).startsWith(year) ? {} : { year: "numeric" }),
    });

  return {
    hour(at) {
      const { hour, minute } = zoned(at, timeZone);
      return `${String(hour).padStart(2, "0")}:${String(minute).padStart(2, "0")}`;
    },
    day(at) {
      const key = localDate(at, timeZone);
      if (key === today) return said.today;
      if (key === yesterday) return said.yesterday;
      const sameYear = key.startsWith(year);
      const text = formatted(at, {
        weekday: "long",
        day: "numeric",
        month: "long",
        ...(sameYear ? {} : { year: "numeric" }),
      });
      return text.charAt(0).toUpperCase() + text.slice(1);
    },
    dayKey: (at) => localDate(at, timeZone),
    date,
    age(at) {
      const past = now - at;
      if (past < MINUTE_MS) return said.now;
      if (past < HOUR_MS) return `${Math.floor(past / MINUTE_MS)}\u00a0min`;
      if (past < 24 * HOUR_MS) return `${Math.floor(past / HOUR_MS)}\u00a0h`;
      return date(at);
    },
  };
}
