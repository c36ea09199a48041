// The reference with its database inside: a Worker checks the signature and hands the text to one Durable Object, which runs the recorded
// statements of the service for the same text in its own SQLite, on tables that are copies of the service's. It answers when they are on disk.

import { DurableObject } from "cloudflare:workers";
import { isGenuine } from "./carrier-signature.js";

const utf8 = new TextDecoder();

export default {
  async fetch(request, env) {
    const line = env.LINE.getByName("line");
    if (new URL(request.url).pathname === "/kept") return Response.json(await line.kept());
    const body = await request.arrayBuffer();
    if (!(await isGenuine(request.headers.get("authorization") ?? "", body, env)))
      return new Response(null, { status: 401 });
    const { from, text } = JSON.parse(utf8.decode(body));
    await line.receive(from, text);
    return new Response(null, { status: 200 });
  },
};

export class Line extends DurableObject {
  entries = 0;

  constructor(ctx, env) {
    super(ctx, env);
    this.recordings = Object.fromEntries(
      Object.entries(JSON.parse(env.RECORDINGS)).map(([text, { read, write }]) => [
        text,
        { reads: statementsOf(read), writes: statementsOf(write) },
      ]),
    );
    // Left alone for ten seconds it is thrown away, and made anew on the tables that are there.
    const { sql } = ctx.storage;
    if (sql.exec("SELECT 1 FROM sqlite_master WHERE name = 'outbox'").toArray().length > 0) return;
    ctx.storage.transactionSync(() => {
      sql.exec("PRAGMA defer_foreign_keys = ON");
      for (const each of JSON.parse(env.COPY)) sql.exec(each.sql, ...each.values);
    });
  }

  receive(phone, text) {
    const { reads, writes } = this.recordings[text];
    for (const each of reads) this.run(each, phone);
    this.ctx.storage.transactionSync(() => {
      for (const each of writes) this.entries += this.run(each, phone).rowsWritten;
    });
  }

  run({ sql, values }, phone) {
    const cursor = this.ctx.storage.sql.exec(sql, ...values(phone));
    cursor.toArray();
    return cursor;
  }

  /** The rows that were written since this object was made, the same with their index entries, and the bytes of its database. */
  kept() {
    const { sql } = this.ctx.storage;
    const { rows } = sql.exec("SELECT total_changes() AS rows").one();
    return { rows, entries: this.entries, bytes: sql.databaseSize };
  }
}

/** Transactions are the object's own affair. */
const FRAME = /^(?:BEGIN|COMMIT|ROLLBACK|SAVEPOINT|RELEASE)\b/;

function statementsOf(pipeline) {
  const steps = JSON.parse(pipeline).requests.flatMap(({ batch }) => batch?.steps ?? []);
  return steps
    .map(({ stmt }) => stmt)
    .filter(({ sql }) => !FRAME.test(sql))
    .map(({ sql, args = [] }) => ({ sql, values: (phone) => args.map((arg) => filled(arg, phone)) }));
}

function filled({ type, value = null }, phone) {
  if (type === "text") return value.replaceAll("{phone}", phone);
  return type === "integer" ? Number(value) : value;
}

// The runner of the service binds both.
export class Room {}
