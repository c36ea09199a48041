// Purchases by the API: a till says what was spent, and takes it back.

import { type Context, Hono } from "hono";
import * as v from "valibot";
import type { Language } from "../../../../src/conversation/language.ts";
import { currencies, PURCHASE_MINOR_MAX } from "../../../../src/loyalty/spending.ts";
import type { Purchase } from "../../../db/purchases.ts";
import { type RecordPurchaseRefusal, recordPurchase } from "../../../usecases/record-purchase.ts";
import { refundPurchase } from "../../../usecases/refund-purchase.ts";
import { apiPaths } from "../addresses.ts";
import { type ApiEnv, calledWith } from "./caller.ts";
import { IDEMPOTENCY_KEY_LENGTH_MAX, refuse } from "./refusals.ts";

export const REFERENCE_LENGTH_MAX = 64;
export const PHONE_LENGTH_MAX = 40;

const text = (lengthMax: number) => {
  const said = `wants text of 1 to ${lengthMax} characters`;
  return v.pipe(
    v.string(said),
    v.trim(),
    v.nonEmpty(said),
    v.maxLength(lengthMax, said),
    v.regex(/^[^\p{Cc}\p{Cs}]+$/u, "wants no control characters"),
  );
};
const wholeMinor = `wants whole minor units (cents), 1 to ${PURCHASE_MINOR_MAX}`;

const purchaseBody = v.strictObject({
  phone: text(PHONE_LENGTH_MAX),
  amount: v.pipe(
    v.number(wholeMinor),
    v.safeInteger(wholeMinor),
    v.minValue(1, wholeMinor),
    v.maxValue(PURCHASE_MINOR_MAX, wholeMinor),
  ),
  currency: v.picklist(currencies, `wants one of ${currencies.join(", ")}`),
  reference: v.nullish(text(REFERENCE_LENGTH_MAX), null),
});

const idempotencyKey = new RegExp(`^[\\x21-\\x7e]{1,${IDEMPOTENCY_KEY_LENGTH_MAX}}$`);

const refunded: Readonly<Record<Language, string>> = { en: "Refunded at the till", fr: "Remboursé à la caisse" };

export const purchases = new Hono<ApiEnv>();

purchases.use(`${apiPaths.purchases()}/*`, calledWith("purchases:write"));

purchases.post(apiPaths.purchases(), async (c) => {
  if (!isJson(c)) return refuse("not_json");
  const key = c.req.header("idempotency-key") ?? "";
  if (!idempotencyKey.test(key)) return refuse("idempotency_key");
  const body = await jsonOf(c);
  if (body === undefined) return refuse("malformed_json");
  const read = v.safeParse(purchaseBody, body);
  if (!read.success) return refuse("malformed", faultsOf(read.issues));
  const { amount: amountMinor, ...said } = read.output;
  const request = { ...said, amountMinor, idempotencyKey: key, secret: c.var.secret };
  const recorded = await recordPurchase(c.var.context, c.var.caller, request);
  if (!recorded.ok) return refusePurchase(recorded.error);
  const { purchase, again } = recorded.value;
  return c.json(purchaseView(purchase), again ? 200 : 201);
});

/** The whole purchase: whoever asks for anything else in the body is told so, and nothing is taken. */
purchases.post(apiPaths.refund(":purchaseId"), async (c) => {
  const unread = await refuseBody(c);
  if (unread) return unread;
  const { context, caller } = c.var;
  const reason = refunded[caller.merchant.language];
  const taken = await refundPurchase(context, caller, { purchaseId: c.req.param("purchaseId"), reason });
  if (!taken.ok) return refuse(taken.error);
  const { purchase, points, balance } = taken.value;
  return c.json({ id: purchase.id, points, balance });
});

const refundBody = v.pipe(
  v.custom<object>((body) => !Array.isArray(body)),
  v.strictObject({}),
);

/** Null for no body, or for an empty object. */
async function refuseBody(c: Context): Promise<Response | null> {
  if ((await c.req.text()).trim() === "") return null;
  if (!isJson(c)) return refuse("not_json");
  const body = await jsonOf(c);
  if (body === undefined) return refuse("malformed_json");
  const read = v.safeParse(refundBody, body);
  return read.success ? null : refuse("malformed", faultsOf(read.issues));
}

const isJson = (c: Context): boolean => /^application\/json\s*(?:;|$)/i.test(c.req.header("content-type") ?? "");

/** Undefined for what is no JSON; the schema says what is no object. */
const jsonOf = async (c: Context): Promise<unknown> => {
  try {
    return await c.req.json();
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
};

const faultsOf = (issues: readonly v.BaseIssue<unknown>[]): string =>
  issues
    .map(({ path, message, type }) => {
      const field = path?.map(({ key }) => String(key)).join(".");
      if (field === undefined) return "The body wants to be an object.";
      if (type === "strict_object") return `${field}: is not known here.`;
      return `${field}: ${message}.`;
    })
    .join(" ");

function refusePurchase(error: RecordPurchaseRefusal): Response {
  if (error.code === "other_currency") return refuse(error.code, `This shop counts in ${error.currency}.`);
  return refuse(error.code);
}

/** The same whenever it is asked for. */
const purchaseView = (purchase: Purchase) => ({
  id: purchase.id,
  customer: purchase.balance === null ? "pending" : "member",
  points: purchase.points,
  balance: purchase.balance,
  amount: purchase.amountMinor,
  currency: purchase.currency,
  reference: purchase.reference,
  at: new Date(purchase.createdAt).toISOString(),
});
