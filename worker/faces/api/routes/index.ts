// The HTTP API, for tills. JSON in, JSON out, and every refusal a problem with a fixed code.

import { Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import { HTTPException } from "hono/http-exception";
import { routePath } from "hono/route";
import { failure, log } from "../../../log.ts";
import { unavailabilityOf } from "../../../problems.ts";
import { apiPaths } from "../addresses.ts";
import type { ApiEnv } from "./caller.ts";
import { describeApi } from "./description.ts";
import { purchases } from "./purchases.ts";
import { API_BODY_BYTES_MAX, refuse } from "./refusals.ts";

export const api = new Hono<ApiEnv>();

api.onError((error, c) => {
  if (error instanceof HTTPException) return error.getResponse();
  log("error", "request_failed", { method: c.req.method, route: routePath(c), ...failure(error) });
  return refuse(unavailabilityOf(error) ? "unavailable" : "internal");
});
api.use(`${apiPaths.home()}/*`, bodyLimit({ maxSize: API_BODY_BYTES_MAX, onError: () => refuse("too_large") }));

api.get(apiPaths.description(), (c) => c.json(describeApi(c.var.context.config.APP_BASE_URL)));
api.route("/", purchases);
