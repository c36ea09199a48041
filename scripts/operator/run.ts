// Runs one command of the operator, from its words to what it said.

import { Refusal } from "../refusal.ts";
import type { Environment } from "../settings.ts";
import { createApiKey } from "./api-key-create.ts";
import { auditDatabase } from "./audit.ts";
import { backupDatabase } from "./backup.ts";
import { type Command, help, readCommand, type Say, usageOf } from "./command.ts";
import { openOperatorDatabase } from "./database.ts";
import { restoreDatabase } from "./restore.ts";
import { addSender, setSender } from "./senders.ts";
import { createShop, listShops } from "./shops.ts";
import { listUnrouted } from "./unrouted.ts";

const commands: readonly Command[] = [
  listShops,
  createShop,
  addSender,
  setSender,
  createApiKey,
  listUnrouted,
  auditDatabase,
  backupDatabase,
  restoreDatabase,
];

/** Resolves when it was done. @throws a Refusal that names every fault. */
export async function runOperator(words: readonly string[], env: Environment, say: Say): Promise<void> {
  const asked = readCommand(commands, words);
  if (!asked.ok) throw new Refusal(`${asked.error.join("; ")}.`);
  if (asked.value.kind === "help") {
    const { command } = asked.value;
    say(command === null ? help(commands) : `${usageOf(command)}\n    ${command.does}`);
    return;
  }
  if (asked.value.kind === "alone") return asked.value.act(env, say);
  const database = await openOperatorDatabase(env);
  try {
    await asked.value.act(database, say);
  } finally {
    await database.close();
  }
}
