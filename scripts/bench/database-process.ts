// The local libSQL server in a process of its own, which tells how often it was called, and how often it refused.

import { type LibsqlServer, startLibsqlServer } from "../libsql-server.ts";
import { answerParent } from "./processes.ts";

let server: LibsqlServer | undefined;

const handlers = {
  async start(file: string): Promise<string> {
    server = await startLibsqlServer({ file });
    return server.url;
  },
  roundTrips: (): number => server?.requests() ?? 0,
  rowsWritten: (): number => server?.rowsWritten() ?? 0,
  violations: (): Readonly<Record<string, number>> => Object.fromEntries(server?.violations() ?? []),
  close: async (): Promise<void> => server?.close(),
};

export type DatabaseProcess = typeof handlers;

answerParent(handlers);
