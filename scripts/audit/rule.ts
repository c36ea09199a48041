// What a rule of the audit is: a sentence that must hold, how many rows it is asked of, and what breaks it.

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

/** What only somebody with the service's key can tell: a row of `faults` is a fault unless one of its `hashed` numbers is where it should be. */
export interface KeyedRule extends Omit<Rule, "faults"> {
  /** Why it can't be asked yet, in one column; no row where it can. */
  readonly unless: string;
  /** `fault`, `number` and `scopes`, a JSON list. */
  readonly candidates: string;
  /** `scope` and `number_hash`: what was found there. */
  readonly found: string;
}
