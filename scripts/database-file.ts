// Is the local database file whole, and ours? Asked before anything is written to it, by a process of its own that is given up in time.

import { execFile } from "node:child_process";
import { statSync } from "node:fs";
import { promisify } from "node:util";
import Database from "libsql";
import { Refusal } from "./refusal.ts";

/** A file of gigabytes is not read whole at each start. */
const CHECK_MAX_MS = 15_000;

type Finding = "whole" | "damaged" | "not_a_database" | "foreign";

/** Resolves to false when the check took too long. @throws a Refusal that says what is wrong with the file. */
export async function checkDatabaseFile(file: string): Promise<boolean> {
  const found = statSync(file, { throwIfNoEntry: false });
  if (found === undefined) return true;
  if (found.size === 0) {
    throw new Refusal(`The database file ${file} is empty: restore a copy of it, or delete it to begin anew.`);
  }
  const options = { timeout: CHECK_MAX_MS, killSignal: "SIGKILL" } as const;
  const check = promisify(execFile)(process.execPath, [import.meta.filename, file], options);
  const { stdout, killed } = await check.then(
    (done) => ({ ...done, killed: false }),
    (error: { stdout: string; killed: boolean }) => error,
  );
  if (killed) return false;
  switch (stdout.trim() as Finding) {
    case "whole":
      return true;
    case "not_a_database":
      throw new Refusal(`The database file ${file} can't be used: file is not a database.`);
    case "foreign":
      throw new Refusal(
        `The database file ${file} holds another program's tables: set DATA_DIR to a folder of its own.`,
      );
    default:
      throw new Refusal(`The database file ${file} is damaged: restore a copy of it.`);
  }
}

function find(file: string): Finding {
  try {
    const database = new Database(file);
    const rows = database.prepare("PRAGMA quick_check(1)").raw().all() as string[][];
    if (rows[0]?.[0] !== "ok") return "damaged";
    const tables = database
      .prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
      .raw();
    const names = (tables.all() as string[][]).flat();
    database.close();
    return names.length === 0 || names.includes("migrations") ? "whole" : "foreign";
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : null;
    return code === "SQLITE_NOTADB" ? "not_a_database" : "damaged";
  }
}

if (import.meta.main) console.log(find(process.argv[2] ?? ""));
