// `npm start` as a person meets it: what it says, what it keeps, and the one sentence when it can't.

import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { chmod, mkdtemp, readdir, readFile, rm, stat, truncate, writeFile } from "node:fs/promises";
import { createServer, type Server } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createClient } from "@libsql/client";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { startLibsqlServer } from "../../scripts/libsql-server.ts";

/** It bundles the Worker twice, on a machine that has other tests to run. */
const STARTS_TIMEOUT_MS = 240_000;

type Started = { process: ChildProcess; output(): string; ended: Promise<number | null> };

let folder: string;
let running: Started[];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "start-"));
  running = [];
});

afterEach(async () => {
  for (const { process, ended } of running) {
    process.kill("SIGTERM");
    await ended;
  }
  await rm(folder, { recursive: true });
});

function start(env: NodeJS.ProcessEnv, ...channel: "ipc"[]): Started {
  const child = spawn(process.execPath, ["scripts/start.ts"], {
    env: { PATH: process.env.PATH, HOME: process.env.HOME, DATA_DIR: folder, ...env },
    stdio: ["ignore", "pipe", "pipe", ...channel],
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding("utf8").on("data", (text) => {
      output += text;
    });
  }
  // A channel that is left is never told to be closed.
  const ended = once(child, channel.length > 0 ? "exit" : "close").then(([code]) => code);
  const started = { process: child, output: () => output, ended };
  running.push(started);
  return started;
}

async function refusal(env: NodeJS.ProcessEnv): Promise<string> {
  const { ended, output } = start(env);
  expect(await ended).toBe(1);
  return output();
}

async function listen(): Promise<[port: string, server: Server]> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  return [String(typeof address === "object" && address?.port), server];
}

async function freePort(): Promise<string> {
  const [port, server] = await listen();
  server.close();
  await once(server, "close");
  return port;
}

async function untilUp({ output, ended }: Started): Promise<void> {
  let isOver = false;
  void ended.then(() => {
    isOver = true;
  });
  await expect
    .poll(() => isOver || output().includes("Comptoir is running."), { timeout: STARTS_TIMEOUT_MS })
    .toBe(true);
  expect(output()).toContain("Comptoir is running.");
}

const isFree = (port: string) =>
  new Promise<boolean>((resolve) => {
    const probe = createServer().once("error", () => resolve(false));
    probe.listen(Number(port), "127.0.0.1", () => probe.close(() => resolve(true)));
  });

test("starts on an empty folder; killed with no time to clean up, it leaves nothing on the port and starts again at once with all that it had; stops on Ctrl-C", {
  timeout: STARTS_TIMEOUT_MS,
}, async () => {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const first = start({ PORT: port });
  await untilUp(first);
  for (const told of [url, `${url}/simulator`, `${url}/inbox`, "+15145550100", "+15145550199", folder]) {
    expect(first.output()).toContain(told);
  }
  expect((await fetch(`${url}/healthz`)).status).toBe(200);
  const other = refusal({ PORT: await freePort() });
  expect(await other).toMatch(/^The data folder .* is in use by another start: stop that one or set DATA_DIR\.\n$/);
  const keys = await readFile(join(folder, "link-signing-keys"), "utf8");
  expect((await stat(join(folder, "link-signing-keys"))).mode & 0o777).toBe(0o600);
  const headers = { "content-type": "application/json" };
  const body = JSON.stringify({ from: "+15145550142", to: "+15145550100", text: "Bonjour" });
  expect((await fetch(`${url}/simulator/messages`, { method: "POST", headers, body })).ok).toBe(true);
  first.process.kill("SIGKILL");
  await first.ended;

  const second = start({ PORT: port });
  await untilUp(second);
  expect((await fetch(`${url}/healthz`)).status).toBe(200);
  expect(await readFile(join(folder, "link-signing-keys"), "utf8")).toBe(keys);
  second.process.kill("SIGINT");
  expect(await second.ended).toBe(0);
  await expect(fetch(url)).rejects.toThrow();
  expect(await isFree(port)).toBe(true);
  const client = createClient({ url: `file:${join(folder, "comptoir.db")}` });
  const { rows } = await client.execute("SELECT text FROM inbound_messages");
  client.close();
  expect(rows).toMatchObject([{ text: "Bonjour" }]);
});

test("whoever started it is killed: it ends by itself", { timeout: STARTS_TIMEOUT_MS }, async () => {
  const port = await freePort();
  const orphan = start({ PORT: port }, "ipc");
  await untilUp(orphan);
  orphan.process.disconnect();
  expect(await orphan.ended).toBe(0);
  expect(await isFree(port)).toBe(true);
});

/** Changes the database while nothing is started. */
async function edit(sql: string): Promise<void> {
  const server = await startLibsqlServer({ file: join(folder, "comptoir.db") });
  const client = createClient({ url: server.url });
  await client.executeMultiple(sql);
  client.close();
  await server.close();
}

describe("what keeps it from starting is one sentence", () => {
  test("a port that is taken", async () => {
    const [port, server] = await listen();
    expect(await refusal({ PORT: port })).toBe(`Port ${port} is in use: stop what listens there or set PORT.\n`);
    server.close();
  });

  test("a port that is none", async () => {
    expect(await refusal({ PORT: "80a" })).toBe("PORT is 80a, which is not a port: choose one from 1 to 65535.\n");
  });

  test("a carrier without what it needs", async () => {
    const vonage = { CARRIER: "vonage", VONAGE_API_KEY: "k", VONAGE_API_SECRET: "s" };
    expect(await refusal(vonage)).toMatch(/^CARRIER=vonage needs VONAGE_SIGNATURE_SECRET: [^\n]+\n$/);
    expect(await refusal({ CARRIER: "vonage", VONAGE_SIGNATURE_SECRET: "s" })).toMatch(
      /^CARRIER=vonage needs VONAGE_API_KEY and VONAGE_API_SECRET, or [^\n]+\n$/,
    );
    expect(await refusal({ CARRIER: "pigeon" })).toBe("CARRIER is not simulator or vonage.\n");
  });

  test("a data folder that can't be written", async () => {
    const file = join(folder, "file");
    await writeFile(file, "");
    for (const nowhere of [join(file, "data"), "/proc/nope"]) {
      expect(await refusal({ PORT: await freePort(), DATA_DIR: nowhere })).toMatch(
        /^The data folder .* can't be written: [^\n]+\n$/,
      );
    }
  });

  test("a database of a newer schema", async () => {
    await edit(`
      CREATE TABLE migrations (number INTEGER PRIMARY KEY, name TEXT, sha256 TEXT, applied_at TEXT);
      INSERT INTO migrations VALUES (9999, '9999_future', '', '')`);
    expect(await refusal({ PORT: await freePort() })).toMatch(/^The database has [^\n]+\n$/);
  });

  test("a database file that is something else", async () => {
    await writeFile(
      join(folder, "comptoir.db"),
      "something else entirely, and long enough to look like a page".repeat(99),
    );
    expect(await refusal({ PORT: await freePort() })).toMatch(/^[^\n]+ can't be used: file is not a database\.\n$/);
  });

  test("a database file that is damaged", async () => {
    await edit("CREATE TABLE migrations (number INTEGER PRIMARY KEY, name TEXT, sha256 TEXT, applied_at TEXT)");
    await truncate(join(folder, "comptoir.db"), 4096);
    expect(await refusal({ PORT: await freePort() })).toMatch(
      /^The database file .*comptoir\.db is damaged: restore a copy of it\.\n$/,
    );
  });

  test("all settings that are wrong, at once and by name, and nothing is made", async () => {
    const wrong = { LINK_SIGNING_KEYS: "abc", APP_BASE_URL: "my-tunnel", SHOP_COUNTRY: "canada", SEED: "foo" };
    expect(await refusal({ PORT: await freePort(), ...wrong })).toMatch(
      /^APP_BASE_URL [^\n]+; LINK_SIGNING_KEYS [^\n]+; SEED is not demo; SHOP_COUNTRY is not CA, US or FR[^\n]*\.\n$/,
    );
    expect(await readdir(folder)).toEqual([]);
  });

  test("a key that is not the one of the database", { timeout: STARTS_TIMEOUT_MS }, async () => {
    const port = await freePort();
    const first = start({ PORT: port });
    await untilUp(first);
    first.process.kill("SIGTERM");
    expect(await first.ended).toBe(0);
    const refused = /^NUMBER_HASH_KEY is not the key [^\n]+\n$/;
    const other = `1:${Buffer.alloc(32, "another").toString("base64url")}`;
    expect(await refusal({ PORT: port, NUMBER_HASH_KEY: other })).toMatch(refused);
    await rm(join(folder, "number-hash-key"));
    expect(await refusal({ PORT: port })).toMatch(/number-hash-key is missing, and the numbers [^\n]+\n$/);
    expect(await readdir(folder)).not.toContain("number-hash-key");
    await writeFile(join(folder, "number-hash-key"), other);
    await rm(join(folder, "comptoir.db"));
    expect(await refusal({ PORT: port })).toMatch(
      /^The database file \S+ is missing, and its keys are there: [^\n]+\n$/,
    );
  });

  test("a database that nobody answers for", async () => {
    const env = { PORT: await freePort(), DATABASE_URL: `http://127.0.0.1:${await freePort()}` };
    expect(await refusal(env)).toBe("The database of DATABASE_URL can't be reached.\n");
  });

  test("signing keys that are damaged", async () => {
    await writeFile(join(folder, "link-signing-keys"), "?");
    await chmod(join(folder, "link-signing-keys"), 0o600);
    expect(await refusal({ PORT: await freePort() })).toMatch(/ does not hold id:base64url keys: [^\n]+\n$/);
  });
});
