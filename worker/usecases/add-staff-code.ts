// A code for somebody at the counter: opens the staff side of a kiosk, and stands in the ledger by its label.

import { err, ok, type Result } from "../../src/result.ts";
import type { Context } from "../context.ts";
import { violatedKey } from "../db/constraint.ts";
import { rehashStaffCode } from "../db/kiosk.ts";
import { audit } from "../db/merchant-audit.ts";
import { staffCodes } from "../db/schema.ts";
import type { SignedIn } from "../db/sign-in.ts";
import { hash } from "../gateways/secrets.ts";

/** How a staff code is kept and looked for: the same digits at two shops have two hashes. */
export const hashStaffCode = ({ keyedHash }: Context, merchantId: string, code: string): Promise<string> =>
  keyedHash("code", `staff:${merchantId}:${code}`);

/** How it was kept before codes were hashed with a key: a code of that time is known by it once more, and hashed anew. */
export const keylessStaffHash = (merchantId: string, code: string): Promise<string> => hash(`${merchantId}:${code}`);

/** A code that was revoked is never given again: the history would not know whose act was whose. */
export async function addStaffCode(
  context: Context,
  { person, merchant }: SignedIn,
  { label, code }: { readonly label: string; readonly code: string },
): Promise<Result<void, "code_taken">> {
  const { db } = context;
  const at = context.now();
  const id = context.newId();
  const codeHash = await hashStaffCode(context, merchant.id, code);
  const keylessHash = await keylessStaffHash(merchant.id, code);
  const entry = {
    id: context.newId(),
    merchantId: merchant.id,
    personId: person.id,
    act: "staff_code_added",
    subject: id,
    at,
  } as const;
  try {
    await db.write([
      rehashStaffCode(db, merchant.id, { keylessHash, codeHash }),
      db.orm.insert(staffCodes).values({ id, merchantId: merchant.id, label, codeHash, createdAt: at }),
      audit(db, entry),
    ]);
  } catch (error) {
    if (violatedKey(error)?.startsWith("staff_codes.")) return err("code_taken");
    throw error;
  }
  return ok(undefined);
}
