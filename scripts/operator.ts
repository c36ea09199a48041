/** `npm run -s operator -- <command>`: what the operator of the service does at a terminal. Exit code 0 only when it was done. */

import { runOperator } from "./operator/run.ts";
import { explain } from "./refusal.ts";

await runOperator(process.argv.slice(2), process.env, console.log).catch((error: unknown) => {
  console.error(explain(error));
  process.exitCode = 1;
});
