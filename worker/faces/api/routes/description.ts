// The API as OpenAPI 3.1 describes it. Bounds and refusals come from where the routes have them.

import { currencies, PURCHASE_MINOR_MAX } from "../../../../src/loyalty/spending.ts";
import { apiPaths } from "../addresses.ts";
import { PHONE_LENGTH_MAX, REFERENCE_LENGTH_MAX } from "./purchases.ts";
import { IDEMPOTENCY_KEY_LENGTH_MAX, type RefusalCode, refusals } from "./refusals.ts";

/** What any request with a key may be answered. */
const ofEveryKey: readonly RefusalCode[] = [
  "key_missing",
  "key_unknown",
  "key_revoked",
  "scope_missing",
  "too_large",
  "busy",
  "unavailable",
  "internal",
];

const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` });
const json = (name: string) => ({ "application/json": { schema: ref(name) } });
const balance = (description: string) => ({ type: ["integer", "null"], minimum: 0, description });

const schemas = {
  NewPurchase: {
    type: "object",
    additionalProperties: false,
    required: ["phone", "amount", "currency"],
    properties: {
      phone: {
        type: "string",
        minLength: 1,
        maxLength: PHONE_LENGTH_MAX,
        description: "The customer's mobile number: E.164, or as it is written in the shop's country.",
      },
      amount: {
        type: "integer",
        minimum: 1,
        maximum: PURCHASE_MINOR_MAX,
        description: "In the minor unit of the currency: 450 is 4.50.",
      },
      currency: { enum: currencies, description: "The one of the shop's country: CA CAD, US USD, FR EUR." },
      reference: {
        type: ["string", "null"],
        minLength: 1,
        maxLength: REFERENCE_LENGTH_MAX,
        description: "The till's own name of the purchase. It stands in the customer's ledger.",
      },
    },
  },
  Purchase: {
    type: "object",
    required: ["id", "customer", "points", "balance", "amount", "currency", "reference", "at"],
    properties: {
      id: { type: "string", format: "uuid" },
      customer: {
        enum: ["member", "pending"],
        description: "pending: the number has not confirmed. Its points wait for its YES; nobody is texted.",
      },
      points: { type: "integer", minimum: 0, description: "What the purchase earned, rounded down." },
      balance: balance("After it. Null where the points wait."),
      amount: { type: "integer" },
      currency: { enum: currencies },
      reference: { type: ["string", "null"] },
      at: { type: "string", format: "date-time" },
    },
  },
  Refund: {
    type: "object",
    required: ["id", "points", "balance"],
    properties: {
      id: { type: "string", format: "uuid", description: "The purchase's." },
      points: { type: "integer", minimum: 0, description: "How many were taken back. 0 where they had lapsed." },
      balance: balance("After it. Null where the points were in no account yet."),
    },
  },
  Problem: {
    type: "object",
    description: "RFC 9457. The code is fixed; the words may change.",
    required: ["type", "title", "status", "code"],
    properties: {
      type: { const: "about:blank" },
      title: { type: "string" },
      status: { type: "integer" },
      code: { enum: Object.keys(refusals) },
      detail: { type: "string" },
    },
  },
};

/** The refusals by status, each with its codes. */
function problems(...codes: readonly RefusalCode[]) {
  const byStatus = Map.groupBy([...codes, ...ofEveryKey], (code) => refusals[code][0]);
  return Object.fromEntries(
    [...byStatus].map(([status, ofStatus]) => [
      status,
      {
        description: ofStatus.map((code) => `${code}: ${refusals[code][1]}`).join("\n\n"),
        content: {
          "application/problem+json": {
            schema: { allOf: [ref("Problem"), { properties: { code: { enum: ofStatus } } }] },
          },
        },
      },
    ]),
  );
}

const record = {
  operationId: "recordPurchase",
  summary: "A customer has spent something: points go into their account, or wait for their number to confirm.",
  parameters: [
    {
      name: "Idempotency-Key",
      in: "header",
      required: true,
      description: refusals.idempotency_key[1],
      schema: { type: "string", pattern: "^[\\x21-\\x7e]+$", minLength: 1, maxLength: IDEMPOTENCY_KEY_LENGTH_MAX },
    },
  ],
  requestBody: { required: true, content: json("NewPurchase") },
  responses: {
    201: { description: "Recorded.", content: json("Purchase") },
    200: { description: "Recorded before, under the same key: the same answer.", content: json("Purchase") },
    ...problems(
      "not_json",
      "idempotency_key",
      "malformed_json",
      "malformed",
      "not_a_mobile_number",
      "other_currency",
      "too_many_points",
      "key_reused",
      "spending_is_off",
      "shop_has_no_country",
      "customer_left",
    ),
  },
};

const refund = {
  operationId: "refundPurchase",
  summary: "Takes the points of a whole purchase back. Once: a second refund is refused as already_refunded.",
  parameters: [{ name: "id", in: "path", required: true, schema: { type: "string" } }],
  requestBody: {
    required: false,
    description: "None, or an empty object. Anything else is refused, and nothing is taken.",
    content: { "application/json": { schema: { type: "object", additionalProperties: false } } },
  },
  responses: {
    200: { description: "Refunded.", content: json("Refund") },
    ...problems("not_json", "malformed_json", "malformed", "no_such_purchase", "already_refunded", "points_are_spent"),
  },
};

/** @param baseUrl of the app. */
export const describeApi = (baseUrl: string) => ({
  openapi: "3.1.0",
  info: { title: "Comptoir", version: "1", description: "Points for spending, from a shop's till." },
  servers: [{ url: new URL(apiPaths.home(), baseUrl).href }],
  security: [{ key: [] }],
  paths: { "/purchases": { post: record }, "/purchases/{id}/refund": { post: refund } },
  components: {
    securitySchemes: { key: { type: "http", scheme: "bearer", description: "Made in the inbox, under Till." } },
    schemas,
  },
});
