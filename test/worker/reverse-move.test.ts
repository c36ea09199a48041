// A person of the shop brings a moved account back to its old number.

import { randomUUID } from "node:crypto";
import { eq } from "drizzle-orm";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { MOVE_REVERSIBLE_MS } from "../../src/loyalty/moves.ts";
import { DAY_MS } from "../../src/time.ts";
import { auditEntries, moves, outbox, pendingPoints } from "../../worker/db/schema.ts";
import { reverseMove } from "../../worker/usecases/reverse-move.ts";
import { auditLedgers } from "../support/ledgers.ts";
import { startTexting, type Texting } from "./texting.ts";

let texting: Texting;
beforeAll(async () => {
  texting = await startTexting();
});
afterEach(async () => {
  expect(await auditLedgers(texting.client)).toEqual([]);
});
afterAll(() => texting.close());

/** Moves the account of one phone to another; the request to bring it back. */
async function moved(old: string, fresh: string) {
  await texting.joins(old, 6);
  await texting.says(fresh, `MOVE ${old}`);
  await (await texting.hesitates(fresh, "482913"))();
  const [move] = await texting.db.orm.select().from(moves).where(eq(moves.toPhone, fresh));
  expect((await texting.customerAt(fresh)).points).toBe(7);
  return { merchantId: texting.merchantId, moveId: move?.id ?? "", personId: texting.ownerId };
}

const lastTo = async (phone: string) => {
  const rows = await texting.db.orm.select().from(outbox).where(eq(outbox.recipient, phone)).orderBy(outbox.createdAt);
  return rows.at(-1)?.text;
};

test("within seven days: the account is home, both phones are told, and it is written down who did it", async () => {
  const [old, fresh] = ["+15145550141", "+15145550142"] as const;
  const request = await moved(old, fresh);
  await texting.says(old, "FRANCAIS");
  expect(await reverseMove(texting.context, request)).toEqual({ ok: true, value: undefined });
  expect(await texting.customerAt(old)).toMatchObject({ points: 7, consent: "subscribed" });
  expect(await lastTo(old)).toContain("votre compte est revenu sur ce téléphone. Vous avez 7 points");
  expect(await lastTo(fresh)).toContain("gone back to its old phone");
  const audited = await texting.db.orm.select().from(auditEntries).where(eq(auditEntries.act, "account_moved_back"));
  expect(audited).toMatchObject([{ personId: texting.ownerId, subject: request.moveId }]);
  expect(await reverseMove(texting.context, request)).toEqual({ ok: false, error: "already_back" });
});

describe("points that wait for a number", () => {
  /** A tablet's, put aside until the number says YES. */
  const putAside = (phone: string, points: number) =>
    texting.db.orm.insert(pendingPoints).values({
      id: randomUUID(),
      merchantId: texting.merchantId,
      phone,
      points,
      actor: "kiosk:1",
      idempotencyKey: randomUUID(),
      createdAt: texting.context.now(),
      lapsesAt: texting.context.now() + DAY_MS,
    });
  const waitingAt = async (phone: string) =>
    (await texting.db.orm.select().from(pendingPoints).where(eq(pendingPoints.phone, phone))).map(
      ({ status }) => status,
    );

  test("come into the account that arrives there, are told with it, and go back with it, once", async () => {
    const [old, fresh] = ["+15145550151", "+15145550152"] as const;
    await texting.joins(old, 6);
    await putAside(fresh, 3);
    await texting.says(fresh, `MOVE ${old}`);
    const code = /\d{6}/.exec((await lastTo(old)) ?? "")?.[0] ?? "";
    expect(await texting.says(fresh, code)).toContain("You have 10 points");
    expect(await texting.customerAt(fresh)).toMatchObject({ points: 10, consent: "subscribed" });
    expect(await waitingAt(fresh)).toEqual(["settled"]);

    // The old number, which nobody is behind now, is typed on a tablet.
    await putAside(old, 2);
    expect(await texting.says(old, "MOVE BACK")).toContain("You have 12 points");
    expect(await texting.customerAt(old)).toMatchObject({ points: 12, consent: "subscribed" });
    expect(await texting.customerAt(fresh)).toMatchObject({ points: 0 });
    expect(await waitingAt(old)).toEqual(["settled"]);
  });

  test("stay with a number that has left, when an account comes back to it", async () => {
    const [old, fresh] = ["+15145550153", "+15145550154"] as const;
    const request = await moved(old, fresh);
    await putAside(old, 2);
    await texting.says(old, "STOP");
    expect(await reverseMove(texting.context, request)).toEqual({ ok: true, value: undefined });
    expect(await texting.customerAt(old)).toMatchObject({ points: 7, consent: "opted_out" });
    expect(await waitingAt(old)).toEqual(["waiting"]);
  });
});

test("not by another shop, not later, and not when one of the numbers has moved on", async () => {
  const [old, fresh, newest] = ["+15145550143", "+15145550144", "+15145550145"] as const;
  const request = await moved(old, fresh);
  const refused = (error: string) => ({ ok: false, error });
  expect(await reverseMove(texting.context, { ...request, merchantId: texting.salonId })).toEqual(
    refused("no_such_move"),
  );
  const later = { ...texting.context, now: () => texting.context.now() + MOVE_REVERSIBLE_MS };
  expect(await reverseMove(later, request)).toEqual(refused("too_late"));
  await texting.says(newest, `MOVE ${fresh}`);
  await (await texting.hesitates(newest, "482913"))();
  expect(await reverseMove(texting.context, request)).toEqual(refused("moved_on"));
});

test("a STOP that was said on the new phone stays there", async () => {
  const [old, fresh] = ["+15145550146", "+15145550147"] as const;
  const request = await moved(old, fresh);
  await texting.says(fresh, "STOP");
  expect(await reverseMove(texting.context, request)).toMatchObject({ ok: true });
  expect(await texting.customerAt(fresh)).toMatchObject({ consent: "opted_out", points: 0 });
});

test("what the old phone agreed to meanwhile subscribes nobody on the new one", async () => {
  const [old, fresh] = ["+15145550148", "+15145550149"] as const;
  const request = await moved(old, fresh);
  await texting.says(old, "JOIN");
  await texting.says(old, "YES");
  expect(await texting.customerAt(old)).toMatchObject({ consent: "subscribed" });
  expect(await reverseMove(texting.context, request)).toMatchObject({ ok: true });
  expect(await texting.customerAt(old)).toMatchObject({ consent: "subscribed", points: 7 });
  // Whoever holds it has never said YES: promotions wait until they do.
  expect(await texting.customerAt(fresh)).toMatchObject({ consent: "held" });
});
