// What was typed on a kiosk and is not answered yet: kept on the device, in order, each act under its own id, until the service has said yes or no.

import { err, ok, type Result } from "../result.ts";
import { DAY_MS } from "../time.ts";

export interface KeptAct {
  /** A UUID made on the device: whatever happens on the way, the service takes it once. */
  readonly id: string;
  /** The path that it is posted to. */
  readonly action: string;
  readonly fields: Readonly<Record<string, string>>;
  /** By the device's clock, which may be wrong: only the time that has gone by since is ever used. */
  readonly typedAt: number;
  /** `locked`: wants the staff code again before it can be sent. `refused`: waits for a person to read why. */
  readonly state: "waiting" | "locked" | "refused";
  readonly reason: string | null;
}

export type Queue = readonly KeptAct[];

/** How the service answered one act. */
export type Answer =
  | { readonly kind: "done" }
  | { readonly kind: "refused"; readonly reason: string }
  | { readonly kind: "locked" }
  /** Nobody knows whether it arrived: the same act is sent again. */
  | { readonly kind: "unreachable" }
  /** The pairing is gone: nothing that was typed here will be taken. */
  | { readonly kind: "unpaired"; readonly reason: string };

/** @param mark how the service marks its answers; without one it was somebody else who answered: a Wi-Fi that wants a sign-in, a proxy. */
export function answerOf(mark: string | null, reason: string): Answer {
  switch (mark) {
    case "done":
    case "locked":
      return { kind: mark };
    case "refused":
    case "unpaired":
      return { kind: mark, reason };
    default:
      return { kind: "unreachable" };
  }
}

export const KEPT_MAX = 500;
/** Older acts are refused: nobody remembers the visit. */
export const ACT_AGE_MAX_MS = 7 * DAY_MS;

export function keep(queue: Queue, act: Omit<KeptAct, "state" | "reason">): Result<Queue, "full"> {
  if (queue.some(({ id }) => id === act.id)) return ok(queue);
  if (queue.length >= KEPT_MAX) return err("full");
  return ok([...queue, { ...act, state: "waiting", reason: null }]);
}

export const nextToSend = (queue: Queue): KeptAct | null => queue.find(({ state }) => state === "waiting") ?? null;

export function settle(queue: Queue, id: string, answer: Answer): Queue {
  switch (answer.kind) {
    case "done":
      return queue.filter((act) => act.id !== id);
    case "refused":
      return queue.map((act) => (act.id === id ? { ...act, state: "refused", reason: answer.reason } : act));
    case "locked":
      return queue.map((act) => (act.id === id ? { ...act, state: "locked" } : act));
    case "unpaired":
      return refuseAll(queue, answer.reason);
    case "unreachable":
      return queue;
  }
}

/** Staff have typed their code: what waited for it may go. */
export const unlock = (queue: Queue): Queue =>
  queue.map((act) => (act.state === "locked" ? { ...act, state: "waiting" } : act));

/** What was typed under a pairing that is no more. */
export const refuseAll = (queue: Queue, reason: string): Queue =>
  queue.map((act) => (act.state === "refused" ? act : { ...act, state: "refused", reason }));

/** A person has read why. What still waits can't be dropped. */
export const dismiss = (queue: Queue, id: string): Queue =>
  queue.filter((act) => act.id !== id || act.state !== "refused");

export const unsent = (queue: Queue): Queue => queue.filter(({ state }) => state !== "refused");
export const refused = (queue: Queue): Queue => queue.filter(({ state }) => state === "refused");

/** Milliseconds since it was typed; a clock that was put back makes it new, never a thing of the future. */
export const ageOf = ({ typedAt }: KeptAct, now: number): number => Math.max(0, now - typedAt);

/** What the device's storage gave back: whatever is not an act is left out. */
export function readQueue(stored: string | null): Queue {
  try {
    const list: unknown = JSON.parse(stored ?? "[]");
    return Array.isArray(list) ? list.filter(isKeptAct) : [];
  } catch {
    return [];
  }
}

function isKeptAct(value: unknown): value is KeptAct {
  const { id, action, fields, typedAt, state } = (value ?? {}) as Partial<Record<keyof KeptAct, unknown>>;
  const isText = typeof id === "string" && typeof action === "string";
  const isKnown = state === "waiting" || state === "locked" || state === "refused";
  return isText && isKnown && typeof typedAt === "number" && typeof fields === "object" && fields !== null;
}
