// `POST /control`: the carrier's behaviour, changed from another process by one JSON object.

import * as v from "valibot";
import type { FakeVonage } from "./server.ts";

const times = v.optional(v.pipe(v.number(), v.integer(), v.minValue(1)));
const milliseconds = v.pipe(v.number(), v.minValue(0), v.maxValue(3_600_000));

const Command = v.strictObject({
  fail: v.optional(
    v.variant("kind", [
      v.strictObject({
        kind: v.literal("answer"),
        status: v.pipe(v.number(), v.integer(), v.minValue(200), v.maxValue(599)),
        code: v.optional(v.string()),
        times,
      }),
      v.strictObject({ kind: v.picklist(["reset", "accept_then_hang", "accept_then_reset"]), times }),
    ]),
  ),
  latencyMs: v.optional(milliseconds),
  receipts: v.optional(
    v.strictObject({
      statuses: v.exactOptional(v.array(v.string())),
      copies: v.exactOptional(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(10))),
      delayMs: v.exactOptional(milliseconds),
      errorCode: v.exactOptional(v.nullable(v.string())),
    }),
  ),
  recover: v.optional(v.literal(true)),
  hurry: v.optional(v.literal(true)),
  downMs: v.optional(milliseconds),
  callBack: v.optional(v.pipe(v.string(), v.url())),
  inbound: v.optional(
    v.strictObject({
      from: v.string(),
      to: v.string(),
      text: v.string(),
      messageId: v.optional(v.string()),
      timestamp: v.optional(v.string()),
    }),
  ),
});

/** Several commands in one object are carried out in the order of the list above, `recover` first. */
export async function runControl(carrier: FakeVonage, body: string): Promise<{ status: number; answer: object }> {
  let json: unknown;
  try {
    json = JSON.parse(body);
  } catch {
    return { status: 400, answer: { error: "not JSON" } };
  }
  const parsed = v.safeParse(Command, json);
  if (!parsed.success) {
    return {
      status: 400,
      answer: { error: `not understood: ${parsed.issues.map((i) => v.getDotPath(i)).join(", ")}` },
    };
  }
  const { fail, latencyMs, receipts, recover, hurry, downMs, callBack, inbound } = parsed.output;
  if (recover) carrier.recover();
  if (fail !== undefined) carrier.fail(fail, fail.times);
  if (latencyMs !== undefined) carrier.slow(latencyMs);
  if (receipts !== undefined) carrier.planReceipts(receipts);
  if (callBack !== undefined) carrier.callBack(callBack);
  if (hurry) carrier.hurry();
  const inboundStatus = inbound === undefined ? undefined : await carrier.sendInbound(inbound);
  if (downMs !== undefined) {
    // After the answer to this very command has gone out.
    setImmediate(() => void carrier.goDown().then(() => setTimeout(() => void carrier.comeBack(), downMs)));
  }
  return { status: 200, answer: { ...carrier.counts, inboundStatus } };
}
