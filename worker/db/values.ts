// A list as one value, so that the statement is the same however long the list, and an empty one is no other statement.

import { type Placeholder, type SQL, sql } from "drizzle-orm";

/** For `inArray`. @param list JSON: a placeholder, or the text itself. */
export const valuesOf = (list: Placeholder | string): SQL => sql`(SELECT value FROM json_each(${list}))`;
