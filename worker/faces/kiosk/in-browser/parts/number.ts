// A telephone number as it grows under the fingers: written as people of the country write it.

const DIGITS_MAX = 15;

/** @param country of the shop: a number without a plus is from there. */
export function formatTyped(typed: string, country: string | undefined): string {
  const digits = typed.replace(/\D/g, "").slice(0, DIGITS_MAX);
  if (!typed.trimStart().startsWith("+")) return country === "FR" ? inPairs(digits) : northAmerican(digits);
  if (digits.startsWith("1")) return `+1 ${northAmerican(digits.slice(1))}`.trimEnd();
  if (digits.startsWith("33")) return `+33 ${french(digits.slice(2))}`.trimEnd();
  return `+${digits}`;
}

/** `514 555-0100`, with the 1 of a long-distance call before it. */
function northAmerican(digits: string): string {
  if (digits.length > 10) return digits.startsWith("1") ? `1 ${northAmerican(digits.slice(1))}` : digits;
  const [area, exchange, line] = [digits.slice(0, 3), digits.slice(3, 6), digits.slice(6)];
  if (exchange === "") return area;
  return line === "" ? `${area} ${exchange}` : `${area} ${exchange}-${line}`;
}

const inPairs = (digits: string): string => (digits.match(/.{1,2}/g) ?? []).join(" ");

/** After the +33 the first digit stands alone. */
const french = (digits: string): string => `${digits.slice(0, 1)} ${inPairs(digits.slice(1))}`.trimEnd();
