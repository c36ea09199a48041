// GET /healthz: what works and what does not, part by part, for whoever watches the service. Names and states only.

import { Hono } from "hono";
import schema from "../../../../.build/schema.json";
import { version } from "../../../../package.json";
import { SECOND_MS } from "../../../../src/time.ts";
import { createContext } from "../../../create-context.ts";
import type { Database } from "../../../db/client.ts";
import { countMigrations, PROBE_INTERVAL_MS, probeWrite } from "../../../db/health.ts";
import type { AppEnv } from "../../../env.ts";
import { failure, log } from "../../../log.ts";
import { unavailabilityOf } from "../../../problems.ts";
import { serviceOf } from "../../../service.ts";
import { apiPaths } from "../addresses.ts";

type State = "ok" | "failed" | "unknown";
type Parts = Record<"configuration" | "keys" | "databaseRead" | "databaseWrite" | "schema", State>;

/** Whoever watches waits for seconds, not for a request's whole time. */
const DATABASE_MAX_MS = 4 * SECOND_MS;

/** Of this isolate: a database that takes no writes is not asked more often than one that does. */
let lastProbe: { readonly at: number; readonly state: State } | null = null;

export const health = new Hono<AppEnv>();

health.get(apiPaths.health(), async (c) => {
  const service = serviceOf(c.env);
  const unknown = { keys: "unknown", databaseRead: "unknown", databaseWrite: "unknown", schema: "unknown" } as const;
  if (!service.ok) {
    log("error", "misconfigured", { reason: service.error });
    return c.json(report({ configuration: "failed", ...unknown }, null), 503);
  }
  const { config } = service.value;
  const context = createContext(c.env, config, (work) => c.executionCtx.waitUntil(work), DATABASE_MAX_MS);
  const read = await look(context.db);
  const parts: Parts = { configuration: "ok", ...read, databaseWrite: await write(context.db, read, context.now()) };
  return c.json(report(parts, config.CARRIER), Object.values(parts).every((state) => state === "ok") ? 200 : 503);
});

const report = (parts: Parts, carrier: string | null) => {
  const failing = Object.entries(parts).flatMap(([part, state]) => (state === "failed" ? [part] : []));
  return { status: failing.length === 0 ? "ok" : "unavailable", version, failing, parts: { ...parts, carrier } };
};

/** The first call also asks whether the key is the database's own. */
async function look(db: Database): Promise<Pick<Parts, "keys" | "databaseRead" | "schema">> {
  try {
    const isCurrent = (await countMigrations(db)) >= schema.migrations;
    return { keys: "ok", databaseRead: "ok", schema: isCurrent ? "ok" : "failed" };
  } catch (error) {
    const isForeignKey = unavailabilityOf(error)?.code === "misconfigured";
    if (isForeignKey) return { keys: "failed", databaseRead: "ok", schema: "unknown" };
    log("error", "database_unreachable", failure(error));
    return { keys: "unknown", databaseRead: "failed", schema: "unknown" };
  }
}

async function write(db: Database, read: Pick<Parts, "databaseRead" | "schema">, now: number): Promise<State> {
  if (read.databaseRead !== "ok" || read.schema !== "ok") return "unknown";
  if (lastProbe !== null && now - lastProbe.at < PROBE_INTERVAL_MS && now >= lastProbe.at) return lastProbe.state;
  const state = await probeWrite(db, now).then(
    () => "ok" as const,
    (error: unknown) => {
      log("error", "database_takes_no_write", failure(error));
      return "failed" as const;
    },
  );
  lastProbe = { at: now, state };
  return state;
}
