// One text of a conversation that is loaded: what the core needs besides, its decision, and the statements that write it down.

import type { ArrivedText } from "../../src/carriers/carrier.ts";
import { type Decision, decide } from "../../src/conversation/decide.ts";
import { readForShops } from "../../src/conversation/shop-keyword.ts";
import type { SigningIn } from "../../src/conversation/signing-in.ts";
import type { Fresh } from "../../src/conversation/text-received.ts";
import type { Context } from "../context.ts";
import { type WrittenDown, writeDown } from "../db/commit-decision.ts";
import type { LoadedConversation } from "../db/load-conversation.ts";
import { loadPeopleTexting } from "../db/sign-in.ts";
import type { LinkSigner } from "../gateways/link-signer.ts";
import { newRedemptionCode, newSmsCode } from "../gateways/secrets.ts";
import { hashMoveCode, withCodesCompared } from "./move-codes.ts";
import { withGuardsMemory, withoutItsSecrets } from "./received-secrets.ts";
import { hashSignInCode } from "./request-sign-in-code.ts";

export interface DecidedText extends WrittenDown {
  readonly decision: Decision;
}

/** @param numberHash `keyedHash("number", inbound.from)`. */
export async function decideText(
  context: Context,
  links: LinkSigner,
  { inbound, messageId, writtenAt }: ArrivedText,
  { known, numberHash }: { readonly known: LoadedConversation; readonly numberHash: string },
  now: number,
): Promise<DecidedText> {
  const { text, from: phone } = inbound;
  const { conversation, sender, answersWaiting, shops } = known;
  const link = await links.issue();
  const moves = await withCodesCompared(context, known.moves, inbound);
  const fresh = drawFresh(context);
  const signingIn = await signingInOf(context, text, phone, known);
  const input = { text, writtenAt, phone, sender, answersWaiting, shops, link: link.url, fresh, moves, signingIn };
  const guarded = await withGuardsMemory(context, conversation, text);
  const decision = decide(guarded.before, input, now);
  const kept = await withoutItsSecrets(links, text, known, decision);
  const hashes = await hashesFor(context, phone, known);
  const toCommit = {
    inbound: { ...inbound, text: kept },
    messageId,
    writtenAt,
    loaded: known,
    decision: guarded.asStored(decision),
    linkId: link.id,
    moveCodeHash: await hashOfCodeSent(context, decision),
    signInCodeHash: await hashOfSignInCode(context, decision),
    hashes: hashes.set(phone, numberHash),
  };
  return { decision, ...writeDown(context.db, toCommit, now, context.newId) };
}

export const asksToSignIn = (text: string, { shops }: LoadedConversation): boolean =>
  readForShops(text, shops).kind === "sign_in";

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
  known: LoadedConversation,
): Promise<SigningIn | undefined> {
  if (!asksToSignIn(text, known)) return undefined;
  const people = await loadPeopleTexting(db, phone, known.senderId, now());
  return { ...people, codeId: newId(), code: newSmsCode() };
}
