// The merchant's pages beside the conversations: which permission opens each of them.

import { Hono } from "hono";
import type { Permission } from "../../../src/people/roles.ts";
import type { InboxEnv } from "../session.ts";
import { customers } from "./customers.tsx";
import { history } from "./history.tsx";
import { kiosks } from "./kiosks.tsx";
import { only } from "./may-do.tsx";
import { offers } from "./offers.tsx";
import { people } from "./people.tsx";
import { programme } from "./programme.tsx";
import { rewards } from "./rewards.tsx";
import { sessions } from "./sessions.tsx";
import { shop } from "./shop.tsx";
import { till } from "./till.tsx";
import { waiting } from "./waiting.tsx";

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
