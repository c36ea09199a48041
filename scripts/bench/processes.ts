// Processes of a bench, each asked by messages: what is measured together must not share an event loop, and CPU is counted by process.

import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";

type Handlers = Readonly<Record<string, (input: never) => unknown>>;
type Question = { readonly id: number; readonly name: string; readonly input: unknown };
type Answer = { readonly id: number } & ({ readonly value: unknown } | { readonly error: string });

export interface Child<H extends Handlers> {
  readonly pid: number;
  ask<K extends keyof H & string>(name: K, ...input: Parameters<H[K]>): Promise<Awaited<ReturnType<H[K]>>>;
  stop(): Promise<void>;
}

const STOP_MS = 5_000;

/** Runs a script of this folder, which calls `answerParent`. */
export function startChild<H extends Handlers>(script: string): Child<H> {
  const child = fork(join(import.meta.dirname, script), { stdio: ["ignore", "inherit", "inherit", "ipc"] });
  const open = new Map<number, PromiseWithResolvers<unknown>>();
  let lastId = 0;
  child.on("message", (answer: Answer) => {
    const asked = open.get(answer.id);
    open.delete(answer.id);
    if ("error" in answer) asked?.reject(new Error(answer.error));
    else asked?.resolve(answer.value);
  });
  child.on("exit", (code) => {
    for (const asked of open.values()) asked.reject(new Error(`${script} ended with ${code}`));
    open.clear();
  });
  return {
    pid: child.pid ?? 0,
    ask(name, ...[input]) {
      const asked = Promise.withResolvers<unknown>();
      const question: Question = { id: ++lastId, name, input };
      open.set(question.id, asked);
      child.send(question, (error) => error && asked.reject(error));
      return asked.promise as never;
    },
    stop: () => stop(child),
  };
}

/** The child's side. It ends with its parent, whatever ends that one. */
export function answerParent(handlers: Handlers): void {
  process.on("message", async ({ id, name, input }: Question) => {
    try {
      const value = await handlers[name]?.(input as never);
      process.send?.({ id, value });
    } catch (error) {
      process.send?.({ id, error: error instanceof Error ? error.message : String(error) });
    }
  });
  process.on("disconnect", () => process.exit());
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, "exit");
  const late = setTimeout(() => child.kill("SIGKILL"), STOP_MS);
  child.disconnect();
  await ended;
  clearTimeout(late);
}
