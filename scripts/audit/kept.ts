// What is kept no longer than src/retention.ts says, a day's grace for the sweep: codes, links, forms, sessions, what was said.

import { comingTo, messageStatuses } from "../../src/messaging/lifecycle.ts";
import { type Retained, retention } from "../../src/retention.ts";
import { DAY_MS } from "../../src/time.ts";
import { listed, type Rule } from "./rule.ts";

const GRACE_MS = DAY_MS;

/** One that was just restored holds what was swept since, and is swept before long. */
const IS_SWEPT = "NOT EXISTS (SELECT 1 FROM service_state WHERE name = 'restored')";

const leftOver = ({ table, since, ageMs, only = "TRUE" }: Retained) =>
  `SELECT printf('%d rows of ${table} are kept too long (by ${since})', count(*)) FROM ${table}
    WHERE ${since} <= :now - ${ageMs + GRACE_MS} AND ${only} AND ${IS_SWEPT} HAVING count(*) > 0`;

/** What may still be sent needs its code. In the simulator a text can be read for a day. */
const mayGo = listed(messageStatuses.filter((status) => status === "queued" || comingTo("queued").includes(status)));

export const keptRules: readonly Rule[] = [
  {
    name: "nothing is kept too long",
    meaning: "What has had its time is gone a day later.",
    asked: `SELECT ${[...new Set(retention.map(({ table }) => `(SELECT count(*) FROM ${table})`))].join(" + ")}`,
    faults: retention.map(leftOver).join(" UNION ALL "),
  },
  {
    name: "no secret is kept that has gone",
    meaning: "A text that went out, or never will, is kept without its code and without the token of its link.",
    asked: "SELECT count(*) FROM outbox WHERE attempt >= 0",
    faults: `SELECT printf('message %s (%s) is kept with what it opened', id, kind) FROM outbox
      WHERE holds_secret = 1 AND status NOT IN (${mayGo}) AND created_at < :now - ${DAY_MS + GRACE_MS} AND ${IS_SWEPT}`,
  },
];
