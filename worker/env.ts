// What Cloudflare hands to the Worker, and what a request carries through it.

import type { variables } from "./config.ts";
import type { Context } from "./context.ts";
import type { Line } from "./objects/line.ts";
import type { Room } from "./objects/room.ts";
import type { Service } from "./service.ts";

export interface Env extends Readonly<Record<keyof typeof variables, string | undefined>> {
  readonly LINE: DurableObjectNamespace<Line>;
  readonly ROOM: DurableObjectNamespace<Room>;
}

export interface AppEnv {
  Bindings: Env;
  Variables: { context: Context; service: Service };
}
