// The application: what every request goes through, and where each audience's routes are mounted.

import { Hono } from "hono";
import { createMiddleware } from "hono/factory";
import { HTTPException } from "hono/http-exception";
import { REQUEST_MAX_MS } from "../src/time.ts";
import { createContext } from "./create-context.ts";
import type { AppEnv } from "./env.ts";
import { failure, log } from "./log.ts";
import { problem, unavailabilityOf } from "./problems.ts";
import { api } from "./routes/api/index.ts";
import { assets } from "./routes/assets.ts";
import { doors, headersOfAll, keptByNobody } from "./routes/doors.ts";
import { front } from "./routes/front.tsx";
import { health } from "./routes/health.ts";
import { inbox } from "./routes/inbox.tsx";
import { join } from "./routes/join.tsx";
import { kiosk } from "./routes/kiosk.tsx";
import { LINK_PATH, readToken } from "./routes/link-token.ts";
import { links } from "./routes/links.tsx";
import { answerNotFound } from "./routes/page.tsx";
import { pictures } from "./routes/pictures.ts";
import { poster } from "./routes/poster.tsx";
import { simulator } from "./routes/simulator.tsx";
import { wallet } from "./routes/wallet.tsx";
import { webhooks } from "./routes/webhooks.ts";
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
app.route("/webhooks", webhooks);
app.route("/api/v1", api);
app.use(LINK_PATH, readToken);
app.route("/assets", assets);
app.route("/inbox", inbox);
app.route("/kiosk", kiosk);
app.route("/simulator", simulator);
app.route("/me", wallet);
app.route("/poster", poster);
app.route("/pictures", pictures);
app.route("/join", join);
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
