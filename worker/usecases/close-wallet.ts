// Ends the session of one browser: what was copied of it is worth nothing from here on.

import { eq } from "drizzle-orm";
import type { Context } from "../context.ts";
import { customerSessions } from "../db/schema.ts";

export async function closeWallet({ db }: Context, tokenHash: string): Promise<void> {
  await db.orm.delete(customerSessions).where(eq(customerSessions.tokenHash, tokenHash));
}
