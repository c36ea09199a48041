// One object a sender number: its texts come in through it, in groups and in turns, and what is due goes out through it. It owns no data:
// thrown away at any moment, it costs delay and never a message.

import { DurableObject } from "cloudflare:workers";
import type { ArrivedText } from "../../src/carriers/carrier.ts";
import { SECOND_MS } from "../../src/time.ts";
import type { Config } from "../config.ts";
import type { Context } from "../context.ts";
import { createContext } from "../create-context.ts";
import type { Env } from "../env.ts";
import type { Carrier } from "../gateways/carrier.ts";
import { openCarrier } from "../gateways/open-carrier.ts";
import { failure, log } from "../log.ts";
import { type Failure, unavailabilityOf } from "../problems.ts";
import { serviceOf } from "../service.ts";
import type { Received } from "../usecases/receive-together.ts";
import { Receiving } from "../usecases/receiving.ts";
import { recordReceipt } from "../usecases/record-receipt.ts";
import { type LineMemory, sendDue } from "../usecases/send-due.ts";

const RETRY_MS = 5 * SECOND_MS;
const SENDING_MAX_MS = 30 * SECOND_MS;
const SENDER_ID = "senderId";

export class Line extends DurableObject<Env> {
  private receiving: Receiving | null = null;
  private readonly memory: LineMemory = { pace: null, settled: [], claim: null };
  /** Kept between ticks: it remembers when the carrier could not be reached. */
  private carrier: Carrier | null = null;
  private senderId: string | null = null;
  /** As it is stored: to store it again would be a write for each alarm. */
  private storedId: string | null = null;
  private sending: Promise<void> | null = null;
  private isAsked = false;

  /** Returns after the commit. @param senderId null for a number that nobody owns. @param endsAt the caller gives up then, in Unix milliseconds. */
  async receive(senderId: string | null, text: ArrivedText, endsAt: number): Promise<Received | "busy" | Failure> {
    const service = serviceOf(this.env);
    if (!service.ok) return { unavailable: "misconfigured", error: "Unavailable", code: "misconfigured" };
    const { config, links } = service.value;
    this.senderId ??= senderId;
    this.receiving ??= new Receiving(links, (databaseMaxMs) => this.context(config, databaseMaxMs));
    try {
      return await this.receiving.receive(text, endsAt);
    } catch (error) {
      const { error: name, code } = failure(error);
      return { unavailable: unavailabilityOf(error)?.code ?? null, error: name, code };
    }
  }

  /** Something is due. It goes on when the caller has gone. */
  async nudge(senderId: string): Promise<void> {
    this.senderId = senderId;
    this.ctx.waitUntil(this.send());
  }

  override async alarm(): Promise<void> {
    await this.send();
  }

  private context(config: Config, databaseMaxMs?: number): Context {
    const waitUntil = (work: Promise<unknown>) => this.ctx.waitUntil(work);
    return createContext(this.env, config, waitUntil, databaseMaxMs, (senderId) =>
      senderId === this.senderId ? this.send() : this.env.LINE.getByName(senderId).nudge(senderId),
    );
  }

  /** One tick at a time; asked for meanwhile, one more. */
  private send(): Promise<void> {
    this.isAsked = true;
    this.sending ??= this.sendWhileAsked().finally(() => {
      this.sending = null;
    });
    return this.sending;
  }

  /** An alarm that ran for a quarter of an hour would be broken off, with all that is under way: the object gives way before, and is woken again. */
  private async sendWhileAsked(): Promise<void> {
    const endsAt = Date.now() + SENDING_MAX_MS;
    do {
      this.isAsked = false;
      const nextAt = await this.tick();
      if (nextAt !== null && !this.isAsked) await this.wakeAt(nextAt);
    } while (this.isAsked && Date.now() < endsAt);
    if (this.isAsked) await this.wakeAt(Date.now());
  }

  private async tick(): Promise<number | null> {
    this.senderId ??= this.storedId = (await this.ctx.storage.get<string>(SENDER_ID)) ?? null;
    const { senderId } = this;
    const service = serviceOf(this.env);
    if (senderId === null || !service.ok) return null;
    const { config } = service.value;
    const context = this.context(config);
    const failed = (error: unknown) => log("error", "receipt_failed", { senderId, ...failure(error) });
    this.carrier ??= openCarrier(config, (receipt) =>
      this.ctx.waitUntil(recordReceipt(context, receipt).catch(failed)),
    );
    try {
      return await sendDue(context, this.carrier, senderId, this.memory);
    } catch (error) {
      log("error", "tick_failed", { senderId, ...failure(error) });
      return Date.now() + RETRY_MS;
    }
  }

  /** The earlier of two alarms stands; a past time means now. */
  private async wakeAt(at: number): Promise<void> {
    if (this.storedId !== this.senderId) await this.ctx.storage.put(SENDER_ID, this.senderId);
    this.storedId = this.senderId;
    const set = await this.ctx.storage.getAlarm();
    if (set === null || set > at) await this.ctx.storage.setAlarm(Math.max(at, Date.now()));
  }
}
