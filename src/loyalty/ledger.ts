// Why a balance has moved. A closed list: a cause that the merchant's pages have no words for does not compile.

import type { EarnCause } from "./earning.ts";

export type EntryCause = EarnCause | "claim" | "reversal" | "expiry" | "customer_deleted";
