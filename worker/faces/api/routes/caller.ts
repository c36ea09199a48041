// Who is asking: the key behind a Bearer token, for every route of the API that is not open to anybody.

import { createMiddleware } from "hono/factory";
import type { ApiScope } from "../../../../src/people/api-scopes.ts";
import { type ApiCaller, loadApiCaller } from "../../../db/api-keys.ts";
import type { AppEnv } from "../../../env.ts";
import { hash } from "../../../gateways/secrets.ts";
import { log } from "../../../log.ts";
import { type RefusalCode, refuse } from "./refusals.ts";

export interface ApiEnv extends AppEnv {
  Variables: AppEnv["Variables"] & { caller: ApiCaller; secret: string };
}

export const calledWith = (scope: ApiScope) =>
  createMiddleware<ApiEnv>(async function calledWith(c, next) {
    const [, secret] = /^Bearer +([\w-]{1,200})$/i.exec(c.req.header("authorization") ?? "") ?? [];
    if (secret === undefined) return refuse("key_missing");
    const caller = await loadApiCaller(c.var.context.db, await hash(secret));
    const refused = faultOf(caller, scope);
    if (refused !== null || caller === null) {
      log("warn", "api_key_refused", { code: refused, keyId: caller?.keyId ?? null });
      return refuse(refused ?? "key_unknown");
    }
    c.set("caller", caller);
    c.set("secret", secret);
    c.header("cache-control", "no-store");
    await next();
  });

function faultOf(caller: ApiCaller | null, scope: ApiScope): RefusalCode | null {
  if (caller === null) return "key_unknown";
  if (caller.revokedAt !== null) return "key_revoked";
  return caller.scopes.includes(scope) ? null : "scope_missing";
}
