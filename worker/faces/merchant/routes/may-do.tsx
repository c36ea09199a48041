// The one place where a route asks whether this person may do this.

import { createMiddleware } from "hono/factory";
import { mayDo, type Permission } from "../../../../src/people/roles.ts";
import type { InboxEnv } from "../../shared/routes/session.ts";
import { NotAllowedPage } from "../not-allowed.tsx";
import { frameOf } from "./frame.ts";

/** Goes behind `signedIn`. */
export const only = (permission: Permission) =>
  createMiddleware<InboxEnv>(async function only(c, next) {
    if (!mayDo(c.var.signedIn.person.role, permission)) return c.html(<NotAllowedPage frame={frameOf(c)} />, 403);
    await next();
  });
