// One object a sender number: an alarm clock around send-due. Thrown away at any moment, it loses nothing.

import { DurableObject } from "cloudflare:workers";
import { SECOND_MS } from "../../src/time.ts";
import { createContext } from "../create-context.ts";
import type { Env } from "../env.ts";
import type { Carrier } from "../gateways/carrier.ts";
import { openCarrier } from "../gateways/open-carrier.ts";
import { failure, log } from "../log.ts";
import { serviceOf } from "../service.ts";
import { recordReceipt } from "../usecases/record-receipt.ts";
import { type SenderMemory, sendDue } from "../usecases/send-due.ts";

const RETRY_MS = 5 * SECOND_MS;
const SENDER_ID = "senderId";

export class Sender extends DurableObject<Env> {
  private readonly memory: SenderMemory = { pace: null, settled: [], claim: null };
  /** Kept between ticks: it remembers when the carrier could not be reached. */
  private carrier: Carrier | null = null;
  /** As it is stored: to store it again would be a write for each nudge. */
  private senderId: string | null = null;

  /** Something is due. The alarm does the work, so that it goes on when the caller has gone. */
  async nudge(senderId: string): Promise<void> {
    if (this.senderId !== senderId) await this.ctx.storage.put(SENDER_ID, senderId);
    this.senderId = senderId;
    await this.wakeAt(Date.now());
  }

  override async alarm(): Promise<void> {
    await this.tick();
  }

  private async tick(): Promise<void> {
    const senderId = await this.ctx.storage.get<string>(SENDER_ID);
    const service = serviceOf(this.env);
    if (senderId === undefined || !service.ok) return;
    const { config } = service.value;
    const context = createContext(this.env, config, (work) => this.ctx.waitUntil(work));
    const failed = (error: unknown) => log("error", "receipt_failed", { senderId, ...failure(error) });
    this.carrier ??= openCarrier(config, (receipt) =>
      this.ctx.waitUntil(recordReceipt(context, receipt).catch(failed)),
    );
    let nextAt: number | null = Date.now() + RETRY_MS;
    try {
      nextAt = await sendDue(context, this.carrier, senderId, this.memory);
    } catch (error) {
      log("error", "tick_failed", { senderId, ...failure(error) });
    } finally {
      if (nextAt !== null) await this.wakeAt(nextAt);
    }
  }

  /** The earlier of two alarms stands; a past time means now. */
  private async wakeAt(at: number): Promise<void> {
    const set = await this.ctx.storage.getAlarm();
    if (set === null || set > at) await this.ctx.storage.setAlarm(Math.max(at, Date.now()));
  }
}
