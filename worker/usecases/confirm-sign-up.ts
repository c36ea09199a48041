// The code of a sign-up comes back: the number is proven, and what was agreed to on the page is agreed to now.

import { SIGN_UP_WORD } from "../../src/consent/consent.ts";
import { decideJoin, type JoinHappening } from "../../src/consent/decide-join.ts";
import { agreedByForm } from "../../src/consent/sign-up.ts";
import { welcomePointsFor } from "../../src/loyalty/former-member.ts";
import { dayStart } from "../../src/loyalty/pending.ts";
import { formatUnits } from "../../src/loyalty/programme.ts";
import { readSmsCode } from "../../src/messaging/sms-code.ts";
import { err, ok, type Result } from "../../src/result.ts";
import { renderText } from "../../src/texts/render.ts";
import type { Context } from "../context.ts";
import { accountOf, appendEntry, welcomeKey } from "../db/accounts.ts";
import type { Query } from "../db/client.ts";
import { changeConsent, changeOffers } from "../db/consent.ts";
import { addToConversation, type CustomerConversation, loadCustomerConversation } from "../db/customer-conversation.ts";
import { loadFormer } from "../db/former-members.ts";
import { insertLink } from "../db/links.ts";
import { queueMessage } from "../db/outbox.ts";
import { settlePending } from "../db/pending.ts";
import type { PublicShop } from "../db/public-shop.ts";
import type { signUps } from "../db/schema.ts";
import { applySignUp, loadProven, takeSignUpTry } from "../db/sign-up.ts";
import { loadStops } from "../db/suppressions.ts";
import type { FreshLink, LinkSigner } from "../gateways/link-signer.ts";
import { sameHash } from "../gateways/secrets.ts";
import { log } from "../log.ts";
import { inTurns } from "./in-turns.ts";
import { hashSignUpCode, hasLeft } from "./request-sign-up.ts";

export interface ConfirmSignUp {
  readonly shop: PublicShop;
  readonly signUpId: string;
  readonly typedCode: string;
}

export interface Joined {
  readonly points: number;
  readonly walletUrl: string;
}

/** `has_left`: the number said STOP, before or since. Only a text of its own undoes that. */
export type ConfirmRefusal = "wrong_code" | "code_worn_out" | "has_left" | "busy";

type Form = typeof signUps.$inferSelect;
type Agreed = ReturnType<typeof agreedByForm> & { readonly cause: string };

export async function confirmSignUp(
  context: Context,
  signer: LinkSigner,
  { shop, signUpId, typedCode }: ConfirmSignUp,
): Promise<Result<Joined, ConfirmRefusal>> {
  const code = readSmsCode(typedCode);
  if (!code.ok) return err("wrong_code");
  const { merchant } = shop;
  const form = await takeSignUpTry(context.db, merchant.id, signUpId, context.now());
  if (form === null) return err("code_worn_out");
  if (!sameHash(form.codeHash, await hashSignUpCode(context, signUpId, code.value))) {
    log("warn", "sign_up_refused", { signUpId, tries: form.tries });
    return err("wrong_code");
  }
  const link = await signer.issue();
  const joined = await inTurns(() => attemptToJoin(context, shop, form, link));
  if (joined === "busy") return err("busy");
  if (joined.ok && shop.sender) context.nudgeSender(shop.sender.id);
  context.nudgeRooms(merchant.id);
  log("info", "sign_up_confirmed", { signUpId, refused: joined.ok ? null : joined.error });
  return joined;
}

async function attemptToJoin(
  context: Context,
  shop: PublicShop,
  form: Form,
  link: FreshLink,
): Promise<Result<Joined, ConfirmRefusal>> {
  const { db, newId } = context;
  const { merchant } = shop;
  const now = context.now();
  const proven = await loadProven(db, merchant.id, form.phone, now);
  const conversation = proven && (await loadCustomerConversation(db, merchant.id, proven.customerId));
  if (!proven || !conversation) return err("code_worn_out");
  const numberHash = await context.keyedHash("number", form.phone);
  const senderId = shop.sender?.id ?? null;
  const { hasStopped, stop } = await loadStops(db, { numberHash, merchantId: merchant.id, senderId });
  if (hasLeft(conversation, hasStopped)) return err("has_left");

  const { customer } = conversation;
  const cause = `sign_up_confirmed:${form.id}`;
  const former = await loadFormer(db, merchant.id, numberHash);
  const account = { merchantId: merchant.id, customerId: customer.id };
  const { consent, proof, offersConsent: offers, offersSaidAt } = customer;
  const said = { consent, provenAt: proof?.at ?? null, offers, offersSaidAt, stop };
  const agreed = { ...agreedByForm(form.createdAt, said), cause };
  const member = {
    joinedBefore: proof !== null,
    welcomePoints: welcomePointsFor(merchant.welcomePoints, former),
  };
  const yes = { word: SIGN_UP_WORD, shown: form.smsWords, leadsTo: "wallet" } as const;
  // Who has agreed by text already has been welcomed: what is left to take is the rest of the form.
  const happenings = agreed.texts ? decideJoin(member, yes) : [{ type: "LinkIssued", purpose: "wallet" } as const];
  const earned = happenings.flatMap((each) => (each.type === "PointsEarned" ? each.points : []));
  const points = earned.reduce((sum, each) => sum + each, customer.points + proven.pointsWaiting);
  await db.write([
    ...applySignUp({ ...account, signUpId: form.id, cause }, now),
    ...happenings.flatMap((each) => rowsOf(context, { customer, form, link, cause }, each, now)),
    ...offersOf(context, conversation, form, agreed, now),
    ...settlePending({ ...account, which: { phone: form.phone }, dayStart: dayStart(now, merchant.timeZone) }, now),
    ...addToConversation(db, conversation, journalOf(form, conversation, { cause, happenings }), now, newId),
    ...(agreed.texts ? welcomeText(context, shop, conversation, { form, numberHash, points, link }, now) : []),
  ]);
  return ok({ points, walletUrl: link.url });
}

/** After the entry of the texts, if this batch writes that one. */
function offersOf(
  { db }: Context,
  { customer }: CustomerConversation,
  { offersWords, createdAt, phone }: Form,
  { texts, offers, cause }: Agreed,
  now: number,
): readonly Query[] {
  if (offersWords === null || !offers) return [];
  const grant = {
    change: "granted",
    word: SIGN_UP_WORD,
    shown: offersWords,
    cause,
    saidAt: createdAt,
    behind: phone,
  } as const;
  return changeOffers(db, { id: customer.id, seq: customer.consentSeq + (texts ? 1 : 0) }, grant, now);
}

interface Joining {
  readonly customer: CustomerConversation["customer"];
  readonly form: Form;
  readonly link: FreshLink;
  readonly cause: string;
}

function rowsOf(
  { db }: Context,
  { customer, form, link, cause }: Joining,
  happening: JoinHappening,
  now: number,
): readonly Query[] {
  switch (happening.type) {
    case "ConsentGranted": {
      const { word, shown } = happening;
      const grant = { change: "granted", word, cause, signUpId: form.id, behind: form.phone } as const;
      return changeConsent(db, customer, { ...grant, ...(shown === null ? {} : { shown }) }, now);
    }
    case "PointsEarned": {
      const entry = { delta: happening.points, cause: happening.cause, actor: "customer" } as const;
      return appendEntry(db, accountOf(customer), { ...entry, idempotencyKey: welcomeKey(customer.id) }, now);
    }
    case "LinkIssued":
      return [
        insertLink(
          db,
          { id: link.id, purpose: happening.purpose, merchantId: customer.merchantId, customerId: customer.id },
          now,
        ),
      ];
  }
}

function journalOf(
  { merchantId, language }: Form,
  { state }: CustomerConversation,
  { cause, happenings }: { readonly cause: string; readonly happenings: readonly JoinHappening[] },
) {
  const isAnswered = state.dialogue?.kind === "asked_to_join" && state.dialogue.shopId === merchantId;
  return {
    cause,
    events: happenings.map((each) => ({ ...each, shopId: merchantId })),
    change: { shopId: merchantId, language, ...(isAnswered ? { dialogue: null } : {}) },
  } as const;
}

interface Welcome {
  readonly form: Form;
  readonly numberHash: string;
  readonly points: number;
  readonly link: FreshLink;
}

/** The same welcome as after a YES, so that the shop's number and the way out are on the phone. */
function welcomeText(
  { db, newId }: Context,
  { merchant, sender }: PublicShop,
  { customer }: CustomerConversation,
  { form, numberHash, points, link }: Welcome,
  now: number,
) {
  if (sender === null) return [];
  const kind = customer.proof === null ? "welcome" : "welcome_back";
  const values = { shop: merchant.name, balance: formatUnits(points, merchant.unit, form.language), link: link.url };
  const message = {
    id: newId(),
    cause: `sign_up_welcome:${form.id}`,
    n: 0,
    senderId: sender.id,
    merchantId: merchant.id,
    customerId: customer.id,
    personId: null,
    recipient: form.phone,
    recipientHash: numberHash,
    // It answers no text.
    class: "transactional",
    kind,
    text: renderText(kind, values, form.language),
    evenIfStopped: false,
    answersAt: null,
  } as const;
  return [queueMessage(db, message, now)];
}
