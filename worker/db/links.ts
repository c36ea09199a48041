// A short link of a customer's, as it is made.

import { LINK_LIFETIME_MS } from "../../src/links/token.ts";
import type { Database, Query } from "./client.ts";
import { links } from "./schema.ts";

type NewLink = Pick<typeof links.$inferInsert, "id" | "purpose" | "merchantId" | "customerId">;

export const insertLink = (db: Database, link: NewLink, now: number): Query =>
  db.insert(links, { ...link, expiresAt: now + LINK_LIFETIME_MS, createdAt: now });
