// The script before all others: it installs what the lockfile says when it has to, then runs a script with the project's Node.

import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { chmod, copyFile, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";

// A project whose only dependency is a "node" that lies in a folder of its own: npm installs it without any network.
const manifest = { name: "project", version: "1.0.0", dependencies: { node: "file:pinned" } };
const pinned = { name: "node", version: "24.0.0", bin: { node: "node.sh" } };
const lockfile = {
  ...{ name: "project", version: "1.0.0", lockfileVersion: 3, requires: true },
  packages: {
    "": manifest,
    "node_modules/node": { resolved: "pinned", link: true },
    pinned: { name: "node", version: "24.0.0", bin: { node: "node.sh" } },
  },
};
const INSTALLING = "Installing the dependencies of package-lock.json; this takes a minute the first time.\n";

let project: string;

beforeEach(async () => {
  project = await mkdtemp(join(tmpdir(), "bootstrap-"));
  await mkdir(join(project, "scripts"));
  await mkdir(join(project, "pinned"));
  await copyFile("scripts/bootstrap.mjs", join(project, "scripts/bootstrap.mjs"));
  await write("package.json", manifest);
  await write("package-lock.json", lockfile);
  await write("pinned/package.json", pinned);
  await write("pinned/node.sh", `#!/bin/sh\nPINNED=yes exec "${process.execPath}" "$@"\n`);
  await chmod(join(project, "pinned/node.sh"), 0o755);
  await write("hello.js", 'console.log("hello", process.env.PINNED, process.argv.slice(2)); process.exitCode = 3;');
});

afterEach(() => rm(project, { recursive: true }));

const write = (file: string, content: object | string) =>
  writeFile(join(project, file), typeof content === "string" ? content : JSON.stringify(content));

function bootstrap(...args: string[]): ChildProcess {
  const env = { PATH: process.env.PATH, HOME: process.env.HOME };
  return spawn(process.execPath, [join(project, "scripts/bootstrap.mjs"), ...args], { cwd: project, env });
}

async function run(...args: string[]): Promise<{ code: number; stdout: string; stderr: string }> {
  const child = bootstrap(...args);
  const [stdout, stderr] = [child.stdout, child.stderr].map((stream) => stream?.setEncoding("utf8").toArray());
  const [code] = await once(child, "close");
  return { code, stdout: (await stdout)?.join("") ?? "", stderr: (await stderr)?.join("") ?? "" };
}

test("installs the first time and says so, then only runs; hands arguments and exit code on", async () => {
  const stdout = "hello yes [ '--flag', 'two words' ]\n";
  expect(await run("hello.js", "--flag", "two words")).toEqual({ code: 3, stdout, stderr: INSTALLING });
  expect(await run("hello.js", "--flag", "two words")).toEqual({ code: 3, stdout, stderr: "" });
});

test("installs again when the lockfile has changed, and when an install was broken off", async () => {
  await run("hello.js");
  await write("package-lock.json", `${JSON.stringify(lockfile)}\n`);
  expect((await run("hello.js")).stderr).toBe(INSTALLING);
  await rm(join(project, "node_modules/.comptoir-lock"));
  expect(await run("hello.js")).toMatchObject({ code: 3, stderr: INSTALLING });
});

test.each([
  ["is no JSON", "{"],
  ["is empty", ""],
])("a lockfile that %s is one sentence", async (_, content) => {
  await write("package-lock.json", content);
  expect(await run("hello.js")).toEqual({
    code: 1,
    stdout: "",
    stderr: "package-lock.json is missing or broken. Restore it (git checkout package-lock.json) and start again.\n",
  });
});

test("a lockfile that does not fit package.json is told with npm's own words and one sentence", async () => {
  await write("package.json", { ...manifest, dependencies: { ...manifest.dependencies, other: "file:other" } });
  await mkdir(join(project, "other"));
  await write("other/package.json", { name: "other", version: "1.0.0" });
  const { code, stdout, stderr } = await run("hello.js");
  expect([code, stdout]).toEqual([1, ""]);
  expect(stderr).toContain("Missing: other@1.0.0 from lock file");
  expect(stderr).toMatch(/\n\npackage-lock\.json is broken or does not fit package\.json\. Restore it [^\n]+\n$/);
  await expect(readFile(join(project, "node_modules/.comptoir-lock"))).rejects.toThrow("ENOENT");
});

test.each(["SIGINT", "SIGTERM"] as const)("%s reaches the script once, and its end is waited for", async (signal) => {
  await write(
    "waits.js",
    `let seen = 0;
    process.on("${signal}", () => { seen++; setTimeout(() => { console.log("stopped after", seen); process.exit(0); }, 200); });
    setInterval(() => undefined, 1_000);
    console.log("waiting");`,
  );
  const child = bootstrap("waits.js");
  let stdout = "";
  child.stdout?.setEncoding("utf8").on("data", (text) => {
    stdout += text;
  });
  await expect.poll(() => stdout).toBe("waiting\n");
  child.kill(signal);
  child.kill(signal);
  expect(await once(child, "close")).toEqual([0, null]);
  expect(stdout).toBe("waiting\nstopped after 1\n");
});

test("says what is missing when it is not told which script to run", async () => {
  expect(await run()).toMatchObject({ code: 1, stderr: expect.stringContaining("Say which script to run") });
});

test.each([
  ["this script", (child: ChildProcess) => child],
  ["npm, which had started it", () => null],
])("ends what it runs when %s is killed with no time to hand anything on", async (_, own) => {
  await write(
    "waits.js",
    `const { writeFileSync, renameSync } = require("node:fs");
     const told = (file, text) => { writeFileSync(file + "~", text); renameSync(file + "~", file); };
     const ends = (how) => { told("ended", how); process.exit(0); };
     process.once("disconnect", () => ends("its starter has gone")).once("SIGTERM", () => ends("it was told to"));
     setInterval(() => {}, 1_000);
     told("runs", String(process.ppid));`,
  );
  await run("hello.js");
  const env = { PATH: process.env.PATH, HOME: process.env.HOME, npm_lifecycle_event: "start" };
  const npm = spawn("sh", ["-c", `"${process.execPath}" scripts/bootstrap.mjs waits.js & wait`], { cwd: project, env });
  const told = (file: string) => readFile(join(project, file), "utf8").catch(() => null);
  await expect.poll(() => told("runs")).not.toBeNull();
  process.kill(own(npm) === null ? Number(npm.pid) : Number(await told("runs")), "SIGKILL");
  await expect.poll(() => told("ended")).toMatch(/^it/);
  if (npm.exitCode === null && npm.signalCode === null) npm.kill("SIGKILL");
});
