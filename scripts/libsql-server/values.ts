/** SQL values between JSON and the engine. An int64 travels as a decimal string, a blob as base64 without padding. */

import { ProtocolError } from "./errors.ts";

export type Value = null | bigint | number | string | Buffer;

const INTEGER = /^[+-]?\d{1,19}$/;
const INTEGER_MIN = -(2n ** 63n);
const INTEGER_MAX = 2n ** 63n - 1n;

export function decodeValue(json: unknown): Value {
  if (typeof json === "object" && json !== null && "type" in json) {
    const { type, value, base64 } = json as { type: unknown; value?: unknown; base64?: unknown };
    if (type === "null") return null;
    if (type === "text" && typeof value === "string") return value;
    if (type === "integer" && typeof value === "string" && INTEGER.test(value)) {
      const integer = BigInt(value);
      if (integer >= INTEGER_MIN && integer <= INTEGER_MAX) return integer;
    }
    if (type === "float" && typeof value === "number") return value;
    if (type === "blob" && typeof base64 === "string") return Buffer.from(base64, "base64");
  }
  throw new ProtocolError(`Cannot deserialize client message from JSON: not a value: ${JSON.stringify(json)}`);
}

/** Written out by hand: the rows are the bulk of an answer, and this is several times cheaper than objects for each. */
export function encodeValue(value: Value): string {
  if (value === null) return '{"type":"null"}';
  switch (typeof value) {
    case "string":
      return `{"type":"text","value":${JSON.stringify(value)}}`;
    case "bigint":
      return `{"type":"integer","value":"${value}"}`;
    case "number":
      return `{"type":"float","value":${JSON.stringify(value)}}`;
    default:
      return `{"type":"blob","base64":"${withoutPadding(value.toString("base64"))}"}`;
  }
}

function withoutPadding(base64: string): string {
  return base64.replace(/=+$/, "");
}
