// The page on the keys that tills hold. A key is in the answer that makes it, and nowhere else.

import { Hono } from "hono";
import { currencyOf } from "../../../../../src/loyalty/spending.ts";
import { apiScopes } from "../../../../../src/people/api-scopes.ts";
import { readTill } from "../../../../../src/people/counter-settings.ts";
import { loadApiKeys } from "../../../../db/api-keys.ts";
import { makeApiKey } from "../../../../usecases/make-api-key.ts";
import { revokeApiKey } from "../../../../usecases/revoke-api-key.ts";
import { apiPaths } from "../../../api/addresses.ts";
import { errorPage } from "../../../shared/routes/page.tsx";
import type { InboxEnv } from "../../../shared/routes/session.ts";
import { merchantPaths } from "../../addresses.ts";
import type { FormView } from "../../fields.tsx";
import { clockOf, formOf, frameOf, type InboxContext, typedIn } from "../../routes/frame.ts";
import { TillPage, type TillView } from "../till.tsx";

export const till = new Hono<InboxEnv>();

till.get(merchantPaths.till(), (c) => show(c, formOf(c, {}), null));

till.post(merchantPaths.till(), async (c) => {
  const typed = await typedIn(c);
  const named = readTill(typed);
  if (!named.ok) return show(c, formOf(c, typed, named.error), null);
  const { label } = named.value;
  const { person, merchant } = c.var.signedIn;
  const asked = { merchantId: merchant.id, personId: person.id, label, scopes: apiScopes };
  return show(c, formOf(c, {}), { label, key: await makeApiKey(c.var.context, asked) });
});

till.post(merchantPaths.revokeKey(":apiKeyId"), async (c) => {
  const revoked = await revokeApiKey(c.var.context, c.var.signedIn, c.req.param("apiKeyId"));
  return revoked.ok ? c.redirect(`${merchantPaths.till()}?done=revoked`, 303) : errorPage(c, "not_found", 404);
});

async function show(c: InboxContext, form: FormView, made: TillView["made"]): Promise<Response> {
  const { context, signedIn } = c.var;
  const { merchant } = signedIn;
  const view = {
    frame: frameOf(c),
    clock: clockOf(c),
    keys: await loadApiKeys(context.db, merchant.id),
    made,
    form,
    currency: currencyOf(merchant.country),
    earnsBySpending: merchant.spendMinorPerPoint !== null,
    apiHref: new URL(apiPaths.home(), context.config.APP_BASE_URL).href,
  };
  return c.html(<TillPage {...view} />, Object.keys(form.errors).length > 0 ? 422 : 200);
}
