// Vonage's error codes and HTTP answers as data, and what each means for a message.

import type { CarrierError, CarrierErrorClass, SendOutcome } from "./carrier.ts";

const CODES: Readonly<Record<Exclude<CarrierErrorClass, "unknown">, readonly string[]>> = {
  opted_out: ["1240"],
  permanent: ["1050", "1170", "1190", "1260", "1280", "1300"],
  retry: ["1000", "1030", "1100", "1180", "1220", "1230", "1241", "1331"],
  account: ["1060", "1070", "1080", "1120", "1140", "1250"],
};

const CLASS_OF_CODE: ReadonlyMap<string, CarrierErrorClass> = new Map(
  Object.entries(CODES).flatMap(([name, codes]) => codes.map((code) => [code, name as CarrierErrorClass])),
);

export const vonageError = (code: string): CarrierError => ({ code, class: CLASS_OF_CODE.get(code) ?? "unknown" });

type Meaning = "retry" | "account" | "unknown" | "rejected";

/**
 * `retry` only where the message was certainly not taken. A gateway that gave up on Vonage (502, 504, and Cloudflare's 520, 522,
 * 524) may have given up after Vonage took it; Cloudflare's 521, 523, 525, 526 and 530 say that no request ever reached Vonage.
 * A missing page or method is a wrong base address: it stops the sender, it does not fail its messages one by one.
 */
const MEANING_OF_STATUS: ReadonlyMap<number, Meaning> = new Map<number, Meaning>([
  [401, "account"],
  [402, "account"],
  [403, "account"],
  [404, "account"],
  [405, "account"],
  [408, "unknown"],
  [429, "retry"],
  [500, "retry"],
  [503, "retry"],
  [521, "retry"],
  [523, "retry"],
  [525, "retry"],
  [526, "retry"],
  [530, "retry"],
]);

function meaningOf(status: number): Meaning {
  const listed = MEANING_OF_STATUS.get(status);
  if (listed !== undefined) return listed;
  if (status >= 300 && status < 400) return "account";
  return status >= 400 && status < 500 ? "rejected" : "unknown";
}

/**
 * The outcome of an answer that is not 2xx. `problem` is its decoded body, an RFC 7807 object if all is well and anything at all if
 * not; `retryAfter` is the header, which Vonage does not send and a proxy may.
 */
export function refusedSend(status: number, problem: unknown, retryAfter: string | null): SendOutcome {
  const carrierCode = codeOfProblem(problem);
  const code = carrierCode ?? `http_${status}`;
  const meaning = meaningOf(status);
  if (meaning !== "rejected") {
    return meaning === "retry"
      ? { kind: "retry", code, retryAfterMs: retryAfterMs(retryAfter) }
      : { kind: meaning, code };
  }
  const error = vonageError(code);
  switch (error.class) {
    case "retry":
      return { kind: "retry", code, retryAfterMs: retryAfterMs(retryAfter) };
    case "account":
      return { kind: "account", code };
    case "unknown":
      // The same message would be refused the same way again, whatever the code says.
      return { kind: "rejected", error: { code, class: "permanent" } };
    case "opted_out":
    case "permanent":
      return { kind: "rejected", error };
  }
}

const CODE_LENGTH_MAX = 40;
const RETRY_AFTER_MAX_MS = 15 * 60_000;

/**
 * The code inside an error object: a figure in `title`, after the `#` of `type`, or in the `code` of the v0.1 shape; for want of a
 * figure, the words in the same places. Null when there is none.
 */
export function codeOfProblem(problem: unknown): string | null {
  if (typeof problem !== "object" || problem === null) return null;
  const { title, type, code } = problem as Record<string, unknown>;
  const fragment = typeof type === "string" && type.includes("#") ? type.slice(type.lastIndexOf("#") + 1) : null;
  const candidates = [figure(title), figure(fragment), figure(code), word(fragment), word(code), word(title)];
  return candidates.find((candidate) => candidate !== null) ?? null;
}

function figure(value: unknown): string | null {
  if (typeof value !== "string" && typeof value !== "number") return null;
  const text = String(value).trim();
  return /^\d{1,6}$/.test(text) ? text : null;
}

/** Only letters and `_` remain: a code is written to logs, and a title might quote a number. */
function word(value: unknown): string | null {
  if (typeof value !== "string") return null;
  const words = value.toLowerCase().match(/[a-z]+/g) ?? [];
  return words.join("_").slice(0, CODE_LENGTH_MAX) || null;
}

function retryAfterMs(header: string | null): number | null {
  if (header === null || !/^\d{1,6}$/.test(header.trim())) return null;
  return Math.min(Number(header) * 1_000, RETRY_AFTER_MAX_MS);
}
