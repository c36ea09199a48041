// The turns of the texts to one number: whatever is there when the last group is done makes the next. A lone text waits for nobody.

import type { ArrivedText } from "../../src/carriers/carrier.ts";
import { phonesIn } from "../../src/conversation/typed-figures.ts";
import { maskPhone } from "../../src/phone.ts";
import { SECOND_MS } from "../../src/time.ts";
import type { Context } from "../context.ts";
import type { LinkSigner } from "../gateways/link-signer.ts";
import { log } from "../log.ts";
import { Unavailable } from "../problems.ts";
import { type Outcome, type Received, receiveTogether } from "./receive-together.ts";

const GROUP_TEXTS_MAX = 64;
const GROUP_CHARACTERS_MAX = 64 * 1024;
/** Each lost turn was won by somebody: so many other writers of one account at the very same moment all get theirs. */
const TURNS_LOST_MAX = 8;
const WAIT_MS = 15;
const HURRIED_MS = 2 * SECOND_MS;

interface Waiting {
  readonly text: ArrivedText;
  /** Whoever handed it in is told by then, in Unix milliseconds. */
  readonly endsAt: number;
  readonly turnsLost: number;
  readonly told: PromiseWithResolvers<Received | "busy">;
}

export class Receiving {
  readonly #open: (databaseMaxMs: number) => Context;
  readonly #links: LinkSigner;
  #waiting: Waiting[] = [];
  #isAtWork = false;

  /** @param open for one group: all that it asks of the database together takes so long at most. */
  constructor(links: LinkSigner, open: (databaseMaxMs: number) => Context) {
    this.#links = links;
    this.#open = open;
  }

  /** Throws what kept it from being received. `busy`: others wrote to the same accounts again and again; the carrier is asked to try again. */
  receive(text: ArrivedText, endsAt: number): Promise<Received | "busy"> {
    const told = Promise.withResolvers<Received | "busy">();
    this.#waiting.push({ text, endsAt, turnsLost: 0, told });
    void this.#work();
    return told.promise;
  }

  async #work(): Promise<void> {
    if (this.#isAtWork) return;
    this.#isAtWork = true;
    try {
      while (this.#waiting.length > 0) {
        this.#giveUp(Date.now());
        const lostMost = await this.#receiveGroup(this.#nextGroup(Date.now()));
        // Two that are always as fast as each other would always come second.
        if (lostMost > 0) await new Promise((resolve) => setTimeout(resolve, Math.random() * WAIT_MS * lostMost));
      }
    } finally {
      this.#isAtWork = false;
    }
  }

  /** What nobody waits for any more is not begun. */
  #giveUp(now: number): void {
    for (const { endsAt, told } of this.#waiting)
      if (endsAt <= now) told.reject(new Unavailable("unavailable", "its time was up before its turn came"));
    this.#waiting = this.#waiting.filter(({ endsAt }) => endsAt > now);
  }

  /**
   * In their order, as many as may go together. Who has hardly any time left goes alone, or would break off the others' work; a text that
   * names a phone begins a group, since what it finds there may be what the one before it changes.
   */
  #nextGroup(now: number): Waiting[] {
    const group: Waiting[] = [];
    const isHurried = ({ endsAt }: Waiting) => endsAt - now < HURRIED_MS;
    let characters = 0;
    for (const each of this.#waiting) {
      const { to, carrier, text } = each.text.inbound;
      const [first] = group;
      characters += text.length;
      const isOfGroup = !first || (first.text.inbound.to === to && first.text.inbound.carrier === carrier);
      const fits = !first || (group.length < GROUP_TEXTS_MAX && characters <= GROUP_CHARACTERS_MAX);
      const goesAlone = first !== undefined && (isHurried(first) || isHurried(each) || phonesIn(text).length > 0);
      if (!isOfGroup || !fits || goesAlone) break;
      group.push(each);
    }
    this.#waiting = this.#waiting.slice(group.length);
    return group;
  }

  /** Returns how often the one that has lost most turns has. */
  async #receiveGroup(group: readonly Waiting[]): Promise<number> {
    const leftMs = Math.min(...group.map(({ endsAt }) => endsAt)) - Date.now();
    const [first, ...others] = group.map(({ text }) => text);
    if (!first) return 0;
    const work = async () => receiveTogether(this.#open(leftMs), this.#links, [first, ...others]);
    const outcomes = await work().catch((error: unknown) => group.map((): Outcome => ({ kind: "failed", error })));
    const again: Waiting[] = [];
    for (const [i, waiting] of group.entries()) {
      const next = settle(waiting, outcomes[i]);
      if (next) again.push(next);
    }
    this.#waiting = [...again, ...this.#waiting];
    return Math.max(0, ...again.map(({ turnsLost }) => turnsLost));
  }
}

/** Tells whoever waits; null, or how it goes on waiting. */
function settle(waiting: Waiting, outcome: Outcome | undefined): Waiting | null {
  const { told, text } = waiting;
  if (outcome?.kind === "again") {
    const turnsLost = waiting.turnsLost + (outcome.isLost ? 1 : 0);
    if (turnsLost < TURNS_LOST_MAX) return { ...waiting, text: outcome.text, turnsLost };
  }
  if (outcome?.kind === "failed") told.reject(outcome.error);
  else told.resolve(logged(text, outcome?.kind === "received" ? outcome.received : "busy"));
  return null;
}

function logged({ inbound, messageId }: ArrivedText, received: Received | "busy"): Received | "busy" {
  const { carrierMessageId, from, to } = inbound;
  const level = received === "handled" || received === "duplicate" ? "info" : "warn";
  log(level, "inbound", { received, messageId, carrierMessageId, from: maskPhone(from), to: maskPhone(to) });
  return received;
}
