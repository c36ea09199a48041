// The application: what every request goes through, and where each audience's routes are mounted.

import { Hono } from "hono";
import { createMiddleware } from "hono/factory";
import { HTTPException } from "hono/http-exception";
import { REQUEST_MAX_MS } from "../src/time.ts";
import { createContext } from "./create-context.ts";
import type { AppEnv } from "./env.ts";
import { health } from "./faces/api/routes/health.ts";
import { api } from "./faces/api/routes/index.ts";
import { join } from "./faces/join/routes.tsx";
import { kiosk } from "./faces/kiosk/routes/index.tsx";
import { inbox } from "./faces/merchant/inbox/routes.tsx";
import { poster } from "./faces/poster/routes.tsx";
import { assets } from "./faces/shared/routes/assets.ts";
import { doors, headersOfAll, keptByNobody } from "./faces/shared/routes/doors.ts";
import { answerNotFound } from "./faces/shared/routes/page.tsx";
import { pictures } from "./faces/shared/routes/pictures.ts";
import { front } from "./faces/simulator/routes/front.tsx";
import { simulator } from "./faces/simulator/routes/simulator.tsx";
import { wallet } from "./faces/wallet/routes/index.tsx";
import { LINK_PATH, readToken } from "./faces/wallet/routes/link-token.ts";
import { links } from "./faces/wallet/routes/links.tsx";
import { webhooks } from "./faces/webhooks/routes.ts";
import { failure, log } from "./log.ts";
import { problem, unavailabilityOf } from "./problems.ts";
import { serviceOf } from "./service.ts";

const withContext = createMiddleware<AppEnv>(async function withContext(c, next) {
  const service = serviceOf(c.env);
  if (!service.ok) {
    log("error", "misconfigured", { reason: service.error });
    return problem(503, "misconfigured");
  }
  c.set("service", service.value);
  c.set(
    "context",
    createContext(c.env, service.value.config, (work) => c.executionCtx.waitUntil(work), REQUEST_MAX_MS),
  );
  await next();
});

export const app = new Hono<AppEnv>();

app.use(headersOfAll, keptByNobody);
app.route("/", health);
app.use(withContext, doors);
app.route("/", webhooks);
app.route("/", api);
app.use(LINK_PATH, readToken);
app.route("/", assets);
app.route("/", inbox);
app.route("/", kiosk);
app.route("/", simulator);
app.route("/", wallet);
app.route("/", poster);
app.route("/", pictures);
app.route("/", join);
app.route("/", front);
app.route("/", links);

app.notFound(answerNotFound);
app.onError((error, c) => {
  if (error instanceof HTTPException) return error.getResponse();
  log("error", "request_failed", { method: c.req.method, path: routeOf(c.req.path), ...failure(error) });
  const unavailable = unavailabilityOf(error);
  return unavailable ? problem(503, unavailable.code) : problem(500, "internal");
});

/** The path without what identifies somebody: the token of a short link, the number of a phone. */
const routeOf = (path: string): string => path.replace(/\/([\w+-]{12,}|\+?\d{6,})(?=\/|$)/g, "/*");
