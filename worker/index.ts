// What Cloudflare runs: requests, the cron sweep, and the two kinds of Durable Object.

import { app } from "./app.ts";
import { createContext } from "./context.ts";
import type { Env } from "./env.ts";
import { log } from "./log.ts";
import { serviceOf } from "./service.ts";
import { sweep } from "./usecases/sweep.ts";

export { Room } from "./objects/room.ts";
export { Sender } from "./objects/sender.ts";

export default {
  fetch: app.fetch,
  async scheduled(_controller, env, execution) {
    const service = serviceOf(env);
    if (!service.ok) return log("error", "misconfigured", { reason: service.error });
    await sweep(createContext(env, service.value.config, (work) => execution.waitUntil(work)));
  },
} satisfies ExportedHandler<Env>;
