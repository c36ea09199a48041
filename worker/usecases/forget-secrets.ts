// Once a minute: a text that has gone, or will never go, is kept without its code and without the token of its link.

import { and, asc, lte, notInArray, sql } from "drizzle-orm";
import { comingTo, type MessageStatus, messageStatuses } from "../../src/messaging/lifecycle.ts";
import { asKept } from "../../src/messaging/without-secrets.ts";
import { DAY_MS } from "../../src/time.ts";
import type { Context } from "../context.ts";
import { updateRow } from "../db/prepared.ts";
import { outbox } from "../db/schema.ts";

const TEXTS_AT_ONCE_MAX = 200;
const ROUNDS_MAX = 20;

/** In the simulator the outbox is the phone's own memory: there its texts can be read for a day. */
const SIMULATED_MS = DAY_MS;

/** Whatever may still be sent, or sent again. */
const needed: readonly MessageStatus[] = messageStatuses.filter(
  (status) => status === "queued" || comingTo("queued").includes(status),
);

export async function forgetSecrets({ db, config, now }: Context): Promise<void> {
  const until = config.CARRIER === "simulator" ? now() - SIMULATED_MS : now();
  for (let round = 0; round < ROUNDS_MAX; round++) {
    const texts = await db.orm
      .select({ id: outbox.id, kind: outbox.kind, text: outbox.text })
      .from(outbox)
      .where(and(sql`${outbox.holdsSecret} = 1`, lte(outbox.createdAt, until), notInArray(outbox.status, [...needed])))
      .orderBy(asc(outbox.createdAt))
      .limit(TEXTS_AT_ONCE_MAX);
    const [first, ...more] = texts.map(({ id, kind, text }) =>
      updateRow(outbox, id, { text: asKept(kind, text), holdsSecret: false }),
    );
    if (!first) return;
    await db.write([first, ...more]);
  }
}
