// What happens to everybody: the carrier's moods, the clock's work, a machine that is killed; and the calm in which all is judged.

import { lapse, makeDue } from "../outbox.ts";
import type { Service } from "../service.ts";
import { waitFor } from "../wait.ts";
import type { WeatherKind } from "./history.ts";
import type { Stage } from "./stage.ts";

const DAY_MS = 86_400_000;

/** The cron handler. A machine that is down runs it a moment later. */
const sweep = (service: Service): Promise<true> =>
  waitFor("the cron handler", () =>
    service.sweep().then(
      () => true as const,
      () => null,
    ),
  );

export async function turns(stage: Stage, kind: WeatherKind): Promise<void> {
  const { service, world } = stage;
  const { vonage, db } = service;
  const shops = world.lines.flatMap((line) => line.shops);
  const ids = shops.map(({ id }) => `'${id}'`).join(", ");
  stage.remarks(null, kind);
  switch (kind) {
    case "carrier: 429 for a while":
      vonage.fail({ kind: "answer", status: 429 });
      break;
    case "carrier: 5xx for a while":
      vonage.fail({ kind: "answer", status: 503 });
      break;
    case "carrier: drops the connection":
      vonage.fail({ kind: "reset" }, 4);
      break;
    case "carrier: takes it, its answer is lost":
      vonage.fail({ kind: "accept_then_reset" }, 6);
      break;
    case "carrier: is slow":
      vonage.slow(60);
      break;
    case "carrier: recovers":
      vonage.recover();
      await makeDue(db);
      await sweep(service);
      break;
    case "receipts: come twice":
      vonage.planReceipts({ copies: 2 });
      break;
    case "receipts: come out of order":
      vonage.planReceipts({ statuses: ["delivered", "submitted"] });
      break;
    case "cron: a sweep":
      await sweep(service);
      break;
    case "cron: birthdays": {
      const yesterday = new Date(Date.now() - DAY_MS).toISOString().slice(5, 10);
      await db.batch([
        { sql: `UPDATE customers SET birthday = ? WHERE merchant_id IN (${ids})`, args: [yesterday] },
        {
          sql: `UPDATE merchants SET birthday_points = 5, birthdays_due_at = ? WHERE id IN (${ids})`,
          args: [Date.now() - 3 * DAY_MS],
        },
      ]);
      await sweep(service);
      break;
    }
    case "cron: points near their end":
      await db.batch([
        { sql: `UPDATE merchants SET points_lifetime_days = 10 WHERE id IN (${ids})`, args: [] },
        { sql: `UPDATE customers SET expiry_check_at = 0 WHERE merchant_id IN (${ids})`, args: [] },
      ]);
      await sweep(service);
      break;
    case "machine: killed and started again":
      await service.restartWorker();
      break;
    case "carrier: answers opt-outs itself from now on":
      await db.execute({
        sql: "UPDATE senders SET carrier_answers_opt_outs = 1 WHERE id = ?",
        args: [world.answersOptOuts.id],
      });
      break;
    case "shop: gets its country":
      await db.execute({
        sql: "UPDATE merchants SET country = 'CA', region = 'QC' WHERE id = ?",
        args: [world.incomplete.id],
      });
      await sweep(service);
      break;
  }
  stage.happened(kind);
}

const ROUNDS_MAX = 8;

/** All is at its end: nothing waits for its turn, is being handed over, or waits for word of what became of it. */
export async function calms(service: Service): Promise<void> {
  const { vonage, db } = service;
  vonage.recover();
  const unfinished = async (statuses: string): Promise<number> => {
    const { rows } = await db.execute(`SELECT count(*) AS n FROM outbox WHERE status IN (${statuses})`);
    return Number(rows[0]?.n);
  };
  for (let round = 0; round < ROUNDS_MAX; round++) {
    await makeDue(db);
    await sweep(service);
    const until = Date.now() + 2_000;
    await waitFor("an empty queue", async () => {
      const isDone = (await unfinished("'queued', 'sending'")) === 0;
      return isDone || Date.now() > until ? true : null;
    });
    // Word of what the carrier took comes before anything is tried again.
    await vonage.settle();
    if ((await unfinished("'queued', 'sending', 'unconfirmed'")) === 0) return;
    await lapse(db);
    await sweep(service);
  }
  throw new Error("the outbox never came to an end");
}
