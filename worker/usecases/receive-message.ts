// A text has come in: load, decide, commit, nudge. Two round trips; a retry is free.

import type { InboundText } from "../../src/carriers/carrier.ts";
import { writtenAt as whenWritten } from "../../src/carriers/written-at.ts";
import { type Decision, decide } from "../../src/conversation/decide.ts";
import { readForShops } from "../../src/conversation/shop-keyword.ts";
import type { SigningIn } from "../../src/conversation/signing-in.ts";
import { isForgotten } from "../../src/conversation/state.ts";
import { isClearStop } from "../../src/conversation/stopping.ts";
import type { Fresh } from "../../src/conversation/text-received.ts";
import { withoutPhones } from "../../src/conversation/typed-figures.ts";
import { isDeletedCustomer } from "../../src/merchant/deleted-customer.ts";
import { isKeptAs } from "../../src/messaging/received-secrets.ts";
import { isE164, maskPhone } from "../../src/phone.ts";
import type { Context } from "../context.ts";
import { commitDecision } from "../db/commit-decision.ts";
import { violatedCheck } from "../db/constraint.ts";
import { type LoadedConversation, loadConversation } from "../db/load-conversation.ts";
import { inboundConflicts, inboundMessages } from "../db/schema.ts";
import { loadPeopleTexting } from "../db/sign-in.ts";
import type { LinkSigner } from "../gateways/link-signer.ts";
import { newRedemptionCode, newSmsCode } from "../gateways/secrets.ts";
import { log } from "../log.ts";
import { inTurns } from "./in-turns.ts";
import { hashMoveCode, withCodesCompared } from "./move-codes.ts";
import { withGuardsMemory, withoutAnySecret, withoutItsSecrets } from "./received-secrets.ts";
import { hashSignInCode } from "./request-sign-in-code.ts";

/** `busy`: other texts of the same pair were faster, again and again. The carrier is asked to try again. */
export type Received = "handled" | "duplicate" | "conflict" | "unrouted" | "unanswerable" | "busy";

/** @param issuedAt when the carrier signed it, in Unix milliseconds; null where nobody has to. */
export async function receiveMessage(
  context: Context,
  links: LinkSigner,
  inbound: InboundText,
  issuedAt: number | null,
): Promise<Received> {
  const messageId = context.newId();
  const writtenAt = whenWritten({ sentAt: inbound.sentAt, issuedAt }, context.now());
  const received = await inTurns(() => attemptToReceive(context, links, inbound, messageId, writtenAt));
  const { carrierMessageId } = inbound;
  const level = received === "handled" || received === "duplicate" ? "info" : "warn";
  log(level, "inbound", {
    received,
    messageId,
    carrierMessageId,
    from: maskPhone(inbound.from),
    to: maskPhone(inbound.to),
  });
  return received;
}

async function attemptToReceive(
  context: Context,
  links: LinkSigner,
  inbound: InboundText,
  messageId: string,
  writtenAt: number,
): Promise<Received> {
  const now = context.now();
  const { db } = context;
  const numberHash = await context.keyedHash("number", inbound.from);
  const { seen, known } = await loadConversation(db, inbound, numberHash, now);
  if (seen !== null) {
    if (isDeletedCustomer(seen.from)) return "duplicate";
    const isSameText = [inbound.text, withoutPhones(inbound.text)].some((text) => isKeptAs(text, seen.text));
    if (seen.from === inbound.from && seen.to === inbound.to && isSameText) return "duplicate";
    if (!known || !isE164(inbound.from) || !isStop(inbound.text, known))
      return keepConflict(context, { ...inbound, text: await withoutAnySecret(links, inbound.text) }, messageId);
    // Whose fault the id is does not matter: somebody said stop. Sent again, it has the same id of its own.
    const carrierMessageId = `${inbound.carrierMessageId}:${await idOfContent(context, inbound)}`;
    return attemptToReceive(context, links, { ...inbound, carrierMessageId }, messageId, writtenAt);
  }
  if (known === null || !isE164(inbound.from)) {
    const aside = { ...inbound, text: await withoutAnySecret(links, inbound.text) };
    return keepAside(context, aside, messageId, known?.senderId ?? null);
  }

  const { text, from: phone } = inbound;
  const { conversation, sender, answersWaiting, shops, senderId } = known;
  // Written before its customer was deleted. The STOP that this left is the later word: nothing is lost but the text.
  if (known.id === null && isForgotten(conversation, shops, writtenAt)) return "handled";
  const link = await links.issue();
  const moves = await withCodesCompared(context, known.moves, inbound);
  const fresh = drawFresh(context);
  const signingIn = await signingInOf(context, text, phone, known);
  const input = { text, writtenAt, phone, sender, answersWaiting, shops, link: link.url, fresh, moves, signingIn };
  const guarded = await withGuardsMemory(context, conversation, text);
  const decision = decide(guarded.before, input, now);
  const kept = await withoutItsSecrets(links, text, known, decision);
  const moveCodeHash = await hashOfCodeSent(context, decision);
  const signInCodeHash = await hashOfSignInCode(context, decision);
  const hashes = await hashesFor(context, phone, known);
  const commit = {
    inbound: { ...inbound, text: kept },
    messageId,
    writtenAt,
    loaded: known,
    decision: guarded.asStored(decision),
    linkId: link.id,
    moveCodeHash,
    signInCodeHash,
    hashes: hashes.set(phone, numberHash),
  };
  try {
    await commitDecision(db, commit, now, context.newId);
  } catch (error) {
    // Another writer came first: what it left is loaded and decided upon again, as it is after a violated key.
    if (CHANGED_MEANWHILE.has(violatedCheck(error))) return "busy";
    throw error;
  }
  if (decision.events.some(({ type }) => type === "ReplyQueued" || type === "SignInCodeSent"))
    context.nudgeSender(senderId);
  context.nudgeRooms(decision.shopId);
  return "handled";
}

const isStop = (text: string, { shops }: LoadedConversation): boolean => isClearStop(readForShops(text, shops));

const idOfContent = ({ keyedHash }: Context, { from, to, text }: InboundText): Promise<string> =>
  keyedHash("text", `${from}\n${to}\n${text}`);

/** Of the other phones that an account may come from or go to. */
async function hashesFor({ keyedHash }: Context, phone: string, { moves, oldAccounts }: LoadedConversation) {
  const phones = new Set([
    ...moves.flatMap(({ move }) => [move.fromPhone, move.toPhone]),
    ...oldAccounts.map((account) => account.phone),
  ]);
  phones.delete(phone);
  const hashes = await Promise.all(
    [...phones].map(async (other) => [other, await keyedHash("number", other)] as const),
  );
  return new Map(hashes);
}

/** Made anew at each try: a redemption code that another customer of the shop has just been given is none. */
const drawFresh = ({ newId }: Context): Fresh => ({
  claimId: newId(),
  redemptionCode: newRedemptionCode(),
  moveId: newId(),
  moveCode: newSmsCode(),
});

async function hashOfCodeSent(context: Context, { events }: Decision): Promise<string | null> {
  const asked = events.find((event) => event.type === "MoveAsked");
  return asked ? hashMoveCode(context, asked.moveId, asked.code) : null;
}

async function hashOfSignInCode(context: Context, { events }: Decision): Promise<string | null> {
  const sent = events.find((event) => event.type === "SignInCodeSent");
  return sent ? hashSignInCode(context, sent.codeId, sent.code) : null;
}

/** Looked up for a text that asks for a code to sign in, and no other. */
async function signingInOf(
  { db, now, newId }: Context,
  text: string,
  phone: string,
  { senderId, shops }: LoadedConversation,
): Promise<SigningIn | undefined> {
  if (readForShops(text, shops).kind !== "sign_in") return undefined;
  const known = await loadPeopleTexting(db, phone, senderId, now());
  return { ...known, codeId: newId(), code: newSmsCode() };
}

/** The last of a stock, a claim that was used, an account that has left or moved: these are columns, with a CHECK. */
const CHANGED_MEANWHILE: ReadonlySet<string | null> = new Set(["stock", "status", "consent"]);

/** Texts that nobody can answer: to a number of no shop, or from a short code or a name. They wait for the operator. */
async function keepAside(
  { db, now }: Context,
  inbound: InboundText,
  id: string,
  senderId: string | null,
): Promise<Received> {
  const { carrier, carrierMessageId, from, to, text, sentAt } = inbound;
  const receivedAt = now();
  const writtenAt = sentAt === null ? receivedAt : Math.min(sentAt, receivedAt);
  const row = { id, senderId, carrier, carrierMessageId, from, to, text, sentAt, writtenAt, receivedAt };
  const kept = await db.orm
    .insert(inboundMessages)
    .values(row)
    .onConflictDoNothing()
    .returning({ id: inboundMessages.id });
  // Another text with this id came first: it is compared with.
  if (kept.length === 0) return "busy";
  return senderId === null ? "unrouted" : "unanswerable";
}

async function keepConflict({ db, now }: Context, inbound: InboundText, id: string): Promise<Received> {
  const { carrier, carrierMessageId, from, to, text } = inbound;
  await db.orm.insert(inboundConflicts).values({ id, carrier, carrierMessageId, from, to, text, receivedAt: now() });
  return "conflict";
}
