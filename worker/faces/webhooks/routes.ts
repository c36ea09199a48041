// The carrier's webhooks. 2xx only after the commit; whatever is our fault is 5xx, so that the carrier tries again.

import { Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import { createMiddleware } from "hono/factory";
import { parseVonageInbound, parseVonageStatus } from "../../../src/carriers/vonage.ts";
import type { AppEnv } from "../../env.ts";
import { log } from "../../log.ts";
import { problem } from "../../problems.ts";
import { handToLine } from "../../usecases/hand-to-line.ts";
import { recordReceipt } from "../../usecases/record-receipt.ts";
import { webhookPaths } from "./addresses.ts";

const BODY_BYTES_MAX = 64 * 1024;

interface WebhookEnv extends AppEnv {
  Variables: AppEnv["Variables"] & { issuedAt: number };
}

export const webhooks = new Hono<WebhookEnv>();

const bounded = bodyLimit({
  maxSize: BODY_BYTES_MAX,
  onError: () => problem(413, "too_large", "A webhook has 64 KiB at most."),
});

/** An unsigned callback can be the carrier's own after a fault of theirs: 503 has it sent again, signed. */
const signed = createMiddleware<WebhookEnv>(async function signed(c, next) {
  const { verifyWebhook } = c.var.service;
  const verified = await verifyWebhook(
    c.req.header("authorization"),
    new Uint8Array(await c.req.arrayBuffer()),
    c.var.context.now(),
  );
  if (!verified.ok) {
    const { kind, reason } = verified.error;
    log("warn", "webhook_refused", { path: c.req.path, kind, reason });
    const again = kind === "unsigned" || kind === "early";
    return again ? problem(503, kind, "Send it again, signed.") : problem(401, kind);
  }
  if (verified.value.ageMs > 60_000) log("info", "webhook_late", { path: c.req.path, ageMs: verified.value.ageMs });
  c.set("issuedAt", verified.value.issuedAt);
  await next();
});

webhooks.post(webhookPaths.inbound(), bounded, signed, async (c) => {
  const body = await c.req.text();
  const inbound = parseVonageInbound(body, `unnamed:${await c.var.context.keyedHash("text", body)}`);
  if (!inbound.ok) return malformed(c.req.path, inbound.error);
  const received = await handToLine(c.env.LINE, c.var.context, inbound.value, c.var.issuedAt);
  return received === "busy" ? problem(503, "busy") : c.body(null, 200);
});

webhooks.post(webhookPaths.status(), bounded, signed, async (c) => {
  const receipt = parseVonageStatus(await c.req.text());
  if (!receipt.ok) return malformed(c.req.path, receipt.error);
  const recorded = await recordReceipt(c.var.context, receipt.value);
  return recorded === "early" ? problem(503, "early") : c.body(null, 200);
});

function malformed(path: string, { code, reason }: { code: string; reason: string }): Response {
  log("warn", "webhook_malformed", { path, code, reason });
  return problem(400, code, reason);
}
