// Is the service up, and can it reach its database?

import { Hono } from "hono";
import { version } from "../../package.json";
import type { AppEnv } from "../env.ts";
import { failure, log } from "../log.ts";

export const health = new Hono<AppEnv>();

health.get("/healthz", async (c) => {
  try {
    await c.var.context.db.ping();
    return c.json({ status: "ok", version, database: "reachable" });
  } catch (error) {
    log("error", "database_unreachable", failure(error));
    return c.json({ status: "unavailable", version, database: "unreachable" }, 503);
  }
});
