// `npm start` as a person meets it: what it says, what it keeps, and the one sentence when it can't.

import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { chmod, mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { createServer, type Server } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createClient } from "@libsql/client";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { startLibsqlServer } from "../../scripts/libsql-server.ts";

/** It bundles the Worker three times, on a machine that has other tests to run. */
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

function start(env: NodeJS.ProcessEnv): Started {
  const child = spawn(process.execPath, ["scripts/start.ts"], {
    env: { PATH: process.env.PATH, HOME: process.env.HOME, DATA_DIR: folder, ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (text) => {
      output += text;
    });
  }
  const started = { process: child, output: () => output, ended: once(child, "close").then(([code]) => code) };
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
  await expect.poll(() => isOver || output().includes("Comptoir is running."), { timeout: 60_000 }).toBe(true);
  expect(output()).toContain("Comptoir is running.");
}

test("starts the service on an empty folder, stops on Ctrl-C, and finds its data again", {
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

  first.process.kill("SIGINT");
  expect(await first.ended).toBe(0);
  await expect(fetch(url)).rejects.toThrow();
  const keys = await readFile(join(folder, "link-signing-keys"), "utf8");
  expect((await stat(join(folder, "link-signing-keys"))).mode & 0o777).toBe(0o600);
  await edit("UPDATE merchants SET name = 'Salon Comptoir'");

  const second = start({ PORT: port });
  await untilUp(second);
  expect(second.output()).toContain("Salon Comptoir");
  expect(await readFile(join(folder, "link-signing-keys"), "utf8")).toBe(keys);
  second.process.kill("SIGTERM");
  expect(await second.ended).toBe(0);
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
    expect(await refusal({ CARRIER: "pigeon" })).toBe("CARRIER is pigeon: it can be simulator or vonage.\n");
  });

  test("a data folder that can't be written", async () => {
    const file = join(folder, "file");
    await writeFile(file, "");
    expect(await refusal({ PORT: await freePort(), DATA_DIR: join(file, "data") })).toMatch(
      /^The data folder .* can't be written: [^\n]+\n$/,
    );
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
