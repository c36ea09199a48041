// The Workers that inbound texts are measured against, each started on a demo shop that nobody has written to yet.

import { bundle } from "./bundle.ts";
import { copyOf } from "./copy.ts";
import { recordConversations } from "./recording.ts";
import type { Bench } from "./service.ts";
import { type Contestant, type Kept, keptInDatabase } from "./texts.ts";

export interface References {
  /** The least that a Worker can do for a text with this database. */
  readonly floor: Contestant;
  /** An object that has its database inside, on disk. */
  readonly object: Contestant;
}

export async function startReferences(bench: Bench): Promise<References> {
  const copy = JSON.stringify(await copyOf(bench.db));
  const recordings = { RECORDINGS: JSON.stringify(await recordConversations(bench)) };
  const start = async (worker: string, bindings: Readonly<Record<string, string>>) =>
    bench.startWorker({ script: await bundle(worker, bench.folder), bindings });
  const floor = await start("floor-worker.js", recordings);
  const object = await start("object-worker.js", { ...recordings, COPY: copy });
  const keptInside = async () => (await (await fetch(new URL("/kept", object.url))).json()) as Kept;
  return { floor: { worker: floor, kept: keptInDatabase(bench) }, object: { worker: object, kept: keptInside } };
}
