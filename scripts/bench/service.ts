// The service as a bench runs it: database and carrier in processes of their own, the Worker on workerd's own socket.

import { createHmac, randomBytes } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { type Client, createClient } from "@libsql/client/web";
import { migrate } from "../migrations.ts";
import { seed } from "../seed.ts";
import { buildWorker, startWorkerd, type Workerd } from "../workerd.ts";
import type { CarrierProcess } from "./carrier-process.ts";
import type { DatabaseProcess } from "./database-process.ts";
import { type Child, startChild } from "./processes.ts";

export const SHOP_NUMBER = "+15145550100";
export const STAFF_CODE = "4321";

export const ACCOUNT = {
  apiKey: "bench-key",
  apiSecret: "bench-api-secret",
  signatureSecret: "bench-signature-secret-of-thirty-two-bytes",
} as const;

const SIGNALS = ["SIGINT", "SIGTERM"] as const;
const ROOT = join(import.meta.dirname, "../..");
const LINK_SIGNING_KEY = randomBytes(32).toString("base64url");
const NUMBER_HASH_KEY = randomBytes(32).toString("base64url");
const APP_URL = "http://127.0.0.1";
/** Found through the indexes, so that looking does not disturb. */
const WAITING = `
  SELECT 1 FROM senders WHERE
    EXISTS (SELECT 1 FROM outbox WHERE sender_id = senders.id AND status = 'queued') OR
    EXISTS (SELECT 1 FROM outbox WHERE sender_id = senders.id AND status IN ('sending', 'unconfirmed'))`;
const LOOK_EVERY_MS = 50;
const DRAIN_MAX_MS = 90_000;

export interface Bench {
  /** Gone with the bench. */
  readonly folder: string;
  /** Straight to the database, past the Worker. Its calls count as round trips. */
  readonly db: Client;
  readonly databaseUrl: string;
  readonly database: Child<DatabaseProcess>;
  readonly carrier: Child<CarrierProcess>;
  /** As the service hashes a code. */
  hashCode(code: string): string;
  /** Segments a second that the shop's number may send. */
  setPace(segmentsPerS: number): Promise<void>;
  /** Waits until nothing is left to send. Returns how many round trips the looking took. */
  drained(): Promise<number>;
  /** What was left to send is not sent: what a Worker had in hand that was stopped, and what a reference has queued. */
  cancelUnsent(): Promise<void>;
  /** The service's own Worker, or another script. */
  startWorker(over?: { script?: string; bindings?: Readonly<Record<string, string>> }): Promise<Workerd>;
}

/** Where the database is. In memory a commit does not wait for the disk, whose speed is another matter than the service's. */
export type Storage = "memory" | "disk";

/** Runs a bench on a demo shop with an empty database, and ends everything that was started, however the bench ends. */
export async function onDemoShop<T>(storage: Storage, bench: (on: Bench) => Promise<T>): Promise<T> {
  const endings: (() => Promise<unknown>)[] = [];
  const { promise: interrupted, reject } = Promise.withResolvers<never>();
  const onSignal = (signal: string) => reject(new Error(`The bench was ended by ${signal}.`));
  interrupted.catch(() => {}); // also while nothing waits for it yet
  for (const signal of SIGNALS) process.once(signal, onSignal);
  try {
    const folder = await mkdtemp(join(tmpdir(), "comptoir-bench-"));
    endings.push(() => rm(folder, { recursive: true, force: true }));
    const database = startChild<DatabaseProcess>("database-process.ts");
    endings.push(() => database.stop());
    const carrier = startChild<CarrierProcess>("carrier-process.ts");
    endings.push(() => carrier.stop());
    const databaseUrl = await database.ask("start", storage === "disk" ? join(folder, "bench.db") : ":memory:");
    const carrierUrl = await carrier.ask("start", ACCOUNT);

    const db = createClient({ url: databaseUrl });
    endings.push(async () => db.close());
    await migrate(db, join(ROOT, "migrations"));
    await seed(db, { demo: true, env: {} });

    const service = await buildWorker(join(folder, "worker"));
    const variables = {
      DATABASE_URL: databaseUrl,
      APP_BASE_URL: APP_URL,
      LINK_BASE_URL: APP_URL,
      LINK_SIGNING_KEYS: `1:${LINK_SIGNING_KEY}`,
      NUMBER_HASH_KEY: `1:${NUMBER_HASH_KEY}`,
      CARRIER: "vonage",
      VONAGE_API_KEY: ACCOUNT.apiKey,
      VONAGE_API_SECRET: ACCOUNT.apiSecret,
      VONAGE_SIGNATURE_SECRET: ACCOUNT.signatureSecret,
      VONAGE_API_URL: carrierUrl,
    };
    const running = bench({
      folder,
      db,
      databaseUrl,
      database,
      carrier,
      hashCode: (code) =>
        createHmac("sha256", Buffer.from(NUMBER_HASH_KEY, "base64url")).update(`code\n${code}`).digest("base64url"),
      async setPace(segmentsPerS) {
        await db.execute({ sql: "UPDATE senders SET pace_segments_per_s = ?", args: [segmentsPerS] });
      },
      drained: () => drained(db),
      async cancelUnsent() {
        await db.execute("UPDATE outbox SET status = 'cancelled' WHERE status <> 'submitted'");
      },
      async startWorker({ script = service, bindings = {} } = {}) {
        const worker = await startWorkerd({
          script,
          offline: true,
          leaveSignals: true,
          bindings: { ...variables, ...bindings },
          onLog: () => {},
        });
        let running = true;
        const dispose = async () => {
          if (running) await worker.dispose();
          running = false;
        };
        endings.push(dispose);
        return { ...worker, dispose };
      },
    });
    return await Promise.race([running, interrupted]);
  } finally {
    for (const signal of SIGNALS) process.off(signal, onSignal);
    for (const end of endings.reverse()) await end().catch((error: unknown) => console.error("bench:", error));
  }
}

async function drained(db: Client): Promise<number> {
  const giveUpAt = Date.now() + DRAIN_MAX_MS;
  for (let looks = 1; Date.now() < giveUpAt; looks++) {
    const { rows } = await db.execute(WAITING);
    if (rows.length === 0) return looks;
    await sleep(LOOK_EVERY_MS);
  }
  throw new Error(`The outbox was not empty after ${DRAIN_MAX_MS / 1_000} s.`);
}
