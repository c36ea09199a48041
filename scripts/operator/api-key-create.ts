// `api-key create`: a key for a till or another program of a shop, printed once and kept as a hash.

import { eq } from "drizzle-orm";
import { type ApiScope, apiScopes } from "../../src/people/api-scopes.ts";
import { err, ok } from "../../src/result.ts";
import { merchants } from "../../worker/db/schema.ts";
import { makeApiKey } from "../../worker/usecases/make-api-key.ts";
import { Refusal } from "../refusal.ts";
import { type Command, listOf } from "./command.ts";
import { newId } from "./ids.ts";

const LABEL_LENGTH_MAX = 40;

export const createApiKey: Command = {
  name: "api-key create",
  does: "A key for a till or another program; standard output is the key alone, shown once.",
  flags: {
    shop: { value: "SLUG", isRequired: true },
    scopes: { value: apiScopes.join(","), isRequired: true },
    label: { value: "NAME" },
  },
  read(given) {
    const { shop = "", scopes: typed = "", label = "Operator" } = given;
    const words = typed.split(",").map((word) => word.trim());
    const scopes = apiScopes.filter((scope) => words.includes(scope));
    const unknown = words.filter((word) => word !== "" && !apiScopes.some((scope: ApiScope) => scope === word));
    const faults = [
      ...(words.includes("") ? ["--scopes has a comma with nothing beside it"] : []),
      ...(unknown.length > 0 ? [`--scopes has ${listOf(unknown)}, and there is ${listOf(apiScopes)}`] : []),
      ...(label.length > LABEL_LENGTH_MAX ? [`--label is longer than ${LABEL_LENGTH_MAX} characters`] : []),
    ];
    if (faults.length > 0) return err(faults);
    return ok(async ({ db }, say) => {
      const [merchant] = await db.orm.select({ id: merchants.id }).from(merchants).where(eq(merchants.slug, shop));
      if (merchant === undefined) throw new Refusal(`--shop ${shop} is no shop: the command shops lists them.`);
      const context = { db, now: () => Date.now(), newId: () => newId(Date.now()) };
      say(await makeApiKey(context, { merchantId: merchant.id, personId: null, label, scopes }));
    });
  },
};
