// What a rule of the audit is: a sentence that must hold, how many rows it is asked of, and what breaks it.

import type { Suppression } from "../../src/consent/suppression.ts";

export interface Rule {
  /** As it is printed. */
  readonly name: string;
  /** What holds where it is kept. */
  readonly meaning: string;
  /** One number: of how many rows it was asked. */
  readonly asked: string;
  /** A row for each fault, its first column a sentence with ids: never a telephone number, a name or a text. `:now` is the time. */
  readonly faults: string;
}

/** What only somebody with the service's key can tell: a candidate is a fault or not by the hash of its number. */
export interface KeyedRule extends Omit<Rule, "faults"> {
  /** Why it can't be asked yet, in one column; no row where it can. */
  readonly unless: string;
  /** `fault` and `number`, and what `isFault` looks at. */
  readonly candidates: string;
  isFault(candidate: Candidate, numberHash: string, stopAt: StopAt): boolean;
}

export type Candidate = Readonly<Record<string, unknown>>;

/** What the number has said to a scope, `business:<id>` or `pool:<id>`. */
export type StopAt = (scope: string) => Suppression;

/** For a condition of SQL. */
export const listed = (words: Iterable<string>): string => [...words].map((word) => `'${word}'`).join(", ");

/** `isE164` of src/phone.ts, of a column. */
export const isE164Column = (column: string): string =>
  `(${column} GLOB '+[1-9]*' AND substr(${column}, 2) NOT GLOB '*[^0-9]*' AND length(${column}) BETWEEN 8 AND 16)`;
