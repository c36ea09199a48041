// Somebody new works at the shop: from now on their number can sign in.

import type { NewPerson } from "../../src/people/person-settings.ts";
import { err, ok, type Result } from "../../src/result.ts";
import type { Context } from "../context.ts";
import { violatedKey } from "../db/constraint.ts";
import { audit } from "../db/merchant-audit.ts";
import { people } from "../db/schema.ts";
import type { SignedIn } from "../db/sign-in.ts";

export async function addPerson(
  context: Context,
  { person, merchant }: SignedIn,
  added: NewPerson,
): Promise<Result<void, "number_taken">> {
  const { db } = context;
  const at = context.now();
  const id = context.newId();
  try {
    await db.write([
      db.orm.insert(people).values({ ...added, id, merchantId: merchant.id, createdAt: at }),
      audit(db, {
        id: context.newId(),
        merchantId: merchant.id,
        personId: person.id,
        act: "person_added",
        subject: `${id}:${added.role}`,
        at,
      }),
    ]);
  } catch (error) {
    if (violatedKey(error)?.startsWith("people.")) return err("number_taken");
    throw error;
  }
  return ok(undefined);
}
