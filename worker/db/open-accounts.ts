// The customer's rows at the shops of one number, while a batch is put together: each is opened once, and only what changed is written.

import { eq, sql } from "drizzle-orm";
import { afterChange, type Consent, type ConsentChange, type OffersConsent } from "../../src/consent/consent.ts";
import { later } from "../../src/consent/suppression.ts";
import { appendEntry, type NewEntry } from "./accounts.ts";
import type { Database, Query } from "./client.ts";
import { unlessMoved } from "./consent.ts";
import type { KnownCustomer } from "./memberships.ts";
import { builder, type Held, prepared } from "./prepared.ts";
import { consentEntries, customers } from "./schema.ts";

/** What an entry of a customer's ledgers goes on from. */
export type AccountHead = Pick<
  KnownCustomer,
  "id" | "consent" | "consentSeq" | "offersConsent" | "offersSaidAt" | "points" | "pointsSeq"
>;

/** How far its ledgers have come in this batch. */
interface OpenAccount {
  readonly id: string;
  readonly merchantId: string;
  readonly isNew: boolean;
  /** It was loaded as this phone's, and no move has just brought it. */
  readonly isOfPhone: boolean;
  consent: Consent;
  consentSeq: number;
  offersConsent: OffersConsent;
  readonly offersSaidAt: number | null;
  points: number;
  pointsSeq: number;
  changes: Partial<typeof customers.$inferInsert>;
}

interface Writer {
  readonly phone: string;
  readonly cause: string;
  /** When they wrote: what they agreed to is proven for that moment. */
  readonly writtenAt: number;
  readonly known: ReadonlyMap<string, AccountHead>;
}

const stillBehind = prepared(({ id, phone }: Held<{ readonly id: string; readonly phone: string }>) => [
  builder
    .update(customers)
    .set({ consent: unlessMoved(phone, sql`${customers.consent}`) })
    .where(eq(customers.id, id)),
]);

export class OpenAccounts {
  readonly #db: Database;
  readonly #phone: string;
  readonly #cause: string;
  readonly #now: number;
  readonly #writtenAt: number;
  readonly #newId: () => string;
  readonly #known: ReadonlyMap<string, AccountHead>;
  /** By merchant id. */
  readonly #current = new Map<string, OpenAccount>();
  readonly #all: OpenAccount[] = [];

  constructor(db: Database, { phone, cause, known, writtenAt }: Writer, now: number, newId: () => string) {
    this.#db = db;
    this.#phone = phone;
    this.#cause = cause;
    this.#known = known;
    this.#now = now;
    this.#writtenAt = writtenAt;
    this.#newId = newId;
  }

  at(merchantId: string): OpenAccount {
    return this.#current.get(merchantId) ?? this.#open(merchantId, this.#known.get(merchantId) ?? null, true);
  }

  /** From here on, this phone's account at the shop is another one. */
  replace(merchantId: string, by: AccountHead): void {
    this.#open(merchantId, by, false);
  }

  /** An entry of the ledger of consent, and its fold. */
  consent(merchantId: string, change: ConsentChange, word: string, shown: string | null = null): Query {
    const account = this.at(merchantId);
    account.consentSeq += 1;
    account.consent = afterChange(account.consent, change);
    const { id: customerId, consent, consentSeq: seq } = account;
    const proof = change === "granted" ? { proof: { word, at: this.#writtenAt } } : {};
    account.changes = { ...account.changes, consent, consentSeq: seq, ...proof };
    const entry = {
      customerId,
      seq,
      change,
      word,
      shown,
      actor: "customer",
      cause: this.#cause,
      at: this.#now,
    } as const;
    return this.#db.insert(consentEntries, entry);
  }

  /** An entry of the same ledger for the other purpose, and its fold. */
  offers(merchantId: string, change: "granted" | "withdrawn", word: string, shown: string | null = null): Query {
    const account = this.at(merchantId);
    account.consentSeq += 1;
    const { id: customerId, consentSeq: seq } = account;
    const fold =
      change === "granted"
        ? { offersConsent: "subscribed" as const, offersProof: { word, at: this.#writtenAt } }
        : { offersConsent: "opted_out" as const };
    account.offersConsent = fold.offersConsent;
    const offersSaidAt = later(account.offersSaidAt, this.#writtenAt);
    account.changes = { ...account.changes, consentSeq: seq, offersSaidAt, ...fold };
    const said = { change, word, shown, actor: "customer", cause: this.#cause, at: this.#now } as const;
    return this.#db.insert(consentEntries, { customerId, seq, purpose: "offers", ...said });
  }

  /** An entry of the ledger of points. */
  points(merchantId: string, entry: NewEntry): Query[] {
    const account = this.at(merchantId);
    const before = { customerId: account.id, points: account.points, seq: account.pointsSeq };
    account.points += entry.delta;
    account.pointsSeq += 1;
    return appendEntry(this.#db, before, entry, this.#now);
  }

  set(merchantId: string, changes: Pick<typeof customers.$inferInsert, "birthday" | "offersSaidAt">): void {
    const account = this.at(merchantId);
    account.changes = { ...account.changes, ...changes };
  }

  /** To run before anything that refers to them. */
  rows(): Query[] {
    return this.#all.flatMap(({ id, merchantId, isNew, isOfPhone, changes }): Query[] => {
      const row = { id, merchantId, phone: this.#phone, createdAt: this.#now };
      if (isNew) return [this.#db.insert(customers, { ...row, ...changes })];
      if (Object.keys(changes).length === 0) return [];
      // Else a STOP of this phone would be the other's, where the account has moved since it was loaded.
      return [...(isOfPhone ? stillBehind({ id, phone: this.#phone }) : []), this.#db.update(customers, id, changes)];
    });
  }

  /** As the statements so far leave them, by merchant id. */
  heads(): ReadonlyMap<string, AccountHead> {
    const opened = [...this.#current].map(([merchantId, { changes, ...account }]) => {
      return [merchantId, { ...account, offersSaidAt: changes.offersSaidAt ?? account.offersSaidAt }] as const;
    });
    return new Map<string, AccountHead>([...this.#known, ...opened]);
  }

  #open(merchantId: string, known: AccountHead | null, isOfPhone: boolean): OpenAccount {
    const { id, consent, consentSeq, offersConsent, offersSaidAt, points, pointsSeq } = known ?? {
      id: this.#newId(),
      consent: "none" as const,
      consentSeq: 0,
      offersConsent: "none" as const,
      offersSaidAt: null,
      points: 0,
      pointsSeq: 0,
    };
    const account = {
      id,
      merchantId,
      isNew: known === null,
      isOfPhone,
      consent,
      consentSeq,
      offersConsent,
      offersSaidAt,
      points,
      pointsSeq,
      changes: {},
    };
    this.#current.set(merchantId, account);
    this.#all.push(account);
    return account;
  }
}
