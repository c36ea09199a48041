// A column: when the person wrote a text, which is where it stands among others. Texts that nobody could answer have no such time.

import { sql } from "drizzle-orm";
import { inboundMessages } from "./schema.ts";

export const writtenAt = sql<number>`coalesce(${inboundMessages.writtenAt}, ${inboundMessages.receivedAt})`;
