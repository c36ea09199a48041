// What Cloudflare runs: requests, the cron sweep, and the two kinds of Durable Object.

import { app } from "./app.ts";
import { createContext } from "./create-context.ts";
import type { Env } from "./env.ts";
import { failure, log } from "./log.ts";
import { serviceOf } from "./service.ts";
import { expirePoints } from "./usecases/expire-points.ts";
import { forgetSecrets } from "./usecases/forget-secrets.ts";
import { giveBirthdayPoints } from "./usecases/give-birthday-points.ts";
import { hashStops } from "./usecases/hash-stops.ts";
import { keepNoLonger } from "./usecases/keep-no-longer.ts";
import { sweep } from "./usecases/sweep.ts";

export { Line } from "./objects/line.ts";
export { Room } from "./objects/room.ts";

export default {
  fetch: app.fetch,
  async scheduled(_controller, env, execution) {
    const service = serviceOf(env);
    if (!service.ok) return log("error", "misconfigured", { reason: service.error });
    const context = createContext(env, service.value.config, (work) => execution.waitUntil(work));
    for (const task of [hashStops, sweep, expirePoints, giveBirthdayPoints, forgetSecrets, keepNoLonger]) {
      try {
        await task(context);
      } catch (error) {
        // One task that fails does not stop the others.
        log("error", "task_failed", { task: task.name, ...failure(error) });
      }
    }
  },
} satisfies ExportedHandler<Env>;
