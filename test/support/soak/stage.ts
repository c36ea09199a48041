// What all who act in one history share: the service, the shops, and the record of what was said, in one order with what the carrier took.

import type { AcceptedMessage } from "../../../scripts/fake-vonage/callbacks.ts";
import type { Service } from "../service.ts";
import type { Kind } from "./history.ts";
import type { OnOffers, Said, Scope, Stop, Text } from "./model.ts";
import type { Line, Shop, World } from "./world.ts";

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
    const comesBack =
      said.type === "member" || said.type === "moved" || (said.type === "text" && said.asks !== "nothing");
    if (comesBack) this.#askedAt.set(said.phone, Date.now());
    const placed = { ...said, at: this.at } as unknown as T;
    this.said.push(placed);
    return placed;
  }

  remarks(phone: string | null, words: string): void {
    this.notes.push({ at: this.at, phone, words });
  }

  /** What is done as it arrives has been said by the time of its answer, and holds from its beginning. */
  dates<T extends Text | OnOffers>(said: T, written: number): void {
    this.said.splice(this.said.indexOf(said), 1, { ...said, written });
  }

  /** The service has answered for word that nothing more should come: what it was handing over at that moment may still. */
  async #handedOver(phone: string) {
    const known = Date.now();
    const { rows } = await this.service.db.execute({
      sql: "SELECT id, attempt FROM outbox WHERE recipient = ? AND status = 'sending'",
      args: [phone],
    });
    return { known, inFlight: new Map(rows.map(({ id, attempt }) => [String(id), Number(attempt)])) };
  }

  async endsOffers(ended: Omit<OnOffers, "at" | "known" | "inFlight">): Promise<void> {
    this.says<OnOffers>({ ...ended, ...(await this.#handedOver(ended.phone)) });
    this.remarks(ended.phone, `${ended.type} by ${ended.by} of ${new Date(ended.written).toISOString()}`);
  }

  /** An account goes from one phone to another, or back: from here on either may hold it. */
  moves(phones: readonly string[], line: Line): void {
    for (const phone of phones) for (const shop of line.shops) this.says({ type: "moved", phone, shop: shop.id });
  }

  async stops(stop: Omit<Stop, "at" | "type" | "known" | "inFlight">): Promise<void> {
    const handedOver = await this.#handedOver(stop.phone);
    const { inFlight } = handedOver;
    this.says<Stop>({ ...stop, ...handedOver, type: "stop" });
    const where = stop.scope.kind === "shop" ? `shop ${stop.scope.shop}` : `number ${stop.scope.line}`;
    this.remarks(
      stop.phone,
      `has left the ${where}, by ${stop.by} of ${new Date(stop.written).toISOString()}${inFlight.size > 0 ? `; ${inFlight.size} in flight` : ""}`,
    );
  }

  /** What the service has answered to a text, by the carrier's id of it. */
  async answerTo(id: string, kinds: string): Promise<{ readonly kind: string; readonly shop: string } | null> {
    const sql = `SELECT merchant_id, kind FROM outbox WHERE kind LIKE ? AND
      cause = 'inbound:' || (SELECT id FROM inbound_messages WHERE carrier_message_id = ?)`;
    const { rows } = await this.service.db.execute({ sql, args: [kinds, id] });
    return rows[0] ? { kind: String(rows[0].kind), shop: String(rows[0].merchant_id) } : null;
  }

  /** Oldest first. */
  receivedFrom({ number }: Pick<Line, "number">, phone: string): AcceptedMessage[] {
    return this.service.vonage.accepted.filter(({ from, to }) => `+${to}` === phone && `+${from}` === number);
  }

  /** The last text to the phone that is one; what a carrier in a bad mood keeps, they have been told otherwise. */
  async reads({ id, ...line }: Line, phone: string, isOne: (text: string) => boolean): Promise<string | null> {
    const sql = `SELECT text FROM outbox WHERE recipient = ? AND sender_id = ? AND status IN ('queued', 'held', 'sending')
      ORDER BY created_at DESC, n DESC`;
    const { rows } = await this.service.db.execute({ sql, args: [phone, id] });
    const waiting = rows.map(({ text }) => String(text)).find(isOne);
    return waiting ?? this.receivedFrom(line, phone).findLast(({ text }) => isOne(text))?.text ?? null;
  }

  async isMember(shop: Shop, phone: string): Promise<boolean> {
    const sql = "SELECT 1 FROM customers WHERE merchant_id = ? AND phone = ? AND consent = 'subscribed'";
    return (await this.service.db.execute({ sql, args: [shop.id, phone] })).rows.length > 0;
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
