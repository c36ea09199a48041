// Reads the webhooks of Vonage's Messages API: v1, and the older v0.1 with its nested addresses and content.

import * as v from "valibot";
import { err, ok, type Result } from "../result.ts";
import { normaliseAddress } from "./address.ts";
import type { InboundText, Receipt, ReceiptStatus } from "./carrier.ts";
import { storableText } from "./text.ts";
import { codeOfProblem, vonageError } from "./vonage-errors.ts";
import { readInstant } from "./written-at.ts";

/** Why a webhook can't be understood. The reason names the field and never quotes it: it goes to the carrier and to the log. */
export interface MalformedWebhook {
  readonly code: "not_json" | "not_an_object" | "older_sms_api" | "not_sms" | "malformed_field";
  readonly reason: string;
}

/**
 * Vonage never sends again what is refused, so what can be kept is: without a sender or an addressee too, and under an id of ours
 * where it has none that can be told apart. @param idOfBody The same whenever the same body comes.
 */
export function parseVonageInbound(body: string, idOfBody: string): Result<InboundText, MalformedWebhook> {
  const fields = readFields(InboundFields, body);
  if (!fields.ok) return fields;
  const { message_uuid, from, to, timestamp, channel } = fields.value;
  // A US or Canadian number that gets a picture, or a long text, hands it over as MMS.
  if (channel !== "sms" && channel !== "mms") return err({ code: "not_sms", reason: "channel: must be sms or mms" });
  return ok({
    carrier: "vonage",
    carrierMessageId: message_uuid ?? idOfBody,
    from,
    to,
    ...contentOf(fields.value),
    sentAt: timestamp,
  });
}

export function parseVonageStatus(body: string): Result<Receipt, MalformedWebhook> {
  const fields = readFields(StatusFields, body);
  if (!fields.ok) return fields;
  const { message_uuid, client_ref, status, error, timestamp, sms, usage } = fields.value;
  const code = codeOfProblem(error);
  return ok({
    carrier: "vonage",
    carrierMessageId: message_uuid,
    clientRef: client_ref || null,
    status: STATUSES.get(status.toLowerCase()) ?? "other",
    rawStatus: status,
    error: code === null ? null : vonageError(code),
    at: timestamp,
    segments: sms?.count_total ?? null,
    price: usage && `${usage.price} ${usage.currency}`,
  });
}

const STATUSES: ReadonlyMap<string, ReceiptStatus> = new Map<string, ReceiptStatus>([
  ["accepted", "submitted"],
  ["submitted", "submitted"],
  ["delivered", "delivered"],
  ["read", "delivered"],
  ["undeliverable", "undelivered"],
  ["rejected", "failed"],
  ["expired", "expired"],
]);

const ID_LENGTH_MAX = 100;
const ADDRESS_LENGTH_MAX = 64;
const WORD_LENGTH_MAX = 40;

const MessageUuid = v.pipe(
  v.string("must be a string"),
  v.regex(/^[\x21-\x7e]+$/, "must be printable characters without spaces"),
  v.maxLength(ID_LENGTH_MAX, `must have ${ID_LENGTH_MAX} characters at most`),
);

// Figures and numbers come as strings or as JSON numbers, and either version may turn up.
const Figure = v.union([v.string(), v.number()]);

/** Empty when it is missing or odd. */
const Address = v.fallback(
  v.pipe(
    v.union([Figure, v.object({ number: Figure })]),
    v.transform((given) => String(typeof given === "object" ? given.number : given).slice(0, ADDRESS_LENGTH_MAX)),
    v.transform((given) => normaliseAddress(storableText(given))),
  ),
  "",
);

const Word = v.pipe(
  v.string("must be a string"),
  v.transform((word) => storableText(word.slice(0, WORD_LENGTH_MAX))),
  v.nonEmpty("must not be empty"),
);

/** An earn code may come as a JSON number. */
const Text = v.fallback(v.pipe(Figure, v.transform(String), v.transform(storableText)), "");

const Timestamp = v.nullish(v.pipe(v.unknown(), v.transform(readInstant)), null);

/** Null when it is missing or odd. */
const orNull = <S extends v.GenericSchema>(schema: S) => v.fallback(v.nullable(schema), null);

const wholeObject = (issue: v.BaseIssue<unknown>) => (issue.path ? "is missing" : "must be a JSON object");

const InboundFields = v.looseObject(
  {
    message_uuid: v.fallback(v.optional(MessageUuid), undefined),
    from: v.optional(Address, ""),
    to: v.optional(Address, ""),
    text: v.optional(Text, ""),
    channel: v.fallback(v.optional(Word, "sms"), "unknown"),
    message_type: v.fallback(v.optional(Word, "text"), "other"),
    timestamp: Timestamp,
  },
  wholeObject,
);

/** Whatever goes with a receipt is welcome and may be missing or odd: only its id and its status matter. */
const StatusFields = v.object(
  {
    message_uuid: MessageUuid,
    status: Word,
    client_ref: orNull(v.pipe(Figure, v.transform(String), v.maxLength(ID_LENGTH_MAX), v.transform(storableText))),
    error: v.optional(v.unknown()),
    timestamp: Timestamp,
    sms: orNull(
      v.object({ count_total: v.pipe(Figure, v.transform(Number), v.integer(), v.minValue(1), v.maxValue(255)) }),
    ),
    usage: orNull(v.object({ price: v.pipe(Figure, v.transform(String), Word), currency: Word })),
  },
  wholeObject,
);

type JsonObject = Record<string, unknown>;

const isObject = (value: unknown): value is JsonObject =>
  typeof value === "object" && value !== null && !Array.isArray(value);

function readFields<S extends v.GenericSchema>(schema: S, body: string): Result<v.InferOutput<S>, MalformedWebhook> {
  let json: unknown;
  try {
    json = JSON.parse(body);
  } catch {
    return err({ code: "not_json", reason: "the body must be JSON" });
  }
  if (!isObject(json)) return err({ code: "not_an_object", reason: "the body must be a JSON object" });
  if (!("message_uuid" in json) && ("msisdn" in json || "messageId" in json)) {
    const reason = "this is the older SMS API: set the number's account to send webhooks of the Messages API";
    return err({ code: "older_sms_api", reason });
  }
  const parsed = v.safeParse(schema, flattened(json), { abortEarly: true });
  if (parsed.success) return ok(parsed.output);
  const [issue] = parsed.issues;
  return err({ code: "malformed_field", reason: `${issue.path?.[0]?.key ?? "body"}: ${issue.message}` });
}

/** v0.1 keeps the channel in `from.type` and the words in `message.content`; v1 has them at the top. */
function flattened(json: JsonObject): JsonObject {
  const content = isObject(json.message) ? json.message.content : undefined;
  return {
    ...(isObject(json.from) && "type" in json.from ? { channel: json.from.type } : {}),
    ...(isObject(content) ? { ...content, message_type: content.type } : {}),
    ...json,
  };
}

/** A caption is the text of a picture: someone may well send STOP with one. */
function contentOf(fields: v.InferOutput<typeof InboundFields>): Pick<InboundText, "text" | "content"> {
  const content = fields.message_type;
  if (content === "text") return { text: fields.text, content };
  const media = fields[content];
  const caption = isObject(media) && typeof media.caption === "string" ? storableText(media.caption) : "";
  return { text: fields.text || caption, content };
}
