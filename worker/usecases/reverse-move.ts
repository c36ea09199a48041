// A person of the shop brings an account back to its old number: within seven days, while both are where the move has put them.

import { and, eq, or } from "drizzle-orm";
import type { Language } from "../../src/conversation/language.ts";
import { type MoveBackRefusal, mayMoveBack } from "../../src/loyalty/moves.ts";
import { dayStart } from "../../src/loyalty/pending.ts";
import { formatUnits } from "../../src/loyalty/programme.ts";
import { err, ok, type Result } from "../../src/result.ts";
import { renderText } from "../../src/texts/render.ts";
import type { Context } from "../context.ts";
import { moveAccountBack } from "../db/exchange-phones.ts";
import { asKnown, selectMove } from "../db/moves.ts";
import { queueMessage } from "../db/outbox.ts";
import { auditEntries, conversations, merchants, moves } from "../db/schema.ts";
import { inTurns } from "./in-turns.ts";

export interface ReverseMove {
  readonly merchantId: string;
  readonly moveId: string;
  readonly personId: string;
}

/** `moved_on`: one of the two numbers has moved again since, or is with another account. */
export type ReverseMoveRefusal = MoveBackRefusal | "no_such_move" | "moved_on" | "busy";

export async function reverseMove(context: Context, request: ReverseMove): Promise<Result<void, ReverseMoveRefusal>> {
  const reversed = await inTurns(() => attemptToReverse(context, request));
  return reversed === "busy" ? err("busy") : reversed;
}

async function attemptToReverse(
  context: Context,
  { merchantId, moveId, personId }: ReverseMove,
): Promise<Result<void, ReverseMoveRefusal>> {
  const { db } = context;
  const now = context.now();
  const [[row], [merchant], talks] = await db.read([
    selectMove(db, merchantId, moveId),
    db.orm.select().from(merchants).where(eq(merchants.id, merchantId)),
    db.orm
      .select({ phone: conversations.phone, state: conversations.state })
      .from(moves)
      .innerJoin(
        conversations,
        and(
          eq(conversations.senderId, moves.senderId),
          or(eq(conversations.phone, moves.fromPhone), eq(conversations.phone, moves.toPhone)),
        ),
      )
      .where(eq(moves.id, moveId)),
  ]);
  if (!row || !merchant) return err("no_such_move");
  const allowed = mayMoveBack(row.move, now);
  if (!allowed.ok) return allowed;
  const known = asKnown(row);
  if (known?.stage !== "moved") return err("moved_on");

  const { move, account, left } = known;
  const languageOf = (phone: string): Language =>
    talks.find((talk) => talk.phone === phone)?.state.language ?? merchant.language;
  const fromHash = await context.keyedHash("number", move.fromPhone);
  const toHash = await context.keyedHash("number", move.toPhone);
  const tell = (n: number, customerId: string, recipient: string, text: string) =>
    queueMessage(
      db,
      {
        id: context.newId(),
        cause: `move:${move.id}:reversed`,
        n,
        senderId: move.senderId,
        merchantId,
        customerId,
        personId,
        recipient,
        recipientHash: recipient === move.toPhone ? toHash : fromHash,
        kind: "account_moved",
        text,
        evenIfStopped: false,
        answersAt: null,
      },
      now,
    );
  const home = languageOf(move.fromPhone);
  const balance = formatUnits(account.points, merchant.unit, home);
  const shop = merchant.name;
  const back = renderText("account_moved", { shop, what: "back", balance }, home);
  const gone = renderText("account_moved", { shop, what: "gone" }, languageOf(move.toPhone));
  const audit = { merchantId, personId, act: "account_moved_back", subject: move.id, at: now } as const;
  await db.write([
    db.orm.insert(auditEntries).values({ id: context.newId(), ...audit }),
    ...moveAccountBack(
      db,
      known,
      { fromHash, dayStart: dayStart(now, merchant.timeZone), others: [move.fromPhone, move.toPhone] },
      now,
    ),
    tell(0, account.id, move.fromPhone, back),
    tell(1, left.id, move.toPhone, gone),
  ]);
  context.nudgeSender(move.senderId);
  context.nudgeRooms(merchantId);
  return ok(undefined);
}
