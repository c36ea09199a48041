// A person has pressed the button of a short link: the click is counted, a use goes down, a session starts. One batch, or nothing.

import { and, eq, gt, isNull, or, sql } from "drizzle-orm";
import { type LinkRefusal, mayOpen } from "../../src/links/link.ts";
import type { Act } from "../../src/merchant/acts.ts";
import { err, ok, type Result } from "../../src/result.ts";
import { DAY_MS } from "../../src/time.ts";
import type { Context } from "../context.ts";
import { auditEntries, customerSessions, links } from "../db/schema.ts";
import { hash, newToken } from "../gateways/secrets.ts";

export const CUSTOMER_SESSION_LIFETIME_MS = 30 * DAY_MS;

/** The clicks of a link are the audit entries of this act. The value is the token of a session of this browser's own. */
export async function openLink(context: Context, linkId: string): Promise<Result<string, LinkRefusal>> {
  const { orm, write } = context.db;
  const now = context.now();
  const token = newToken();
  // The conditions of mayOpen: its answer on the row as it was and what these statements do are of one transaction.
  const open = and(
    eq(links.id, linkId),
    or(isNull(links.revokedAt), gt(links.revokedAt, now)),
    gt(links.expiresAt, now),
    or(isNull(links.usesLeft), gt(links.usesLeft, 0)),
  );
  const [[before]] = await write([
    orm
      .select({ revokedAt: links.revokedAt, expiresAt: links.expiresAt, usesLeft: links.usesLeft })
      .from(links)
      .where(eq(links.id, linkId)),
    orm.insert(customerSessions).select(
      orm
        .select({
          tokenHash: sql<string>`${await hash(token)}`.as("token_hash"),
          customerId: links.customerId,
          expiresAt: sql<number>`${now + CUSTOMER_SESSION_LIFETIME_MS}`.as("expires_at"),
          createdAt: sql<number>`${now}`.as("created_at"),
        })
        .from(links)
        .where(open),
    ),
    orm.insert(auditEntries).select(
      orm
        .select({
          id: sql<string>`${context.newId()}`.as("id"),
          merchantId: links.merchantId,
          personId: sql<null>`NULL`.as("person_id"),
          act: sql<Act>`${"link_opened" satisfies Act}`.as("act"),
          subject: links.id,
          at: sql<number>`${now}`.as("at"),
        })
        .from(links)
        .where(open),
    ),
    // Stays NULL where uses are not counted.
    orm
      .update(links)
      .set({ usesLeft: sql`${links.usesLeft} - 1` })
      .where(open),
  ]);
  const opened = mayOpen(before ?? null, now);
  return opened.ok ? ok(token) : err(opened.error);
}
