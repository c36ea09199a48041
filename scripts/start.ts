/** `npm start`: the whole service on this machine, in one process tree that Ctrl-C ends. */

import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Client, createClient, LibsqlError } from "@libsql/client/web";
import { DataFolderError, openDataFolder } from "./data-folder.ts";
import { startLibsqlServer } from "./libsql-server.ts";
import { MigrationError, migrate } from "./migrations.ts";
import { seed } from "./seed.ts";
import { assertFree, buildWorker, startWorkerd } from "./workerd.ts";

type Environment = Record<string, string | undefined>;
type Running = { summary: string; stop(): Promise<void> };

class StartError extends Error {}

const SWEEP_INTERVAL_MS = 60_000;
const IMPATIENT_AFTER_MS = 2_000;

async function start(env: Environment): Promise<Running> {
  const { port, carrier } = readSettings(env);
  const undo: (() => unknown)[] = [];
  const stop = async () => {
    for (const step of undo.splice(0).reverse()) await step();
  };
  try {
    await assertFree(port).catch(() => {
      throw new StartError(`Port ${port} is in use: stop what listens there or set PORT.`);
    });
    const folder = openDataFolder(env.DATA_DIR || ".data");
    undo.push(folder.release);
    const bundle = bundleAside(undo);
    const database = await openDatabase(env, folder.databaseFile, undo);
    const client = createClient({ url: database.DATABASE_URL, authToken: database.DATABASE_AUTH_TOKEN ?? "" });
    undo.push(() => client.close());
    await migrate(client, join(import.meta.dirname, "../migrations"));
    await seed(client, { demo: env.SEED ? env.SEED === "demo" : !env.SHOP_NAME, env });

    const base = `http://127.0.0.1:${port}`;
    const worker = await startWorkerd({
      script: await bundle,
      port,
      bindings: {
        ...database,
        APP_BASE_URL: env.APP_BASE_URL || base,
        LINK_BASE_URL: env.LINK_BASE_URL || base,
        LINK_SIGNING_KEYS: env.LINK_SIGNING_KEYS || folder.linkSigningKeys,
        NUMBER_HASH_KEY: env.NUMBER_HASH_KEY || folder.numberHashKey,
        CARRIER: carrier,
        ...Object.fromEntries(VONAGE_SETTINGS.map((name) => [name, env[name] || undefined])),
      },
      leaveSignals: true,
    });
    undo.push(worker.dispose, sweepRegularly(worker.scheduled));
    return { summary: await summarize(client, worker.url, carrier, folder.path), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Builds the Worker where no other start does, while the database is made ready. */
function bundleAside(undo: (() => unknown)[]): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), "comptoir-"));
  const aborted = new AbortController();
  undo.push(
    () => rmSync(folder, { recursive: true, force: true }),
    () => aborted.abort(),
  );
  const bundle = buildWorker(folder, aborted.signal);
  bundle.catch(() => undefined); // told when it is awaited, unless something else fails first
  return bundle;
}

const VONAGE_SETTINGS = [
  "VONAGE_API_KEY",
  "VONAGE_API_SECRET",
  "VONAGE_APPLICATION_ID",
  "VONAGE_PRIVATE_KEY",
  "VONAGE_SIGNATURE_SECRET",
  "VONAGE_API_URL",
];

function readSettings(env: Environment): { port: number; carrier: string } {
  const port = Number(env.PORT || 8787);
  if (!Number.isInteger(port) || port < 1 || port > 65_535) {
    throw new StartError(`PORT is ${env.PORT}, which is not a port: choose one from 1 to 65535.`);
  }
  const carrier = env.CARRIER || "simulator";
  if (carrier !== "simulator" && carrier !== "vonage") {
    throw new StartError(`CARRIER is ${carrier}: it can be simulator or vonage.`);
  }
  if (carrier === "vonage" && !env.VONAGE_SIGNATURE_SECRET) {
    throw new StartError(
      "CARRIER=vonage needs VONAGE_SIGNATURE_SECRET: without it anybody could write in a customer's name.",
    );
  }
  const canSend =
    (env.VONAGE_API_KEY && env.VONAGE_API_SECRET) || (env.VONAGE_APPLICATION_ID && env.VONAGE_PRIVATE_KEY);
  if (carrier === "vonage" && !canSend) {
    throw new StartError(
      "CARRIER=vonage needs VONAGE_API_KEY and VONAGE_API_SECRET, or VONAGE_APPLICATION_ID and VONAGE_PRIVATE_KEY.",
    );
  }
  return { port, carrier };
}

async function openDatabase(env: Environment, file: string, undo: (() => unknown)[]) {
  if (env.DATABASE_URL) return { DATABASE_URL: env.DATABASE_URL, DATABASE_AUTH_TOKEN: env.DATABASE_AUTH_TOKEN };
  // Nobody else on this machine has business in there.
  const authToken = randomBytes(24).toString("base64url");
  const server = await startLibsqlServer({ file, authToken });
  undo.push(server.close);
  return { DATABASE_URL: server.url, DATABASE_AUTH_TOKEN: authToken };
}

/** Runs the cron handler now and every minute, one at a time, as Cloudflare does. Returns what ends it. */
function sweepRegularly(scheduled: () => Promise<void>): () => Promise<void> {
  let sweeping: Promise<void> | undefined;
  const sweep = () => {
    sweeping ??= scheduled()
      .catch((error: Error) => console.error(error.message))
      .finally(() => {
        sweeping = undefined;
      });
  };
  sweep();
  const timer = setInterval(sweep, SWEEP_INTERVAL_MS);
  return async () => {
    clearInterval(timer);
    await sweeping;
  };
}

async function summarize(client: Client, url: string, carrier: string, folder: string): Promise<string> {
  const { rows } = await client.execute(`
    SELECT m.name AS shop, s.number AS number, sm.keyword AS keyword, p.phone AS owner
    FROM merchants m
    JOIN sender_merchants sm ON sm.merchant_id = m.id
    JOIN senders s ON s.id = sm.sender_id
    LEFT JOIN people p ON p.merchant_id = m.id AND p.role = 'owner'
    ORDER BY m.created_at LIMIT 1`);
  const [first] = rows;
  const lines: [name: string, value: string][] = [
    ["app", url],
    ...(carrier === "simulator" ? ([["simulator", `${url}/simulator`]] as [string, string][]) : []),
    ["inbox", `${url}/inbox${first?.owner ? `   (sign in as ${first.owner})` : ""}`],
    [
      "shop",
      first
        ? `${first.shop}: text JOIN or ${first.keyword} to ${first.number}`
        : "none yet: set SHOP_NAME and SHOP_NUMBER",
    ],
    ["data", folder],
  ];
  const table = lines.map(([name, value]) => `  ${name.padEnd(11)}${value}`).join("\n");
  return `\nComptoir is running.\n\n${table}\n\nCtrl-C stops it; the data stays.\n`;
}

function explain(error: unknown): string {
  if (error instanceof StartError || error instanceof DataFolderError || error instanceof MigrationError) {
    return error.message;
  }
  if (error instanceof LibsqlError) {
    const isDamaged = error.code === "SQLITE_CORRUPT" || error.code === "SQLITE_NOTADB";
    return isDamaged
      ? "The database file is damaged: restore a copy of it."
      : `The database refused: ${error.message}.`;
  }
  if (error instanceof TypeError && error.message === "fetch failed") {
    return "The database of DATABASE_URL can't be reached.";
  }
  return `Comptoir could not start: ${error instanceof Error ? error.message : error}`;
}

/** Resolves at the first signal. One Ctrl-C can arrive several times; one that comes later means: at once. */
function stopAsked(): Promise<"stop"> {
  return new Promise((resolve) => {
    let firstAt: number | undefined;
    const onSignal = () => {
      firstAt ??= Date.now();
      if (Date.now() - firstAt > IMPATIENT_AFTER_MS) process.exit(1);
      resolve("stop");
    };
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, onSignal);
  });
}

async function main(): Promise<void> {
  const asked = stopAsked();
  const starting = start(process.env);
  try {
    const running = await starting;
    console.log(running.summary);
    await asked;
    await running.stop();
    console.log("Stopped.");
  } catch (error) {
    // A build that Ctrl-C has broken off is no news.
    if ((await Promise.race([asked, Promise.resolve("go on")])) === "stop") return;
    console.error(explain(error));
    process.exitCode = 1;
  }
}

await main();
