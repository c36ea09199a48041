// Identifiers: UUID version 7 (RFC 9562), so that rows sort by the time they were made. Time and randomness are the caller's.

export const UUID_RANDOM_BYTES = 10;

const hex = (byte: number): string => byte.toString(16).padStart(2, "0");

/** @param now Unix milliseconds. @param random UUID_RANDOM_BYTES bytes from a cryptographic source. */
export function uuidv7(now: number, random: Uint8Array): string {
  const time = Math.trunc(now).toString(16).padStart(12, "0");
  const bytes = Array.from({ length: UUID_RANDOM_BYTES }, (_, i) => random[i] ?? 0);
  const [a = 0, b = 0, c = 0] = bytes;
  const version = hex(0x70 | (a & 0x0f)) + hex(b);
  const variant = hex(0x80 | (c & 0x3f)) + hex(bytes[3] ?? 0);
  return `${time.slice(0, 8)}-${time.slice(8)}-${version}-${variant}-${bytes.slice(4).map(hex).join("")}`;
}
