// What all who act in one history share: the service, the shops, and the record of what was said, in one order with what the carrier took.

import type { AcceptedMessage } from "../../../scripts/fake-vonage/callbacks.ts";
import type { Service } from "../service.ts";
import { waitFor } from "../wait.ts";
import type { Kind } from "./history.ts";
import type { Said, Scope, Stop } from "./model.ts";
import type { Line, Shop, World } from "./world.ts";

/** Nobody looks at their phone for ever. */
const READS_MAX_MS = 600;

type Unplaced<T> = T extends Said ? Omit<T, "at"> : never;

export interface Note {
  readonly at: number;
  readonly phone: string | null;
  readonly words: string;
}

export class Stage {
  readonly service: Service;
  readonly world: World;
  readonly said: Said[] = [];
  readonly notes: Note[] = [];
  /** The place at which this history begins. */
  readonly firstAt: number;
  readonly counts = new Map<Kind, number>();
  readonly #askedAt = new Map<string, number>();
  readonly #people: (readonly string[])[] = [];

  constructor(service: Service, world: World) {
    this.service = service;
    this.world = world;
    this.firstAt = this.at;
  }

  /** The place in the order: how many messages the carrier has taken. */
  get at(): number {
    return this.service.vonage.accepted.length;
  }

  /** One person has these. */
  enters(phones: readonly string[]): void {
    this.#people.push(phones);
  }

  /** Both of whoever has this one. */
  phonesOf(phone: string): readonly string[] {
    return this.#people.find((phones) => phones.includes(phone)) ?? [phone];
  }

  /** Whether anything came from the phone since then that may have agreed to something. @param since Unix milliseconds. */
  hasAskedSince(phone: string, since: number): boolean {
    return (this.#askedAt.get(phone) ?? 0) > since;
  }

  happened(kind: Kind): void {
    this.counts.set(kind, (this.counts.get(kind) ?? 0) + 1);
  }

  says<T extends Said>(said: Unplaced<T>): T {
    const comesBack = said.type === "member" || (said.type === "text" && said.asks !== "nothing");
    if (comesBack) this.#askedAt.set(said.phone, Date.now());
    const placed = { ...said, at: this.at } as unknown as T;
    this.said.push(placed);
    return placed;
  }

  remarks(phone: string | null, words: string): void {
    this.notes.push({ at: this.at, phone, words });
  }

  /** The service has answered for a STOP: what it was handing over at that moment may still come. */
  async stops(stop: Omit<Stop, "at" | "type" | "known" | "inFlight">): Promise<void> {
    const known = Date.now();
    const { rows } = await this.service.db.execute({
      sql: "SELECT id, attempt FROM outbox WHERE recipient = ? AND status = 'sending'",
      args: [stop.phone],
    });
    const inFlight = new Map(rows.map(({ id, attempt }) => [String(id), Number(attempt)]));
    this.says<Stop>({ ...stop, type: "stop", known, inFlight });
    const where = stop.scope.kind === "shop" ? `shop ${stop.scope.shop}` : `number ${stop.scope.line}`;
    this.remarks(
      stop.phone,
      `has left the ${where}, by ${stop.by} of ${new Date(stop.written).toISOString()}${inFlight.size > 0 ? `; ${inFlight.size} in flight` : ""}`,
    );
  }

  /** Oldest first. */
  receivedFrom(line: Line, phone: string): AcceptedMessage[] {
    return this.service.vonage.accepted.filter(({ from, to }) => `+${to}` === phone && `+${from}` === line.number);
  }

  /** The last text on the phone that is one; it may be on its way. */
  async reads(line: Line, phone: string, isOne: (text: string) => boolean): Promise<string | null> {
    const givesUpAt = Date.now() + READS_MAX_MS;
    return waitFor("a text", () => {
      const text = this.receivedFrom(line, phone).findLast((message) => isOne(message.text))?.text;
      if (text !== undefined) return { text };
      return Date.now() > givesUpAt ? { text: null } : null;
    }).then(({ text }) => text);
  }

  async customerId(shop: Shop, phone: string): Promise<string | null> {
    const sql = "SELECT id FROM customers WHERE merchant_id = ? AND phone = ?";
    const { rows } = await this.service.db.execute({ sql, args: [shop.id, phone] });
    return rows[0] === undefined ? null : String(rows[0].id);
  }
}

/** What leaving one shop leaves. */
export const scopeOf = (line: Line, shop: Shop): Scope =>
  line.shared ? { kind: "shop", line: line.number, shop: shop.id } : { kind: "number", line: line.number };
