// Usecases called directly, in Node: a real database with the demo shop, and a clock that the test sets.

import { randomUUID } from "node:crypto";
import { type Client, createClient } from "@libsql/client/web";
import { drizzle, type LibSQLDatabase } from "drizzle-orm/libsql";
import { seed } from "../../scripts/seed.ts";
import type { Consent, ConsentChange } from "../../src/consent/consent.ts";
import type { Context } from "../../worker/context.ts";
import { openDatabase } from "../../worker/db/client.ts";
import { consentEntries, customers, merchants, people, senders } from "../../worker/db/schema.ts";
import { createKeyedHash } from "../../worker/gateways/keyed-hash.ts";
import { startMigrated } from "./migrated.ts";
import { rememberStatements, weighStatements } from "./plans/statements.ts";
import { NUMBER_HASH_KEY } from "./service.ts";

export interface Usecases {
  readonly context: Context;
  readonly client: Client;
  /** For what the test itself asks: the plans of the usecases' own statements are looked at when it ends. */
  readonly orm: LibSQLDatabase;
  readonly merchantId: string;
  readonly personId: string;
  readonly senderId: string;
  /** The senders that were woken so far. */
  readonly nudged: readonly string[];
  setClock(at: number): void;
  roundTrips(): number;
  /** The texts of all statements so far. */
  statements(): readonly string[];
  /** Of the shop, with the ledger that its consent is the fold of. */
  newCustomer(more?: Partial<typeof customers.$inferInsert>): Promise<string>;
  dispose(): Promise<void>;
}

const changesTo: Readonly<Record<Consent, readonly ConsentChange[]>> = {
  none: [],
  subscribed: ["granted"],
  held: ["granted", "held"],
  opted_out: ["granted", "withdrawn"],
};

export async function startUsecases(): Promise<Usecases> {
  const server = await startMigrated();
  const { db: client, sent } = rememberStatements(createClient({ url: server.url }));
  await seed(client, { demo: true, env: {} });
  const orm = drizzle(client);
  let now = Date.now();
  let phones = 0;
  const nudged: string[] = [];
  const db = openDatabase(server.url, undefined);
  const context: Context = {
    db,
    // The usecases under test read none of it.
    config: {} as Context["config"],
    now: () => now,
    newId: () => randomUUID(),
    keyedHash: createKeyedHash(NUMBER_HASH_KEY),
    nudgeSender: (senderId) => void nudged.push(senderId),
    nudgeRooms() {},
    waitUntil() {},
  };
  const [shop] = await orm.select().from(merchants);
  const [owner] = await orm.select().from(people);
  const [sender] = await orm.select().from(senders);
  if (!shop || !owner || !sender) throw new Error("there is no shop");
  return {
    context,
    client,
    orm,
    merchantId: shop.id,
    personId: owner.id,
    senderId: sender.id,
    nudged,
    setClock: (at) => {
      now = at;
    },
    roundTrips: () => server.requests(),
    statements: () => server.statements(),
    async newCustomer(more = {}) {
      const id = randomUUID();
      const phone = `+1${514 + Math.floor(phones / 100)}55501${String(phones++ % 100).padStart(2, "0")}`;
      const changes = changesTo[more.consent ?? "none"];
      const customer = { id, merchantId: shop.id, phone, createdAt: now, consentSeq: changes.length, ...more };
      const [first, ...others] = changes.map((change, i) =>
        orm.insert(consentEntries).values({
          customerId: id,
          seq: i + 1,
          change,
          word: "OUI",
          shown: "Texts about your points",
          actor: "customer",
          cause: `test:${id}`,
          at: now,
        }),
      );
      await orm.insert(customers).values(customer);
      if (first) await orm.batch([first, ...others]);
      return id;
    },
    async dispose() {
      client.close();
      await server.close();
      weighStatements(server.statements().filter((statement) => !sent.has(statement)));
    },
  };
}

/** A client that is told `busy` tries again, with the same key. */
export async function insist<T>(act: () => Promise<T>): Promise<T> {
  for (;;) {
    const answer = await act();
    if (!/"busy"/.test(JSON.stringify(answer))) return answer;
  }
}
