// The merchant's pages beside the conversations: which permission opens each of them.

import { Hono } from "hono";
import type { Permission } from "../../../../src/people/roles.ts";
import type { InboxEnv } from "../../shared/routes/session.ts";
import { merchantPaths } from "../addresses.ts";
import { kiosks } from "../counter/routes/kiosks.tsx";
import { offers } from "../counter/routes/offers.tsx";
import { rewards } from "../counter/routes/rewards.tsx";
import { till } from "../counter/routes/till.tsx";
import { customers } from "../customers/routes/customers.tsx";
import { waiting } from "../customers/routes/waiting.tsx";
import { history } from "../settings/routes/history.tsx";
import { people } from "../settings/routes/people.tsx";
import { programme } from "../settings/routes/programme.tsx";
import { sessions } from "../settings/routes/sessions.tsx";
import { shop } from "../settings/routes/shop.tsx";
import { only } from "./may-do.tsx";

const pages: readonly (readonly [path: string, permission: Permission, routes: Hono<InboxEnv>])[] = [
  [merchantPaths.customers(), "see_customers", customers],
  [merchantPaths.waiting(), "see_customers", waiting],
  [merchantPaths.rewards(), "run_programme", rewards],
  [merchantPaths.offers(), "run_programme", offers],
  [merchantPaths.programme(), "run_programme", programme],
  [merchantPaths.shop(), "run_shop", shop],
  [merchantPaths.kiosks(), "manage_kiosks", kiosks],
  [merchantPaths.till(), "manage_tills", till],
  [merchantPaths.people(), "manage_people", people],
  [merchantPaths.sessions(), "see_own_sessions", sessions],
  [merchantPaths.history(), "see_history", history],
];

export const merchantPages = new Hono<InboxEnv>();

for (const [path, permission, routes] of pages) {
  merchantPages.use(`${path}/*`, only(permission));
  merchantPages.route("/", routes);
}
