// What is known of the secrets that a text may bring back, so that it is kept without them.

import type { Decision } from "../../src/conversation/decide.ts";
import { remembered } from "../../src/conversation/guard.ts";
import type { Reading } from "../../src/conversation/reader.ts";
import { readForShops } from "../../src/conversation/shop-keyword.ts";
import type { Conversation } from "../../src/conversation/state.ts";
import { counterCode } from "../../src/loyalty/moves.ts";
import { asReceived, tokensIn } from "../../src/messaging/received-secrets.ts";
import type { Context } from "../context.ts";
import type { LoadedConversation } from "../db/load-conversation.ts";
import type { LinkSigner } from "../gateways/link-signer.ts";

/** Of a text that has been decided upon. @param known As it was before. */
export async function withoutItsSecrets(
  links: LinkSigner,
  text: string,
  { conversation, shops, moves, proofWaits }: LoadedConversation,
  { reading, shopId }: Decision,
): Promise<string> {
  const { dialogue, members } = conversation;
  const moveIds = moves.flatMap(({ stage, move }) => (stage === "asked" ? [move.id] : []));
  // Where nobody has the old number there is no move, and codes are asked for all the same.
  if (dialogue?.kind === "asked_move_code") moveIds.push(dialogue.moveId);
  const rewardCodes = Object.values(members).flatMap(({ claims }) => claims.flatMap(({ code }) => code ?? []));
  return asReceived(text, {
    hasStaffCode: readsStaffCode(reading),
    earnCode: shops.find(({ id }) => id === shopId)?.earnCode ?? null,
    proofWaits: proofWaits || moveIds.length > 0,
    counterCodes: [...rewardCodes, ...moveIds.map(counterCode)],
    tokens: await genuineTokens(links, text),
  });
}

/** The guard knows the last text again by its keyed hash: what it said is kept in one place. */
export async function withGuardsMemory({ keyedHash }: Context, conversation: Conversation, text: string) {
  const said = remembered(text);
  const hash = await keyedHash("text", said);
  const withLastText = (of: Conversation, lastText: string) => ({ ...of, guard: { ...of.guard, lastText } });
  return {
    before: withLastText(conversation, conversation.guard.lastText === hash ? said : ""),
    asStored: ({ state, ...decision }: Decision): Decision => ({ ...decision, state: withLastText(state, hash) }),
  };
}

/** Of a text that nobody answers or reads: whatever looks like a proof is taken for one. */
export async function withoutAnySecret(links: LinkSigner, text: string): Promise<string> {
  const hasStaffCode = readsStaffCode(readForShops(text, []));
  const tokens = await genuineTokens(links, text);
  return asReceived(text, { hasStaffCode, earnCode: null, proofWaits: true, counterCodes: [], tokens });
}

/** The reader gives the earn code, the staff's and the amount as three words. */
const readsStaffCode = ({ kind, argument }: Reading): boolean => kind === "code" && argument?.includes(" ") === true;

async function genuineTokens(links: LinkSigner, text: string): Promise<readonly string[]> {
  const verified = tokensIn(text).map(async (token) => ((await links.verify(token)) === null ? [] : [token]));
  return (await Promise.all(verified)).flat();
}
