// Stands between the Worker and its database, and keeps answers back: a database that hangs, as seen from outside.

import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Socket } from "node:net";

/** `request` is never handed on; `answer` is done by the database and never told; `body` is told without its last part. */
type Stall = "request" | "answer" | "body";

export interface StallingDatabase {
  readonly url: string;
  standBefore(databaseUrl: string): void;
  /** What is asked from now on, if its SQL or its values hold that text. */
  stall(what: Stall, holding?: string): void;
  /** How many requests have been kept back so far. */
  stalled(): number;
  goOn(): void;
  close(): Promise<void>;
}

export async function startStallingDatabase(): Promise<StallingDatabase> {
  let target = 0;
  let stall: { readonly what: Stall; readonly holding: string } | null = null;
  let stalled = 0;
  const sockets = new Set<Socket>();
  const server = createServer((client) => {
    const database = connect(target, "127.0.0.1");
    let held: Stall | null = null;
    for (const socket of [client, database]) {
      sockets.add(socket);
      socket.on("error", () => undefined);
      socket.on("close", () => {
        sockets.delete(socket);
        client.destroy();
        database.destroy();
      });
    }
    client.on("data", (chunk) => {
      if (held === null && stall !== null && chunk.includes(stall.holding)) {
        held = stall.what;
        stalled++;
      }
      if (held !== "request") database.write(chunk);
    });
    database.on("data", (chunk) => {
      if (held === "body") client.write(chunk.subarray(0, -1));
      else if (held === null) client.write(chunk);
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    standBefore(databaseUrl) {
      target = Number(new URL(databaseUrl).port);
    },
    stall(what, holding = "") {
      stall = { what, holding };
    },
    stalled: () => stalled,
    goOn() {
      stall = null;
    },
    async close() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, "close");
    },
  };
}
