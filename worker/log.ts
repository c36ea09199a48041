// Logs are one JSON line an event: ids, codes, durations, masked phones. Never a text, a code or a full number.

import { firstFrame } from "../src/first-frame.ts";

export type LogLevel = "info" | "warn" | "error";
type LogValue = string | number | boolean | null | undefined;

export function log(level: LogLevel, event: string, fields: Readonly<Record<string, LogValue>> = {}): void {
  console.log(JSON.stringify({ at: new Date().toISOString(), level, event, ...fields }));
}

/**
 * What may be said of an unexpected failure: its class and the carrier's, the engine's or the platform's code. A message
 * is not logged: Drizzle's holds the parameters of the statement, so telephone numbers and texts.
 */
export function failure(error: unknown): { error: string; code: string | null; where: string | null } {
  if (!(error instanceof Error)) return { error: typeof error, code: null, where: null };
  const root = rootOf(error);
  const code = "code" in root && typeof root.code === "string" ? root.code : null;
  return { error: root.name, code, where: firstFrame(error) };
}

function rootOf(error: Error): Error {
  let root = error;
  while (root.cause instanceof Error) root = root.cause;
  return root;
}
