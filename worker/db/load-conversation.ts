// Everything that answering texts needs, in one round trip for all that have come together.

import { eq } from "drizzle-orm";
import type { BatchResponse } from "drizzle-orm/batch";
import type { InboundText } from "../../src/carriers/carrier.ts";
import { isClosed } from "../../src/consent/forbidden-trades.ts";
import { tradeFacts } from "../../src/consent/may-send.ts";
import { readForShops } from "../../src/conversation/shop-keyword.ts";
import {
  type Conversation,
  type Membership,
  newConversation,
  type SenderFacts,
  type Shop,
  stranger,
} from "../../src/conversation/state.ts";
import { phonesIn, readMoveCode } from "../../src/conversation/typed-figures.ts";
import { takenInAll, welcomePointsFor } from "../../src/loyalty/former-member.ts";
import { mayHoldCode } from "../../src/messaging/received-secrets.ts";
import { countryOf } from "../../src/phone.ts";
import type { Database } from "./client.ts";
import { merchantsOf, selectAlways, selectProofs } from "./conversation-queries.ts";
import { membershipOf } from "./memberships.ts";
import { asKnown, type KnownMove, type OldAccount, selectMoves, selectOldAccounts } from "./moves.ts";
import type { AccountHead } from "./open-accounts.ts";
import { senders } from "./schema.ts";
import { poolStop } from "./stored-state.ts";
import { stopsOf } from "./suppressions.ts";
import { withTitle } from "./titles.ts";

export interface LoadedConversation {
  readonly senderId: string;
  readonly sender: SenderFacts;
  readonly answersWaiting: number;
  readonly shops: readonly Shop[];
  /** Null for a pair that has never talked. */
  readonly id: string | null;
  readonly seq: number;
  readonly conversation: Conversation;
  /** By merchant id. */
  readonly customers: ReadonlyMap<string, AccountHead>;
  readonly moves: readonly KnownMove[];
  /** The members behind the number that the text names, if they may be sent a code. */
  readonly oldAccounts: readonly OldAccount[];
  /** Six digits that prove this phone have been sent to it of late; looked up for a text that may have them. */
  readonly proofWaits: boolean;
}

export interface Loaded {
  /** What this carrier message id brought the first time, if it has been seen. */
  readonly seen: { readonly from: string; readonly to: string; readonly text: string } | null;
  /** Null when nobody owns the number that was texted. */
  readonly known: LoadedConversation | null;
}

export interface Asked {
  readonly inbound: InboundText;
  /** `keyedHash("number", inbound.from)`. */
  readonly numberHash: string;
}

/** Whose Line it is; null when nobody owns the number. */
export async function senderIdOf({ orm }: Database, number: string): Promise<string | null> {
  const [sender] = await orm.select({ id: senders.id }).from(senders).where(eq(senders.number, number));
  return sender?.id ?? null;
}

/** Texts to one number, by one carrier; of each what the database knows now, whatever the others say. */
export async function loadConversations(
  db: Database,
  { to, carrier }: Pick<InboundText, "to" | "carrier">,
  texts: readonly Asked[],
  now: number,
): Promise<readonly Loaded[]> {
  const hashes = new Map(texts.map(({ inbound, numberHash }) => [inbound.from, numberHash]));
  const always = selectAlways({
    to,
    carrier,
    carrierMessageIds: JSON.stringify(texts.map(({ inbound }) => inbound.carrierMessageId)),
    phones: JSON.stringify([...hashes.keys()]),
    numberHashes: JSON.stringify([...hashes.values()]),
    now,
  });
  const withFigures = texts.map(({ inbound }) => inbound).filter(({ text }) => hasFigures(text));
  const figures = withFigures.flatMap(({ from, text }) => [
    selectMoves(db, from, merchantsOf(to), now),
    selectOldAccounts(db, phonesIn(text), from, merchantsOf(to), now),
    selectProofs(db, from, now),
  ]);
  const [seenRows, [stored], ...rest] = await db.read([...always, ...figures]);
  const [talks, shops, rewards, known, formers, waiting, claims, stops, ...ofFigures] = rest;
  const number = stored && { ...stored, shops: shops.map((shop) => shopOf(shop, rewards)) };
  const byPhone = Map.groupBy(known, ({ customer }) => customer.phone);
  const conversations = new Map<string, KnownOfPhone>();
  for (const [phone, numberHash] of hashes) {
    if (!number) break;
    const rows: RowsOfPhone = {
      talk: talks.find(({ conversation }) => conversation.phone === phone) ?? null,
      customers: byPhone.get(phone) ?? [],
      formers: formers.filter((former) => former.numberHash === numberHash),
      waiting: waiting.filter((each) => each.phone === phone),
      stops: stops.filter((stop) => stop.numberHash === numberHash),
      claims,
    };
    conversations.set(phone, conversationOf(phone, number, rows));
  }
  const seen = new Map(seenRows.map(({ carrierMessageId, ...first }) => [carrierMessageId, first]));
  return texts.map(({ inbound }) => {
    const conversation = conversations.get(inbound.from);
    const place = withFigures.indexOf(inbound) * 3;
    const [moves, oldAccounts, proofs] = place < 0 ? noFigures : (ofFigures.slice(place) as unknown as FiguresRows);
    const about = { moves: moves.map(asKnown).filter((move) => move !== null), oldAccounts };
    return {
      seen: seen.get(inbound.carrierMessageId) ?? null,
      known: conversation ? { ...conversation, ...about, proofWaits: proofs.length > 0 } : null,
    };
  });
}

type FiguresRows = readonly [
  moves: Awaited<ReturnType<typeof selectMoves>>,
  oldAccounts: readonly OldAccount[],
  proofs: readonly unknown[],
];
const noFigures: FiguresRows = [[], [], []];

type Rows = BatchResponse<ReturnType<typeof selectAlways>>;

interface RowsOfPhone {
  readonly talk: Rows[2][number] | null;
  readonly customers: Rows[5];
  readonly formers: Rows[6];
  readonly waiting: Rows[7];
  readonly claims: Rows[8];
  readonly stops: Rows[9];
}

type ShopOfNumber = ReturnType<typeof shopOf>;

/** As every phone finds it. */
const shopOf = ({ merchant, keyword, offers }: Rows[3][number], rewards: Rows[4]) => ({
  ...merchant,
  keyword,
  hours: merchant.openingHours,
  rewards: rewards.filter(({ merchantId }) => merchantId === merchant.id).map(withTitle),
  offers,
});

type KnownOfPhone = Omit<LoadedConversation, "moves" | "oldAccounts" | "proofWaits">;

function conversationOf(
  phone: string,
  { sender, answersWaiting, shops }: Rows[1][number] & { readonly shops: readonly ShopOfNumber[] },
  { talk, customers, formers, waiting, stops, claims }: RowsOfPhone,
): KnownOfPhone {
  const formerAt = (id: string) => formers.find(({ merchantId }) => merchantId === id) ?? null;
  const said = stopsOf(stops, sender.id);
  const members = shops.map(({ id, offers }): [string, Membership] => {
    const row = customers.find(({ customer }) => customer.merchantId === id);
    const known = row ? membershipOf(row.customer, row.pointsOnHold, claims) : stranger;
    const pointsWaiting = waiting.find(({ merchantId }) => merchantId === id)?.points ?? 0;
    return [
      id,
      { ...known, taken: takenInAll(known.taken, formerAt(id), offers), stop: said.ofBusiness(id), pointsWaiting },
    ];
  });
  const { conversation, lastSent } = talk ?? { conversation: null, lastSent: null };
  return {
    senderId: sender.id,
    sender,
    answersWaiting,
    shops: shops.map((shop) => ({
      ...shop,
      welcomePoints: welcomePointsFor(shop.welcomePoints, formerAt(shop.id)),
      isClosedByTrade: shop.trades.length > 0 && isClosed(tradeFacts(shop, countryOf(phone))),
    })),
    id: conversation?.id ?? null,
    seq: conversation?.seq ?? 0,
    conversation: {
      ...newConversation,
      ...conversation?.state,
      ...(lastSent && conversation && lastSent.at > conversation.updatedAt
        ? { shopId: lastSent.merchantId, shopSince: lastSent.at }
        : {}),
      members: Object.fromEntries(members),
      pool: poolStop(said.pool, conversation?.state),
      offersSaidAt: Object.fromEntries(
        customers.flatMap(({ customer: { merchantId, offersSaidAt } }) =>
          offersSaidAt === null ? [] : [[merchantId, offersSaidAt]],
        ),
      ),
    },
    customers: new Map(customers.map(({ customer }) => [customer.merchantId, customer])),
  };
}

/** Only then are the moves of this phone looked up, and the codes that it was sent. */
const hasFigures = (text: string): boolean =>
  mayHoldCode(text) ||
  readMoveCode(text) !== null ||
  phonesIn(text).length > 0 ||
  readForShops(text, []).kind === "move";
