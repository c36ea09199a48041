// Whose wallet it is: the session behind a customer's cookie.

import type { Context as RequestContext } from "hono";
import { type CustomerSession, loadCustomerSession } from "../../../db/customer-session.ts";
import type { AppEnv } from "../../../env.ts";
import { hash } from "../../../gateways/secrets.ts";
import { readCookie } from "../../shared/routes/cookies.ts";

export async function readCustomerSession<E extends AppEnv>(c: RequestContext<E>): Promise<CustomerSession | null> {
  const token = readCookie(c, "wallet");
  return token ? loadCustomerSession(c.var.context.db, await hash(token)) : null;
}
