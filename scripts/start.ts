/** `npm start`: the whole service on this machine, in one process tree that Ctrl-C ends. */

import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { type Client, createClient } from "@libsql/client/web";
import { openDatabase } from "../worker/db/client.ts";
import { isKeyOfDatabase } from "../worker/db/service-keys.ts";
import { createKeyedHash, fingerprintOf } from "../worker/gateways/keyed-hash.ts";
import { DataFolderInUse, openDataFolder } from "./data-folder.ts";
import { checkDatabaseFile } from "./database-file.ts";
import { openKeys } from "./folder-keys.ts";
import { startLibsqlServer } from "./libsql-server.ts";
import { migrate } from "./migrations.ts";
import { explain, Refusal } from "./refusal.ts";
import { seed } from "./seed.ts";
import { type Environment, readStartSettings, wantsDemo } from "./settings.ts";
import { assertFree, buildWorker, startWorkerd } from "./workerd.ts";

type Running = { summary: string; stop(): Promise<void> };

const SWEEP_INTERVAL_MS = 60_000;
const IMPATIENT_AFTER_MS = 2_000;
/** What was killed just now may take so long to leave the port and the folder. */
const OTHERS_LEAVE_WITHIN_MS = 5_000;

async function start(env: Environment): Promise<Running> {
  const settings = readStartSettings(env);
  if (!settings.ok) throw new Refusal(`${settings.error}.`);
  const { port, carrier, given } = settings.value;
  const undo: (() => unknown)[] = [];
  const stop = async () => {
    for (const step of undo.splice(0).reverse()) await step();
  };
  try {
    const folder = await patiently(() => openDataFolder(settings.value.dataFolder), isInUse);
    undo.push(folder.release);
    await patiently(() => assertFree(port), isTaken).catch((error) => {
      throw isTaken(error) ? new Refusal(`Port ${port} is in use: stop what listens there or set PORT.`) : error;
    });
    if (!given.DATABASE_URL && !(await checkDatabaseFile(folder.databaseFile))) {
      console.log(`${folder.databaseFile} is too large to be checked whole at each start.`);
    }
    const keys = openKeys(folder, given);
    const bundle = bundleAside(undo);
    const database = await serveDatabase(given, folder.databaseFile, undo);
    const client = createClient({ url: database.DATABASE_URL, authToken: database.DATABASE_AUTH_TOKEN ?? "" });
    undo.push(() => client.close());
    await migrate(client, join(import.meta.dirname, "../migrations"));
    await checkKey(database, keys.NUMBER_HASH_KEY);
    const { said } = await seed(client, { demo: wantsDemo(env), env });
    if (said !== null) console.log(said);

    const base = `http://127.0.0.1:${port}`;
    const worker = await startWorkerd({
      script: await bundle,
      port,
      bindings: {
        APP_BASE_URL: base,
        LINK_BASE_URL: base,
        CARRIER: carrier,
        ...given,
        ...database,
        ...keys,
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

type DatabaseAddress = { DATABASE_URL: string; DATABASE_AUTH_TOKEN: string | undefined };

async function serveDatabase(given: Environment, file: string, undo: (() => unknown)[]): Promise<DatabaseAddress> {
  const { DATABASE_URL, DATABASE_AUTH_TOKEN } = given;
  if (DATABASE_URL) return { DATABASE_URL, DATABASE_AUTH_TOKEN };
  // Nobody else on this machine has business in there.
  const authToken = randomBytes(24).toString("base64url");
  const server = await startLibsqlServer({ file, authToken });
  undo.push(server.close);
  return { DATABASE_URL: server.url, DATABASE_AUTH_TOKEN: authToken };
}

/** A database takes the key of its first start, and no other. */
async function checkKey({ DATABASE_URL, DATABASE_AUTH_TOKEN }: DatabaseAddress, numberHashKey: string): Promise<void> {
  const database = openDatabase(DATABASE_URL, DATABASE_AUTH_TOKEN);
  if (await isKeyOfDatabase(database, await fingerprintOf(createKeyedHash(numberHashKey)))) return;
  throw new Refusal(
    "NUMBER_HASH_KEY is not the key that this database's numbers were hashed with: give it back the one it had, " +
      "in the environment or as number-hash-key in the data folder.",
  );
}

const isInUse = (error: unknown) => error instanceof DataFolderInUse;
const isTaken = (error: unknown) => error instanceof Error && "code" in error && error.code === "EADDRINUSE";

/** Tries until it works, for as long as what it fails by can pass. */
async function patiently<T>(attempt: () => T | Promise<T>, canPass: (error: unknown) => boolean): Promise<T> {
  const givesUpAt = Date.now() + OTHERS_LEAVE_WITHIN_MS;
  for (;;) {
    try {
      return await attempt();
    } catch (error) {
      if (!canPass(error) || Date.now() > givesUpAt) throw error;
      await sleep(100);
    }
  }
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
    // Who started this was killed. Listening alone would keep this process alive.
    process.once("disconnect", onSignal);
    process.channel?.unref();
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
