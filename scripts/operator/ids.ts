// Fresh ids for the rows that a command writes.

import { UUID_RANDOM_BYTES, uuidv7 } from "../../src/ids.ts";

export const newId = (now: number): string => uuidv7(now, crypto.getRandomValues(new Uint8Array(UUID_RANDOM_BYTES)));
