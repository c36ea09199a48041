// A birthday as its language writes it, so that it can be read back from a field as well.

import type { Language } from "../../../src/conversation/language.ts";
import type { Birthday } from "../../../src/loyalty/birthday.ts";
import { formatDate } from "../shared/date-format.ts";

const LEAP_YEAR = 2000;

/** "May 12", "12 mai". */
export function writtenBirthday(birthday: Birthday, language: Language): string {
  const [month = 1, day = 1] = birthday.split("-").map(Number);
  const options = { day: "numeric", month: "long", timeZone: "UTC" } as const;
  return formatDate(`${language}-CA`, options, Date.UTC(LEAP_YEAR, month - 1, day));
}
