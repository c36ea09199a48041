// Staff bring an account to its owner's new number, by the code that the new phone shows: for whoever no longer has the old one.

import { and, eq, inArray } from "drizzle-orm";
import { forJournal } from "../../src/conversation/events.ts";
import type { Language } from "../../src/conversation/language.ts";
import { isMember } from "../../src/conversation/state.ts";
import { counterCode, type MoveAtCounterRefusal, mayMoveAtCounter } from "../../src/loyalty/moves.ts";
import { dayStart, standingOf } from "../../src/loyalty/pending.ts";
import { formatUnits } from "../../src/loyalty/programme.ts";
import { err, ok, type Result } from "../../src/result.ts";
import { readRedemptionCode } from "../../src/rewards/redemption-code.ts";
import { renderText } from "../../src/texts/render.ts";
import type { Context } from "../context.ts";
import type { Query } from "../db/client.ts";
import { moveAccount } from "../db/exchange-phones.ts";
import type { PairedKiosk } from "../db/kiosk.ts";
import { audit, auditedAs } from "../db/merchant-audit.ts";
import { selectMovesAtCounter } from "../db/moves.ts";
import { queueMessage } from "../db/outbox.ts";
import { conversationEntries, conversations, customers } from "../db/schema.ts";
import { loadStops } from "../db/suppressions.ts";
import { countTry, type Locked } from "./count-try.ts";
import { inTurns } from "./in-turns.ts";
import type { StaffPass } from "./open-staff-side.ts";

/** What staff look at before they say that it is theirs. */
export interface MoveAsked {
  readonly name: string | null;
  readonly points: number;
  readonly from: string;
  readonly to: string;
}

export type MoveRefused = { readonly code: MoveAtCounterRefusal | "unknown" | "busy" } | Locked;

type Found = Awaited<ReturnType<typeof selectMovesAtCounter>>[number];

/** The move that this code is of, whether or not it may go on; null for no such code. Nothing is changed. */
export async function findMoveAtCounter(
  context: Context,
  { merchant }: PairedKiosk,
  typed: string,
): Promise<Result<MoveAsked, MoveAtCounterRefusal> | null> {
  const now = context.now();
  const found = await find(context, merchant.id, typed, now);
  if (found === null) return null;
  const allowed = mayMove(found, now);
  return allowed.ok ? ok(shownOf(found)) : allowed;
}

/** The code again, and not the move's id: whoever goes on is who has typed it. */
export async function moveAtCounter(
  context: Context,
  kiosk: PairedKiosk,
  pass: StaffPass,
  typed: string,
): Promise<Result<MoveAsked, MoveRefused>> {
  const tried = await countTry(context, kiosk, async () => {
    const found = await find(context, kiosk.merchant.id, typed, context.now());
    return { verdict: found ? "neither" : "wrong", value: found };
  });
  if (!tried.ok) return tried;
  if (tried.value === null) return err({ code: "unknown" });
  const moved = await inTurns(() => attemptToMove(context, kiosk, pass, typed));
  if (moved === "busy") return err({ code: "busy" });
  return moved.ok ? moved : err({ code: moved.error });
}

async function attemptToMove(
  context: Context,
  { merchant }: PairedKiosk,
  { actor }: StaffPass,
  typed: string,
): Promise<Result<MoveAsked, MoveAtCounterRefusal> | "busy"> {
  const { db, newId } = context;
  const now = context.now();
  const found = await find(context, merchant.id, typed, now);
  if (found === null) return err("expired");
  const { move, account, pointsWaiting } = found;
  const talks = await loadTalks(context, found);
  const fromHash = await context.keyedHash("number", move.fromPhone);
  const toHash = await context.keyedHash("number", move.toPhone);
  const stop = { numberHash: toHash, merchantId: merchant.id, senderId: move.senderId };
  const { hasStopped } = await loadStops(db, stop);
  const allowed = mayMove(found, now, hasStopped);
  if (!allowed.ok) return allowed;
  const languageOf = (phone: string): Language =>
    talks.find((talk) => talk.phone === phone)?.state.language ?? merchant.language;

  const nobody = { consent: "none", consentSeq: 0, offersConsent: "none", offersSaidAt: null } as const;
  const left = found.left ?? { id: newId(), ...nobody };
  const isNew = { id: left.id, merchantId: merchant.id, phone: move.toPhone, createdAt: now };
  const shop = merchant.name;
  const away = { shop, what: "away", digits: move.toPhone.slice(-2) } as const;
  const awayText = renderText("account_moved", away, languageOf(move.fromPhone));
  const home = languageOf(move.toPhone);
  const balance = formatUnits(account.points + pointsWaiting, merchant.unit, home);
  const homeText = renderText("account_moved", { shop, what: "here", balance }, home);
  const tell = (n: number, recipient: string, text: string) =>
    queueMessage(
      db,
      {
        id: newId(),
        cause: `move:${move.id}:counter`,
        n,
        senderId: move.senderId,
        merchantId: merchant.id,
        customerId: account.id,
        personId: null,
        recipient,
        recipientHash: recipient === move.toPhone ? toHash : fromHash,
        kind: "account_moved",
        text,
        evenIfStopped: false,
        answersAt: null,
      },
      now,
    );
  const entry = { merchantId: merchant.id, act: "account_moved", subject: move.id, at: now } as const;
  await db.write([
    audit(db, { ...entry, ...auditedAs(actor, newId()) }),
    ...(found.left ? [] : [db.orm.insert(customers).values(isNew)]),
    ...moveAccount(
      db,
      { stage: "asked", move, account },
      left,
      { fromHash, toHash, dayStart: dayStart(now, merchant.timeZone) },
      now,
    ),
    ...endDialogue(context, found, talks, awayText, now),
    tell(0, move.fromPhone, awayText),
    tell(1, move.toPhone, homeText),
  ]);
  context.nudgeSender(move.senderId);
  context.nudgeRooms(merchant.id);
  return ok(shownOf(found));
}

async function find({ db }: Context, merchantId: string, typed: string, now: number): Promise<Found | null> {
  const code = readRedemptionCode(typed);
  if (code === null) return null;
  const asked = await selectMovesAtCounter(db, merchantId, now);
  return asked.find(({ move }) => counterCode(move.id) === code) ?? null;
}

const mayMove = ({ move, account, left }: Found, now: number, hasStopped = false): Result<void, MoveAtCounterRefusal> =>
  mayMoveAtCounter(
    {
      movedAt: move.movedAt,
      expiresAt: move.expiresAt,
      isThere: account.phone === move.fromPhone && isMember(account),
      hasNewNumberLeft: standingOf(left?.consent ?? "none", hasStopped) === "left",
    },
    now,
  );

const shownOf = ({ move, account }: Found): MoveAsked => ({
  name: account.name,
  points: account.points,
  from: move.fromPhone,
  to: move.toPhone,
});

const loadTalks = ({ db }: Context, { move }: Found) =>
  db.orm
    .select()
    .from(conversations)
    .where(
      and(eq(conversations.senderId, move.senderId), inArray(conversations.phone, [move.fromPhone, move.toPhone])),
    );

/** The new phone is no longer asked for the other code. The batch dies on the seq when a text came first. */
function endDialogue(
  { db: { orm } }: Context,
  { move }: Found,
  talks: Awaited<ReturnType<typeof loadTalks>>,
  text: string,
  now: number,
): Query[] {
  const talk = talks.find(({ phone }) => phone === move.toPhone);
  if (!talk) return [];
  const { id, seq, state } = talk;
  const isAsked = state.dialogue?.kind === "asked_move_code" && state.dialogue.moveId === move.id;
  const moved = forJournal({ type: "AccountMoved", shopId: move.merchantId, moveId: move.id, text });
  const entry = { conversationId: id, seq: seq + 1, cause: `move_at_counter:${move.id}`, events: [moved], at: now };
  return [
    orm
      .update(conversations)
      .set({ seq: seq + 1, state: isAsked ? { ...state, dialogue: null } : state, updatedAt: now })
      .where(eq(conversations.id, id)),
    orm.insert(conversationEntries).values(entry),
  ];
}
