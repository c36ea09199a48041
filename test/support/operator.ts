// The operator's terminal: a command as it is typed, what it said and its exit code.

import { spawn } from "node:child_process";
import { once } from "node:events";
import { runOperator } from "../../scripts/operator/run.ts";
import { explain } from "../../scripts/refusal.ts";
import { ROOT } from "./tidy/tree.ts";

export interface Told {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

export type Operator = (...words: string[]) => Promise<Told>;

type Environment = Readonly<Record<string, string>>;

/** All that the program does but for starting it. @param env `DATABASE_URL`, or `DATA_DIR` for a local database. */
export function operatorOn(env: Environment): Operator {
  return async (...words) => {
    let out = "";
    const say = (line: string) => {
      out += `${line}\n`;
    };
    return runOperator(words, env, say).then(
      () => ({ code: 0, out, err: "" }),
      (error: unknown) => ({ code: 1, out, err: `${explain(error)}\n` }),
    );
  };
}

/** In a process of its own. */
export function operatorProcess(env: Environment): Operator {
  return async (...words) => {
    const given = { PATH: process.env.PATH, HOME: process.env.HOME, ...env };
    const child = spawn(process.execPath, ["scripts/operator.ts", ...words], { cwd: ROOT, env: given });
    const [out, err] = [child.stdout, child.stderr].map((stream) => stream.setEncoding("utf8").toArray());
    const [code] = await once(child, "close");
    return { code, out: (await out)?.join("") ?? "", err: (await err)?.join("") ?? "" };
  };
}
