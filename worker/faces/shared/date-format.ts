// Dates in words, by formats that are kept: a page says many, and to open a format costs a hundred times as much as to use it.

import { kept } from "../../../src/kept.ts";

/** A few shapes in two languages, by the time zones of the shops that an isolate answers for. */
const FORMATS_MAX = 500;

const open = kept(FORMATS_MAX, (key) => {
  const [locale, options] = JSON.parse(key) as [string, Intl.DateTimeFormatOptions];
  return new Intl.DateTimeFormat(locale, options);
});

export const formatDate = (locale: string, options: Intl.DateTimeFormatOptions, at: number): string =>
  open(JSON.stringify([locale, options])).format(at);
