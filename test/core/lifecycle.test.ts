// The life of an outgoing message: every pair of statuses, and what receipts can and cannot do to it.

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { ReceiptStatus } from "../../src/carriers/carrier.ts";
import {
  comingTo,
  isFinal,
  type MessageStatus,
  messageClasses,
  messageStatuses,
  priorities,
  priorityOf,
  transitions,
} from "../../src/messaging/lifecycle.ts";

/** A row is where a message is; the columns, in the order of the rows, where it may go. */
const PICTURE = `
  queued        -  x  x  -  -  x  x  x  x  x  x
  held          x  -  -  -  -  x  x  x  x  x  x
  sending       x  x  -  x  -  x  x  x  x  x  x
  unconfirmed   x  -  -  -  x  x  x  x  x  x  -
  unknown       -  -  -  -  -  x  x  x  x  x  -
  submitted     -  -  -  -  -  -  x  x  x  x  -
  delivered     -  -  -  -  -  -  -  -  -  -  -
  undelivered   -  -  -  -  -  -  -  -  -  -  -
  failed        -  -  -  -  -  -  -  -  -  -  -
  expired       -  -  -  -  -  -  -  -  -  -  -
  cancelled     -  -  -  -  -  -  -  -  -  -  -
`;
const ROWS = PICTURE.trim()
  .split("\n")
  .map((row) => row.trim().split(/\s+/));
const NEXT = ROWS.map(([from = "", ...cells]) => {
  const to = cells.flatMap((cell, column) => (cell === "x" ? [ROWS[column]?.[0] ?? ""] : []));
  return [from as MessageStatus, to as MessageStatus[]] as const;
});

const FINAL: readonly MessageStatus[] = ["delivered", "undelivered", "failed", "expired", "cancelled"];
const RECEIPTS: readonly Exclude<ReceiptStatus, "other">[] = [
  "submitted",
  "delivered",
  "undelivered",
  "failed",
  "expired",
];

const anyStatus = fc.constantFrom(...messageStatuses);
const receive = (status: MessageStatus, receipt: (typeof RECEIPTS)[number]): MessageStatus =>
  transitions[status].includes(receipt) ? receipt : status;

describe("transitions", () => {
  test("the picture has every status there is, on both sides", () => {
    expect(ROWS.map(([from]) => from).sort()).toEqual([...messageStatuses].sort());
    for (const [, ...cells] of ROWS) expect(cells).toHaveLength(messageStatuses.length);
  });

  test.each(NEXT)("from %s to these and no other: %j", (from, next) => {
    expect([...transitions[from]].sort()).toEqual(next.sort());
    expect(messageStatuses.filter((to) => comingTo(to).includes(from)).sort()).toEqual(next.sort());
  });

  test("no status is listed twice as the next of another", () => {
    for (const from of messageStatuses) expect(new Set(transitions[from]).size).toBe(transitions[from].length);
  });

  test("exactly the final ones have no way out", () => {
    expect(messageStatuses.filter(isFinal)).toEqual(FINAL);
  });

  test("every message can still end, from wherever it is", () => {
    const ends = (from: MessageStatus, seen: readonly MessageStatus[] = []): boolean =>
      isFinal(from) || transitions[from].some((to) => !seen.includes(to) && ends(to, [...seen, from]));
    expect(messageStatuses.filter((status) => !ends(status))).toEqual([]);
  });

  test("only what waits can be claimed, so a message in doubt is never sent again blindly", () => {
    expect(comingTo("sending")).toEqual(["queued"]);
  });
});

describe("receipts", () => {
  test("whatever comes, twice or out of order, the first final status stays", () => {
    fc.assert(
      fc.property(anyStatus, fc.array(fc.constantFrom(...RECEIPTS)), (start, receipts) => {
        let status = start;
        for (const receipt of receipts) {
          const next = receive(status, receipt);
          if (isFinal(status)) expect(next).toBe(status);
          // What the carrier has said it has never goes back to a state in which it might be sent again.
          if (status === "submitted") expect(["submitted", ...FINAL]).toContain(next);
          status = next;
        }
      }),
    );
  });

  test.each(messageStatuses.filter((status) => !isFinal(status)))(
    "a message that is %s believes delivery",
    (status) => {
      expect(receive(status, "delivered")).toBe("delivered");
    },
  );

  test.each(RECEIPTS)("%s stops the second try of a message whose first outcome was lost", (receipt) => {
    const lost: readonly MessageStatus[] = ["unconfirmed", "queued", "held", "sending", "unknown"];
    for (const status of lost) expect(receive(status, receipt)).toBe(receipt);
  });
});

describe("who goes first", () => {
  const inOrder = [
    { class: "conversation", kind: "stop_confirmed" },
    { class: "conversation", kind: "balance" },
    { class: "transactional", kind: "receipt" },
    { class: "promotional", kind: "campaign" },
  ] as const;

  test("a confirmation of a stop, an answer, a notice, a promotion", () => {
    expect(inOrder.map(priorityOf)).toEqual([0, 1, 2, 3]);
  });

  test.each([
    "stop_confirmed",
    "stop_confirmed_shared",
    "stop_all_confirmed",
    "sign_in_code",
    "sign_up_code",
    "move_code",
  ] as const)("%s goes before everything else, whoever it is for", (kind) => {
    for (const messageClass of messageClasses) {
      expect(priorityOf({ class: messageClass, kind })).toBe(priorities.urgent);
    }
  });
});
