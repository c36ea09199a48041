// Conditions of the outbox's partial indexes, word for word: SQLite uses such an index only where it finds its condition, and never
// for a bound value. Without them each tick of a Line would read every message that was ever sent.

import { sql } from "drizzle-orm";
import { outbox } from "./schema.ts";

export const isQueued = sql`${outbox.status} = 'queued'`;
export const isLeased = sql`${outbox.status} IN ('sending', 'unconfirmed')`;
/** What was no answer of the service: a receipt, a promotion, a person's words. */
export const isUnasked = sql`(class <> 'conversation' OR kind = 'reply')`;
export const isHeld = sql`${outbox.status} = 'held'`;
