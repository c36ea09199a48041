// Texts on their way from a phone to the service: when they were written, when they arrive, and what the model is told of them.

import { randomUUID } from "node:crypto";
import { insist } from "./browser.ts";
import type { Act, DeliveryKind } from "./history.ts";
import type { Scope, Text } from "./model.ts";
import { type Stage, scopeOf } from "./stage.ts";
import type { Line, Shop } from "./world.ts";

const SECOND_MS = 1_000;
const HOUR_MS = 3_600_000;
/** Vonage tries for a day. */
const BEGINS_MS = 19 * HOUR_MS;
const OLD_MS: Partial<Record<DeliveryKind, number>> = {
  "text on its way: for twenty hours": 20 * HOUR_MS,
  // Longer than a carrier tries: signed anew, it counts from then all the same.
  "text on its way: for twenty-six hours": 26 * HOUR_MS,
};
/** Written at the moment at which it arrives, whatever its clock says. */
const ARRIVES_NOW: ReadonlySet<DeliveryKind> = new Set([
  "text on its way: without a time",
  "text on its way: from a clock that is ahead",
  "text on its way: with a time that nobody can read",
]);

export interface Written {
  readonly line: Line;
  readonly phone: string;
  readonly words: string;
  readonly asks: Text["asks"];
  readonly shops: readonly Shop[];
  /** What a STOP leaves; `last`: the shop that wrote last. */
  readonly leaves: Scope | "last" | null;
  readonly agreesToOffers?: boolean;
  /** What the service has made of it says what it was. @param written the earliest moment at which it can have been. */
  readonly settles?: (id: string, written: number) => Promise<void>;
}

interface Letter extends Written {
  readonly id: string;
  readonly delivery: DeliveryKind;
  /** Null for one that is written as it arrives. */
  readonly written: number | null;
  readonly dueAfter: number;
}

/** One person's, of both their phones: what they write has its order in time, whatever happens to it on its way. */
export class Letters {
  readonly #stage: Stage;
  /** When they wrote last. */
  #clock = Date.now() - BEGINS_MS;
  #acts = 0;
  #onTheirWay: Letter[] = [];

  constructor(stage: Stage) {
    this.#stage = stage;
  }

  /** Something was done on a page or by the carrier just now: what they write next, they write after it. */
  livesNow(): void {
    this.#clock = Math.max(this.#clock, Date.now());
  }

  async writes(written: Written, { delivery, pauseMs, lateBy }: Act): Promise<void> {
    const oldMs = OLD_MS[delivery];
    const isAtOnce = ARRIVES_NOW.has(delivery);
    if (oldMs === undefined && !isAtOnce && delivery !== "text on its way: in the second of the one before")
      await this.#waits(pauseMs);
    const isLate = delivery === "text on its way: overtaken by later ones";
    const letter: Letter = {
      ...written,
      id: randomUUID(),
      delivery,
      written: isAtOnce ? null : oldMs === undefined ? this.#clock : Date.now() - oldMs,
      dueAfter: isLate ? this.#acts + lateBy : 0,
    };
    this.#stage.happened(delivery);
    const said = letter.written === null ? "now" : new Date(letter.written).toISOString().slice(11, 19);
    this.#stage.remarks(
      written.phone,
      `writes "${written.words}" to ${written.line.number} at ${said}${isLate ? ", on its way" : ""}`,
    );
    if (isLate) this.#onTheirWay.push(letter);
    else await this.#arrives(letter);
  }

  /** One more act has been done: what has been on its way for so long arrives. */
  async passes(all = false): Promise<void> {
    this.#acts += 1;
    const due = this.#onTheirWay.filter(({ dueAfter }) => all || dueAfter <= this.#acts);
    this.#onTheirWay = this.#onTheirWay.filter((letter) => !due.includes(letter));
    for (const letter of due) {
      this.#stage.remarks(letter.phone, `has its "${letter.words}" arrive`);
      await this.#arrives(letter);
    }
  }

  /** Nobody writes in the future: a clock that has come to now waits for the next second. */
  async #waits(pauseMs: number): Promise<void> {
    const now = Date.now();
    if (this.#clock + pauseMs < now - SECOND_MS) {
      this.#clock += pauseMs;
      return;
    }
    const next = Math.floor(Math.max(this.#clock, now - SECOND_MS) / SECOND_MS + 1) * SECOND_MS;
    if (next > now) await new Promise((resolve) => setTimeout(resolve, next - now));
    this.#clock = Math.max(next, Date.now() - 1);
  }

  async #arrives(letter: Letter): Promise<void> {
    const { id, line, phone, words, delivery, leaves } = letter;
    const before = Date.now();
    const text = this.#stage.says<Text>({
      type: "text",
      id,
      line: line.number,
      phone,
      words,
      // Bounds: what asks counts from the latest moment that it can have, a STOP from the earliest.
      written: letter.written ?? Number.MAX_SAFE_INTEGER,
      asks: letter.asks,
      shops: letter.shops.map((shop) => shop.id),
      isStop: leaves !== null,
      agreesToOffers: letter.agreesToOffers === true,
    });
    const payload = {
      channel: "sms",
      message_uuid: id,
      from: phone.slice(1),
      to: line.number.slice(1),
      message_type: "text",
      text: words,
      ...timestampOf(letter),
    };
    const deliver = () => insist(() => this.#stage.service.webhook("inbound", payload));
    const { status } = await deliver();
    if (status !== 200) throw new Error(`a text was answered ${status}`);
    const after = Date.now();
    if (letter.written === null) {
      this.#stage.dates(text, after);
      this.#clock = Math.max(this.#clock, after);
    }
    if (leaves !== null) await this.#leaves(letter, leaves, letter.written ?? before);
    await letter.settles?.(id, letter.written ?? before);
    if (delivery === "text on its way: twice") await deliver();
  }

  async #leaves({ id, line, phone, words }: Letter, leaves: Scope | "last", written: number): Promise<void> {
    const scope = leaves === "last" ? await this.#shopThatWroteLast(line, id) : leaves;
    if (scope) await this.#stage.stops({ phone, scope, written, by: `"${words}"` });
  }

  /** The one that its confirmation names, since that is what it says to the person; nobody knows, where there is none. */
  async #shopThatWroteLast(line: Line, id: string): Promise<Scope | null> {
    const confirmation = await this.#stage.answerTo(id, "stop%confirmed%");
    if (!confirmation) return null;
    if (confirmation.kind === "stop_all_confirmed") return { kind: "number", line: line.number };
    const shop = line.shops.find((each) => each.id === confirmation.shop);
    return shop ? scopeOf(line, shop) : null;
  }
}

function timestampOf({ delivery, written }: Letter): { readonly timestamp?: string } {
  const stamped = (at: number) => ({ timestamp: new Date(at).toISOString() });
  switch (delivery) {
    case "text on its way: without a time":
      return {};
    case "text on its way: from a clock that is ahead":
      return stamped(Date.now() + 9 * HOUR_MS);
    case "text on its way: with a time in no zone":
      return { timestamp: stamped(written ?? Date.now()).timestamp.slice(0, -1) };
    case "text on its way: with a time that nobody can read":
      return { timestamp: "yesterday at noon" };
    default:
      return stamped(written ?? Date.now());
  }
}
