// Records the two requests that the service makes to the database for each text of a conversation, as templates for the floor.

import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { text as textOf } from "node:stream/consumers";
import type { Client } from "@libsql/client/web";
import { conversationAt, SCRIPTS, type Text } from "./conversations.ts";
import { handIn } from "./members.ts";
import type { Bench } from "./service.ts";

/** Bodies of two pipeline requests, with `{phone}` where the digits of the customer's number go. */
export interface Recording {
  readonly read: string;
  readonly write: string;
}

/** By the text that the customer wrote. */
export type Recordings = Readonly<Record<string, Recording>>;

/** Each script of the bench is played once to a Worker of its own. */
export async function recordConversations(bench: Bench): Promise<Recordings> {
  const bodies: string[] = [];
  const proxy = await startProxy(bench.databaseUrl, bodies);
  try {
    const { port } = proxy.address() as AddressInfo;
    const worker = await bench.startWorker({ bindings: { DATABASE_URL: `http://127.0.0.1:${port}` } });
    const before = await idsOf(bench.db);
    const recordings: Record<string, Recording> = {};
    for (const index of SCRIPTS.keys()) {
      for (const text of conversationAt(index)) recordings[text.text] = await record(worker.url, text, bodies, before);
    }
    await worker.dispose();
    return recordings;
  } finally {
    proxy.closeAllConnections();
    proxy.close();
  }
}

async function record(url: string, text: Text, bodies: string[], idsBefore: ReadonlySet<string>): Promise<Recording> {
  bodies.length = 0;
  const status = await handIn(url, text);
  // The Line wakes meanwhile: its requests know nothing of the carrier's id of this text.
  const [read, write, ...more] = bodies.filter((each) => each.includes(text.messageId));
  if (status !== 200 || read === undefined || write === undefined || more.length > 0) {
    throw new Error(`A text was to be answered 200 with two round trips, not ${status} with ${bodies.length}.`);
  }
  const phone = text.from.slice(1);
  return { read: templateOf(read, phone, idsBefore), write: templateOf(write, phone, idsBefore) };
}

const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;
const LINK_ID = /(?<="value":")[0-9a-f]{12}(?=")/g;

/** Whatever was made for this customer is made anew for each phone: its digits take the place of the last twelve of an id. */
function templateOf(body: string, phone: string, idsBefore: ReadonlySet<string>): string {
  return withInlineSql(body)
    .replaceAll(phone, "{phone}")
    .replace(UUID, (id) => (idsBefore.has(id) ? id : `${id.slice(0, -12)}0{phone}`))
    .replace(LINK_ID, (id) => `${id}{phone}`);
}

type Sql = { sql?: string; sql_id?: number };
type Request =
  | { type: "store_sql"; sql: string; sql_id: number }
  | { type: "batch"; batch: { steps: { stmt: Sql }[] } }
  | { type: "close" };

/** The client stores each text of SQL before it uses it once; the least that can be sent is the text in its place. */
function withInlineSql(body: string): string {
  const { requests } = JSON.parse(body) as { requests: Request[] };
  const stored = new Map<number, string>();
  const least = requests.filter((request) => {
    if (request.type === "store_sql") stored.set(request.sql_id, request.sql);
    if (request.type === "batch") for (const { stmt } of request.batch.steps) inline(stmt, stored);
    return request.type !== "store_sql";
  });
  return JSON.stringify({ requests: least });
}

function inline(stmt: Sql, stored: ReadonlyMap<number, string>): void {
  const sql = stmt.sql_id === undefined ? undefined : stored.get(stmt.sql_id);
  if (sql === undefined) return;
  stmt.sql = sql;
  delete stmt.sql_id;
}

async function idsOf(db: Client): Promise<ReadonlySet<string>> {
  const { rows } = await db.execute("SELECT id FROM merchants UNION ALL SELECT id FROM senders");
  return new Set(rows.map(({ id }) => String(id)));
}

async function startProxy(databaseUrl: string, bodies: string[]): Promise<Server> {
  const proxy = createServer(async (request, response) => {
    const body = await textOf(request);
    bodies.push(body);
    const answer = await fetch(new URL(request.url ?? "", databaseUrl), { method: "POST", body });
    response.writeHead(answer.status, { "content-type": "application/json" }).end(await answer.text());
  });
  await new Promise<void>((resolve) => proxy.listen(0, "127.0.0.1", resolve));
  return proxy;
}
