// The tables as Drizzle sees them. The migrations are the truth; a test compares the two.

export * from "./schema/counter.ts";
export * from "./schema/customers.ts";
export * from "./schema/messages.ts";
export * from "./schema/people.ts";
export * from "./schema/points.ts";
export * from "./schema/rewards.ts";
export * from "./schema/service.ts";
export * from "./schema/shop.ts";
export * from "./schema/suppressions.ts";
