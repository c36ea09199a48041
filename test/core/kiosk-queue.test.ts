// The queue on a tablet: nothing is lost, nothing is taken twice, whatever the network does in between.

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  type Answer,
  ageOf,
  answerOf,
  dismiss,
  KEPT_MAX,
  type KeptAct,
  keep,
  nextToSend,
  type Queue,
  readQueue,
  refuseAll,
  refused,
  settle,
  unlock,
  unsent,
} from "../../src/loyalty/kiosk-queue.ts";

const act = (id: string, typedAt = 0) => ({ id, action: "/kiosk/visits", fields: { phone: id }, typedAt });

function kept(...ids: readonly string[]): Queue {
  return ids.reduce<Queue>((queue, id) => {
    const next = keep(queue, act(id));
    return next.ok ? next.value : queue;
  }, []);
}

const ids = (queue: Queue) => queue.map(({ id }) => id);

describe("keeping", () => {
  test("in the order of typing, each id once", () => {
    expect(ids(kept("a", "b", "a", "c"))).toEqual(["a", "b", "c"]);
  });

  test("is refused when there is no room, rather than dropping an older one", () => {
    const full = kept(...Array.from({ length: KEPT_MAX }, (_, i) => String(i)));
    expect(keep(full, act("one more"))).toEqual({ ok: false, error: "full" });
  });
});

describe("an answer", () => {
  test.each<[Answer, readonly string[], readonly string[]]>([
    [{ kind: "done" }, ["b"], []],
    [{ kind: "unreachable" }, ["a", "b"], []],
    [{ kind: "refused", reason: "today's already" }, ["b"], ["a"]],
    [{ kind: "locked" }, ["a", "b"], []],
    [{ kind: "unpaired", reason: "disconnected" }, [], ["a", "b"]],
  ])("%j leaves %j to be sent and %j to be read by a person", (answer, left, shown) => {
    const queue = settle(kept("a", "b"), "a", answer);
    expect([ids(unsent(queue)), ids(refused(queue))]).toEqual([left, shown]);
  });

  test("that wants the staff code holds up nothing behind it, and the code lets it go", () => {
    const queue = settle(kept("a", "b"), "a", { kind: "locked" });
    expect(nextToSend(queue)?.id).toBe("b");
    expect(nextToSend(unlock(queue))?.id).toBe("a");
  });

  test("that was a refusal stands, whatever code staff type since", () => {
    const queue = settle(kept("a", "b"), "a", { kind: "refused", reason: "too old" });
    expect(unlock(queue)).toEqual(queue);
  });

  test("without our mark is nobody's answer: a Wi-Fi that wants a sign-in says 200 too", () => {
    expect(answerOf(null, "Welcome to the hotel")).toEqual({ kind: "unreachable" });
    expect(answerOf("done", "")).toEqual({ kind: "done" });
    expect(answerOf("locked", "")).toEqual({ kind: "locked" });
    expect(answerOf("refused", "why")).toEqual({ kind: "refused", reason: "why" });
    expect(answerOf("unpaired", "why")).toEqual({ kind: "unpaired", reason: "why" });
  });
});

test("only what was refused can be dropped", () => {
  const queue = settle(kept("a", "b"), "a", { kind: "refused", reason: "" });
  expect(ids(dismiss(dismiss(queue, "a"), "b"))).toEqual(["b"]);
  const both = refuseAll(queue, "other pairing");
  expect(ids(dismiss(both, "a"))).toEqual(["b"]);
});

test("what was typed under another pairing keeps the reason that it was refused for before", () => {
  const queue = settle(kept("a", "b"), "a", { kind: "refused", reason: "too old" });
  expect(refuseAll(queue, "other pairing").map(({ reason }) => reason)).toEqual(["too old", "other pairing"]);
});

test("an age is time gone by, whatever the clock says; a clock put back makes it new", () => {
  const [one] = kept("a");
  expect(ageOf(one as KeptAct, 5_000)).toBe(5_000);
  expect(ageOf({ ...(one as KeptAct), typedAt: 10_000 }, 5_000)).toBe(0);
});

describe("the device's storage", () => {
  test("gives back what was put in", () => {
    const queue = settle(kept("a", "b"), "a", { kind: "refused", reason: "why" });
    expect(readQueue(JSON.stringify(queue))).toEqual(queue);
    const locked = settle(kept("a", "b"), "b", { kind: "locked" });
    expect(readQueue(JSON.stringify(locked))).toEqual(locked);
  });

  test.each<[string, Record<string, unknown>]>([
    ["a number for an id", { id: 7 }],
    ["no action", { action: undefined }],
    ["a time in words", { typedAt: "yesterday" }],
    ["no fields", { fields: null }],
    ["words for fields", { fields: "phone" }],
    ["a state that nobody knows", { state: "gone" }],
    ["a state in figures", { state: 1 }],
  ])("leaves out an act with %s, and keeps the others", (_, broken) => {
    const [first, second] = kept("a", "b");
    expect(readQueue(JSON.stringify([{ ...first, ...broken }, second]))).toEqual([second]);
  });

  test.each([null, "", "nonsense", "{}", "[1, null, {}]", `[{"id":"a","action":"/x","state":"gone"}]`])(
    "%j is no queue, and no failure",
    (stored) => {
      expect(readQueue(stored)).toEqual([]);
    },
  );
});

test("whatever the network does, each act is taken once, in order, and none is forgotten", () => {
  // What happens to each attempt: it never arrives, it arrives and the answer is lost, or all goes well.
  const fate = fc.constantFrom("lost", "answer lost", "fine", "fine");
  fc.assert(
    fc.property(fc.array(fc.oneof(fc.constant("type"), fate), { maxLength: 60 }), (story) => {
      let queue: Queue = [];
      const typed: string[] = [];
      const ledger: string[] = [];
      const attempt = (what: string) => {
        const next = nextToSend(queue);
        if (next === null) return;
        if (what !== "lost" && !ledger.includes(next.id)) ledger.push(next.id);
        queue = settle(queue, next.id, what === "fine" ? { kind: "done" } : { kind: "unreachable" });
        // The tablet may be switched off at any moment.
        queue = readQueue(JSON.stringify(queue));
      };
      for (const step of story) {
        if (step === "type") {
          const id = String(typed.length);
          typed.push(id);
          const next = keep(queue, act(id));
          if (next.ok) queue = next.value;
        } else attempt(step);
      }
      while (nextToSend(queue) !== null) attempt("fine");
      expect(ledger).toEqual(typed);
      expect(queue).toEqual([]);
    }),
  );
});
