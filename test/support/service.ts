// The whole service, for a test: a database of its own, the stand-in carrier or the simulator, the Worker in workerd.

import { randomBytes, randomInt } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Client, createClient } from "@libsql/client/web";
import { inject } from "vitest";
import { type FakeVonage, startFakeVonage } from "../../scripts/fake-vonage/server.ts";
import { startLibsqlServer } from "../../scripts/libsql-server.ts";
import { seed } from "../../scripts/seed.ts";
import { startWorkerd, type Workerd } from "../../scripts/workerd.ts";
import { copyMigrated } from "./migrated.ts";
import { rememberStatements, weighStatements } from "./plans/statements.ts";
import { waitFor } from "./wait.ts";

export const SHOP_NUMBER = "+15145550100";
export const OWNER_PHONE = "+15145550199";

const API_KEY = "test-key";
const API_SECRET = "test-api-secret";
const SIGNATURE_SECRET = "test-signature-secret-of-thirty-two-bytes";
/** One for all tests: what is planted in a database by hand has the hashes that the Worker would make. */
export const NUMBER_HASH_KEY = `1:${Buffer.alloc(32, "number-hash-key").toString("base64url")}`;

export interface ServiceOptions {
  /** `vonage` talks to a stand-in carrier of the test's own. */
  readonly carrier?: "simulator" | "vonage";
  /** Over the demo shop's settings. */
  readonly shop?: Readonly<Record<string, string>>;
  /** Retries of the stand-in carrier, for tests of their own time. */
  readonly retryDelaysMs?: readonly number[];
  /** Over the Worker's variables. */
  readonly bindings?: Readonly<Record<string, string | undefined>>;
}

export interface Service {
  readonly url: string;
  /** Straight to the database, past the Worker. */
  readonly db: Client;
  /** Only with `carrier: "vonage"`. */
  readonly vonage: FakeVonage;
  /** Every line that the Worker has logged so far. */
  readonly logs: readonly string[];
  /** What the Worker was given and must never say. */
  readonly secrets: readonly string[];
  readonly database: StoppableDatabase;
  /** Round trips to the database so far. */
  roundTrips(): number;
  /** A phone that texts through the carrier. */
  customer(phone: string): Customer;
  /** Posts a webhook as the carrier does, signed unless other headers are given. */
  webhook(kind: "inbound" | "status", payload: object | string, headers?: Record<string, string>): Promise<Response>;
  /** Runs the cron handler. */
  sweep(): Promise<void>;
  /** Kills the Worker, as a crash would, and starts another on the same database and the same port. */
  restartWorker(): Promise<void>;
  /** One more Worker on the same database, with Lines of its own for the same numbers. */
  startTwin(): Promise<Workerd>;
  dispose(): Promise<void>;
}

interface StoppableDatabase {
  readonly url: string;
  /** Nobody listens on its port. */
  goDown(): Promise<void>;
  comeBack(): Promise<void>;
}

export interface Customer {
  readonly phone: string;
  /** Returns when the service has answered the carrier. */
  texts(text: string, to?: string): Promise<number>;
  /** Every text that has reached the phone so far, oldest first. */
  received(): Promise<readonly string[]>;
  /** Waits for the phone to have received that many texts in all; the last of them. */
  receives(count: number): Promise<string>;
}

export async function startService(options: ServiceOptions = {}): Promise<Service> {
  const carrier = options.carrier ?? "vonage";
  const folder = await mkdtemp(join(tmpdir(), "comptoir-"));
  await copyMigrated(join(folder, "test.db"));
  const database = await startDatabase(join(folder, "test.db"));
  const { db, sent } = rememberStatements(createClient({ url: database.url }));
  await seed(db, { demo: true, env: options.shop ?? {} });

  const vonage = await startFakeVonage({
    apiKey: API_KEY,
    apiSecret: API_SECRET,
    signatureSecret: SIGNATURE_SECRET,
    ...(options.retryDelaysMs ? { retryDelaysMs: options.retryDelaysMs } : {}),
  });
  const logs: string[] = [];
  const start = (port: number, url: string) =>
    startWorkerd({
      script: inject("worker"),
      port,
      offline: true,
      onLog: (line) => void logs.push(line),
      bindings: {
        DATABASE_URL: database.url,
        APP_BASE_URL: url,
        LINK_BASE_URL: url,
        LINK_SIGNING_KEYS: `1:${signingKey}`,
        NUMBER_HASH_KEY,
        CARRIER: carrier,
        VONAGE_API_KEY: API_KEY,
        VONAGE_API_SECRET: API_SECRET,
        VONAGE_SIGNATURE_SECRET: SIGNATURE_SECRET,
        VONAGE_API_URL: vonage.url,
        ...options.bindings,
      },
    });
  const signingKey = randomBytes(32).toString("base64url");
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  let worker = await start(port, url);
  const twins = new Set<Workerd>();
  vonage.callBack(url);

  const lastStop = new Map<string, Promise<void>>();
  const readPhone = carrier === "vonage" ? fromCarrier(vonage) : fromOutbox(db);
  return {
    url,
    db,
    vonage,
    logs,
    secrets: [API_SECRET, SIGNATURE_SECRET, signingKey],
    database,
    roundTrips: () => database.requests(),
    customer: (phone) => ({
      phone,
      async texts(text, to = SHOP_NUMBER) {
        await lastStop.get(phone);
        const status = await (carrier === "vonage"
          ? vonage.sendInbound({ from: phone, to, text })
          : postToSimulator(url, phone, to, text));
        if (STOPS.test(text)) lastStop.set(phone, nextSecond());
        return status;
      },
      received: () => readPhone(phone),
      receives: async (count) => {
        const texts = await waitFor(`${count} texts at the phone`, async () => {
          const received = await readPhone(phone);
          return received.length >= count ? received : null;
        });
        return texts.at(-1) ?? "";
      },
    }),
    webhook(kind, payload, headers) {
      const body = typeof payload === "string" ? payload : JSON.stringify(payload);
      const address = `${url}/webhooks/vonage/${kind}`;
      return fetch(address, { method: "POST", headers: headers ?? vonage.signedHeaders(body), body });
    },
    sweep: () => worker.scheduled(),
    async restartWorker() {
      for (const pid of worker.pids()) process.kill(pid, "SIGKILL");
      await worker.dispose();
      worker = await start(port, url);
    },
    async startTwin() {
      const twin = await start(await freePort(), url);
      twins.add(twin);
      return {
        ...twin,
        async dispose() {
          if (twins.delete(twin)) await twin.dispose();
        },
      };
    },
    async dispose() {
      await vonage.close();
      await Promise.all([worker, ...twins].map((each) => each.dispose()));
      db.close();
      await database.goDown();
      await rm(folder, { recursive: true, force: true });
      weighStatements(database.statements().filter((statement) => !sent.has(statement)));
    },
  };
}

async function startDatabase(file: string) {
  let server = await startLibsqlServer({ file });
  const { url, port } = server;
  let isUp = true;
  let requestsBefore = 0;
  const statements = new Set<string>();
  return {
    url,
    requests: () => requestsBefore + server.requests(),
    /** Every statement that was sent here while it was up, as soon as it is down. */
    statements: () => [...statements],
    async goDown() {
      for (const statement of server.statements()) statements.add(statement);
      if (isUp) await server.close();
      isUp = false;
    },
    async comeBack() {
      if (isUp) return;
      requestsBefore += server.requests();
      server = await startLibsqlServer({ file, port });
      isUp = true;
    },
  };
}

/** In the second of a STOP the STOP wins, whatever else is written: a person takes longer than that to think better of it. */
const STOPS = /stop|arr[eê]t|unsub/i;
export const nextSecond = (): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, 1_001 - (Date.now() % 1_000)));

const fromCarrier = (vonage: FakeVonage) => async (phone: string) =>
  vonage.accepted.filter(({ to }) => `+${to}` === phone).map(({ text }) => text);

const fromOutbox = (db: Client) => async (phone: string) => {
  const sql = "SELECT text FROM outbox WHERE recipient = ? AND status = 'delivered' ORDER BY created_at, id";
  const { rows } = await db.execute({ sql, args: [phone] });
  return rows.map((row) => String(row.text));
};

async function postToSimulator(url: string, from: string, to: string, text: string): Promise<number> {
  const headers = { "content-type": "application/json" };
  const body = JSON.stringify({ from, to, text });
  return (await fetch(`${url}/simulator/messages`, { method: "POST", headers, body })).status;
}

/** Below the range from which systems give ports to connections: between the look and the start nobody takes it. */
async function freePort(): Promise<number> {
  const port = randomInt(20_000, 30_000);
  const isFree = await new Promise<boolean>((resolve) => {
    const probe = createServer().once("error", () => resolve(false));
    probe.listen(port, "127.0.0.1", () => probe.close(() => resolve(true)));
  });
  return isFree ? port : freePort();
}
