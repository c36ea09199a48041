// The auditor: reads a whole database from outside and lists everything that does not add up.

import type { Client } from "@libsql/client";
import { auditLedgers as askRules } from "../../scripts/audit/run.ts";
import { NUMBER_HASH_KEY } from "./service.ts";

/** One sentence for each fault that the operator's own audit finds. */
export const auditLedgers = (client: Client): Promise<string[]> => askRules(client, Date.now(), NUMBER_HASH_KEY);
