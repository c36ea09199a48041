// Where a person is signed in; for an owner, where everybody of the shop is.

import { Hono } from "hono";
import { mayDo } from "../../../../../src/people/roles.ts";
import { loadDevices } from "../../../../db/devices.ts";
import { loadSessions } from "../../../../db/merchant-people.ts";
import { revokeDevice } from "../../../../usecases/revoke-device.ts";
import { revokeSession } from "../../../../usecases/revoke-session.ts";
import { errorPage } from "../../../shared/routes/page.tsx";
import type { InboxEnv } from "../../../shared/routes/session.ts";
import { merchantPaths } from "../../addresses.ts";
import { clockOf, frameOf } from "../../routes/frame.ts";
import { SessionsPage } from "../people.tsx";

export const sessions = new Hono<InboxEnv>();

sessions.get(merchantPaths.sessions(), async (c) => {
  const { context, signedIn } = c.var;
  const { person, merchant, sessionId } = signedIn;
  const whose = mayDo(person.role, "manage_people") ? null : person.id;
  const open = await loadSessions(context.db, merchant.id, whose, context.now());
  const devices = await loadDevices(context.db, person.phone, context.now());
  const view = { frame: frameOf(c), clock: clockOf(c), currentId: sessionId, sessions: open, devices };
  return c.html(<SessionsPage {...view} />);
});

sessions.post(merchantPaths.revokeDevice(":deviceId"), async (c) => {
  const revoked = await revokeDevice(c.var.context, c.var.signedIn, c.req.param("deviceId"));
  return revoked.ok ? c.redirect(`${merchantPaths.sessions()}?done=revoked`, 303) : errorPage(c, "not_found", 404);
});

sessions.post(merchantPaths.revokeSession(":sessionId"), async (c) => {
  const revoked = await revokeSession(c.var.context, c.var.signedIn, c.req.param("sessionId"));
  return revoked.ok ? c.redirect(`${merchantPaths.sessions()}?done=revoked`, 303) : errorPage(c, "not_found", 404);
});
