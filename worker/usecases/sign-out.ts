// Ends the session at hand. The token is worth nothing from here on, wherever it was copied to.

import { eq } from "drizzle-orm";
import type { Context } from "../context.ts";
import { auditEntries, sessions } from "../db/schema.ts";
import type { SignedIn } from "../db/sign-in.ts";

export async function signOut({ db, now, newId }: Context, { sessionId, person, merchant }: SignedIn): Promise<void> {
  const at = now();
  const audit = {
    id: newId(),
    merchantId: merchant.id,
    personId: person.id,
    act: "signed_out",
    subject: sessionId,
    at,
  } as const;
  await db.write([
    db.orm.update(sessions).set({ revokedAt: at }).where(eq(sessions.id, sessionId)),
    db.orm.insert(auditEntries).values(audit),
  ]);
}
