// Turns what was decided into statements, all or nothing. A duplicate dies on the carrier's message id, a concurrent writer on a seq.

import type { InboundText } from "../../src/carriers/carrier.ts";
import type { Decision } from "../../src/conversation/decide.ts";
import { forJournal } from "../../src/conversation/events.ts";
import { type Conversation, stranger } from "../../src/conversation/state.ts";
import { withoutPhones } from "../../src/conversation/typed-figures.ts";
import { dayStart } from "../../src/loyalty/pending.ts";
import { stopConfirmations } from "../../src/texts/kinds.ts";
import type { Database, Query } from "./client.ts";
import { type Batch, consequences, heardElsewhere } from "./consequences.ts";
import type { LoadedConversation } from "./load-conversation.ts";
import { type AccountHead, OpenAccounts } from "./open-accounts.ts";
import { settlePending } from "./pending.ts";
import { conversationEntries, conversations, inboundMessages } from "./schema.ts";
import { toStoredState } from "./stored-state.ts";

export interface DecisionToCommit {
  readonly inbound: InboundText;
  readonly messageId: string;
  readonly loaded: LoadedConversation;
  readonly decision: Decision;
  readonly linkId: string;
  /** Of the code that the decision sends to an old number; null when it sends none. */
  readonly moveCodeHash: string | null;
  /** Of the code to sign in that the decision sends; null when it sends none. */
  readonly signInCodeHash?: string | null;
  readonly writtenAt: number;
  /** Of every phone that a text may go to. */
  readonly hashes: ReadonlyMap<string, string>;
}

export interface WrittenDown {
  /** They die on a unique key or a CHECK: constraint.ts says of which table. */
  readonly queries: readonly Query[];
  /** What the next text of this phone finds, where these are written. */
  readonly left: LoadedConversation;
}

export function writeDown(
  db: Database,
  {
    inbound,
    messageId,
    loaded,
    decision,
    linkId,
    moveCodeHash,
    signInCodeHash = null,
    writtenAt,
    hashes,
  }: DecisionToCommit,
  now: number,
  newId: () => string,
): WrittenDown {
  const { state, events, shopId } = decision;
  const { senderId } = loaded;
  const { carrier, carrierMessageId, from, to, text, sentAt } = inbound;
  const cause = `inbound:${messageId}`;
  const conversationId = loaded.id ?? newId();
  const seq = loaded.seq + 1;

  const accounts = new OpenAccounts(db, { phone: from, cause, known: loaded.customers, writtenAt }, now, newId);
  if (shopId !== null) accounts.at(shopId);
  const batch: Batch = {
    db,
    loaded,
    accounts,
    phone: from,
    cause,
    writtenAt,
    hashOf(phone) {
      const hash = hashes.get(phone);
      if (hash === undefined) throw new RangeError("a text to a phone whose hash was not made");
      return hash;
    },
    confirmsStop: events.some((event) => event.type === "ReplyQueued" && stopConfirmations.has(event.kind)),
    linkId,
    moveCodeHash,
    signInCodeHash,
    now,
    newId,
    replies: 0,
  };
  const queries = events.flatMap((event) => consequences(event, batch));
  /** Points that a kiosk has put aside for this number come in with its YES, after what the YES itself earns. */
  const settled = events.flatMap((event): readonly Query[] => {
    const shop = event.type === "ConsentGranted" && loaded.shops.find(({ id }) => id === event.shopId);
    if (!shop) return [];
    const of = { merchantId: shop.id, customerId: accounts.at(shop.id).id, which: { phone: from } };
    return settlePending({ ...of, dayStart: dayStart(now, shop.timeZone) }, now);
  });

  const saidOfOffers = Object.entries(state.offersSaidAt).filter(
    ([id, at]) => at !== loaded.conversation.offersSaidAt[id],
  );
  for (const [id, at] of saidOfOffers) accounts.set(id, { offersSaidAt: at });
  const changesOffers = (id: string) =>
    events.some((event) => (event.type === "OffersGranted" || event.type === "OffersWithdrawn") && event.shopId === id);
  const noes = saidOfOffers.flatMap(([id]) => (changesOffers(id) ? [] : heardElsewhere(id, batch)));
  const stored = { seq, state: toStoredState(state), updatedAt: now };
  const customerId = shopId && accounts.at(shopId).id;
  const rows = [
    loaded.id === null
      ? db.insert(conversations, { id: conversationId, senderId, phone: from, ...stored })
      : db.update(conversations, conversationId, stored),
    db.insert(conversationEntries, { conversationId, seq, cause, events: events.map(forJournal), at: now }),
    ...accounts.rows(),
    db.insert(inboundMessages, {
      id: messageId,
      senderId,
      customerId,
      carrier,
      carrierMessageId,
      from,
      to,
      text: asRemembered(text, decision),
      sentAt,
      writtenAt,
      receivedAt: now,
    }),
    ...noes,
    ...queries,
    ...settled,
  ];
  const heads = accounts.heads();
  const conversation = withHeads(state, heads);
  return { queries: rows, left: { ...loaded, id: conversationId, seq, conversation, customers: heads } };
}

/** What the shops know of the customer comes from their own rows. */
function withHeads(state: Conversation, heads: ReadonlyMap<string, AccountHead>): Conversation {
  const members = [...heads].map(([id, { consent, offersConsent: offers, points }]) => {
    return [id, { ...(state.members[id] ?? stranger), consent, offers, points, hasRecord: true }] as const;
  });
  return { ...state, members: { ...state.members, ...Object.fromEntries(members) } };
}

/** A move names the number of an account, which need not be the writer's. */
const asRemembered = (text: string, { reading, events }: Pick<Decision, "reading" | "events">): string =>
  reading.kind === "move" || events.some(({ type }) => type === "MoveAsked") ? withoutPhones(text) : text;
