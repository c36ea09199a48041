// Somebody types a number on the sign-up page: it gets one text with a code. Whoever typed it learns nothing of the number.

import { and, eq } from "drizzle-orm";
import { SIGN_UP_WORD } from "../../src/consent/consent.ts";
import { type AskedPurpose, asShown, CONSENT_WORDS_VERSION, consentWords } from "../../src/consent/consent-words.ts";
import { mayFormAsk, type SignUp } from "../../src/consent/sign-up.ts";
import { stopWord } from "../../src/consent/stop-word.ts";
import { later } from "../../src/consent/suppression.ts";
import { ANSWER_WAIT_MS } from "../../src/conversation/dialogue.ts";
import type { Language } from "../../src/conversation/language.ts";
import { standingOf } from "../../src/loyalty/pending.ts";
import { isDisputable } from "../../src/loyalty/receipts.ts";
import { mayText, prefixOf, sourceOf } from "../../src/messaging/pumping.ts";
import { SMS_CODE_LIFETIME_MS } from "../../src/messaging/sms-code.ts";
import { maskPhone } from "../../src/phone.ts";
import { err, ok, type Result } from "../../src/result.ts";
import { renderText } from "../../src/texts/render.ts";
import type { Context } from "../context.ts";
import type { Query } from "../db/client.ts";
import { changeConsent } from "../db/consent.ts";
import { addToConversation, type CustomerConversation, loadCustomerConversation } from "../db/customer-conversation.ts";
import { queueMessage } from "../db/outbox.ts";
import type { PublicShop } from "../db/public-shop.ts";
import { selectReceipts } from "../db/receipts.ts";
import { customers, signUps } from "../db/schema.ts";
import { loadSignUpFacts } from "../db/sign-up.ts";
import { loadStops } from "../db/suppressions.ts";
import { newSmsCode } from "../gateways/secrets.ts";
import { log } from "../log.ts";
import { inTurns } from "./in-turns.ts";

export interface SignUpRequest {
  readonly shop: PublicShop;
  readonly form: SignUp;
  /** Of the page: which words were shown. The customer may want texts in the other one. */
  readonly shownIn: Language;
  /** The address of the page that showed the words. */
  readonly page: string;
  /** The network address of who sends the form. */
  readonly address: string | undefined;
}

export const hashSignUpCode = ({ keyedHash }: Context, signUpId: string, code: string): Promise<string> =>
  keyedHash("code", `sign_up:${signUpId}:${code}`);

type Sender = NonNullable<PublicShop["sender"]>;

/** Returns the id of the form, which the code is typed for. A number that has left gets no text, and the same answer; so does
 * one that has left another shop of the number: there no shop writes first. */
export async function requestSignUp(
  context: Context,
  request: SignUpRequest,
): Promise<Result<string, "too_many" | "closed">> {
  const { sender } = request.shop;
  if (sender === null) return err("closed");
  const asked = await inTurns(() => attemptToRequest(context, request, sender));
  if (asked === "busy") return err("too_many");
  if (asked.ok) context.nudgeSender(sender.id);
  return asked;
}

async function attemptToRequest(
  context: Context,
  request: SignUpRequest,
  sender: Sender,
): Promise<Result<string, "too_many">> {
  const { db } = context;
  const { form, page, shownIn } = request;
  const { merchant } = request.shop;
  const now = context.now();
  const from = sourceOf(request.address);
  const source = from && (await context.keyedHash("source", from));
  const asking = { merchantId: merchant.id, phone: form.phone, prefix: prefixOf(form.phone), source };
  const { asked, last, customerId } = await loadSignUpFacts(db, asking, now);
  const may = mayText(asked, source !== null);
  log("info", "sign_up_asked", {
    merchantId: merchant.id,
    phone: maskPhone(form.phone),
    refused: may.ok ? null : may.error,
  });
  if (!may.ok) return err("too_many");

  const conversation = await openConversation(context, merchant.id, form.phone, customerId, now);
  const numberHash = await context.keyedHash("number", form.phone);
  const stops = await loadStops(db, { numberHash, merchantId: merchant.id, senderId: sender.id });
  const receipts = await selectReceipts(db, conversation.senderId ?? "", form.phone);
  const awaitsNo = receipts.some(({ receipt }) => isDisputable(receipt, now));
  const id = context.newId();
  const code = newSmsCode();
  const shown = (purpose: AskedPurpose) => asShown(consentWords(purpose, merchant, shownIn));
  await db.write([
    db.orm.insert(signUps).values({
      ...asking,
      id,
      n: last + 1,
      name: form.name,
      birthday: form.birthday,
      email: form.email,
      language: form.language,
      smsWords: shown("sms"),
      offersWords: form.agreesToOffers && merchant.promotionsPerMonth > 0 ? shown("offers") : null,
      emailWords: form.agreesToEmail ? shown("email") : null,
      wordsVersion: CONSENT_WORDS_VERSION,
      page,
      codeHash: await hashSignUpCode(context, id, code),
      expiresAt: now + SMS_CODE_LIFETIME_MS,
      createdAt: now,
    }),
    ...(hasLeft(conversation, stops.hasStopped) || stops.hasLeftAnother
      ? []
      : ask(context, request, sender, conversation, { id, code, numberHash, awaitsNo }, now)),
  ]);
  return ok(id);
}

interface Asking {
  readonly id: string;
  readonly code: string;
  readonly numberHash: string;
  readonly awaitsNo: boolean;
}

/** The text, the ledger's "asked", and a conversation that may take a YES for an answer to it. */
function ask(
  { db, newId }: Context,
  { shop: { merchant }, form }: SignUpRequest,
  sender: Sender,
  conversation: CustomerConversation,
  { id, code, numberHash, awaitsNo }: Asking,
  now: number,
): Query[] {
  const { customer, state } = conversation;
  const cause = `sign_up:${id}`;
  const terms = { offers: merchant.promotionsPerMonth, stop: stopWord(form.language, merchant.country) };
  const textWith = (proof: string) =>
    renderText("sign_up_code", { shop: merchant.name, code: proof, ...terms }, form.language);
  // Who says YES has read the text, and perhaps not the page: the number may have been typed by somebody else.
  const shown = textWith("******");
  const asks = mayFormAsk({ consent: customer.consent, dialogue: state.dialogue, awaitsNo }, now);
  const dialogue = { kind: "asked_to_join", shopId: merchant.id, shown, until: now + ANSWER_WAIT_MS } as const;
  const entry = {
    cause,
    events: [{ type: "CustomerAsked", shopId: merchant.id, word: SIGN_UP_WORD, shown }],
    change: { shopId: merchant.id, ...(asks ? { dialogue, steppedAt: later(state.steppedAt, now) } : {}) },
  } as const;
  const message = {
    id: newId(),
    cause: `sign_up_code:${id}`,
    n: 0,
    senderId: sender.id,
    merchantId: merchant.id,
    customerId: customer.id,
    personId: null,
    recipient: form.phone,
    recipientHash: numberHash,
    kind: "sign_up_code",
    text: textWith(code),
    evenIfStopped: false,
    answersAt: null,
  } as const;
  return [
    ...changeConsent(db, customer, { change: "asked", word: SIGN_UP_WORD, shown, cause }, now),
    ...addToConversation(db, conversation, entry, now, newId),
    queueMessage(db, message, now),
  ];
}

/** The customer's row is there before the text: a STOP that comes first still stops it. */
async function openConversation(
  { db, newId }: Context,
  merchantId: string,
  phone: string,
  customerId: string | null,
  now: number,
): Promise<CustomerConversation> {
  if (customerId === null) {
    await db.orm.insert(customers).values({ id: newId(), merchantId, phone, createdAt: now }).onConflictDoNothing();
  }
  const [customer] = await db.orm
    .select({ id: customers.id })
    .from(customers)
    .where(and(eq(customers.merchantId, merchantId), eq(customers.phone, phone)));
  const conversation = customer && (await loadCustomerConversation(db, merchantId, customer.id));
  if (!conversation) throw new Error("a customer without a conversation");
  return conversation;
}

/** @param hasStopped whatever the record says or does not say any more. */
export const hasLeft = ({ customer, state }: CustomerConversation, hasStopped: boolean): boolean =>
  standingOf(customer.consent, hasStopped || state.stoppedAll === true) === "left";
