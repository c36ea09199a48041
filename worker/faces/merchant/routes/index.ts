// The merchant's pages beside the conversations: which permission opens each of them.

import { Hono } from "hono";
import type { Permission } from "../../../../src/people/roles.ts";
import type { InboxEnv } from "../../shared/routes/session.ts";
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
  ["/customers", "see_customers", customers],
  ["/waiting", "see_customers", waiting],
  ["/rewards", "run_programme", rewards],
  ["/offers", "run_programme", offers],
  ["/programme", "run_programme", programme],
  ["/shop", "run_shop", shop],
  ["/kiosks", "manage_kiosks", kiosks],
  ["/till", "manage_tills", till],
  ["/people", "manage_people", people],
  ["/sessions", "see_own_sessions", sessions],
  ["/history", "see_history", history],
];

export const merchantPages = new Hono<InboxEnv>();

for (const [path, permission, routes] of pages) {
  merchantPages.use(`${path}/*`, only(permission));
  merchantPages.route(path, routes);
}
