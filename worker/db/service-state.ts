// What the whole service is in: a database that was restored sends nothing until its audit is clean.

import { eq, notExists } from "drizzle-orm";
import { builder } from "./prepared.ts";
import { serviceState } from "./schema.ts";

/** For the queries that find what is due. */
export const maySendAtAll = notExists(
  builder.select({ since: serviceState.since }).from(serviceState).where(eq(serviceState.name, "restored")),
);
