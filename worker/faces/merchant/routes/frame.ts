// What the routes of the merchant's pages have in common: the frame around a page, the form that was posted.

import type { Context } from "hono";
import type { Typed } from "../../../../src/merchant/form-fields.ts";
import { type Clock, createClock } from "../../shared/clock.ts";
import type { InboxEnv } from "../../shared/routes/session.ts";
import type { FormView } from "../fields.tsx";
import { type FrameView, isDone } from "../frame.tsx";

export type InboxContext = Context<InboxEnv>;

export function frameOf(c: InboxContext): FrameView {
  const { merchant, person } = c.var.signedIn;
  const done = c.req.query("done");
  return {
    language: merchant.language,
    shop: {
      name: merchant.name,
      accent: merchant.accentColor,
      complete: merchant.country !== null && merchant.region !== null,
    },
    person: { name: person.name, role: person.role, otherShops: person.otherShops ?? 0 },
    done: isDone(done) ? done : null,
  };
}

export function clockOf(c: InboxContext): Clock {
  const { merchant } = c.var.signedIn;
  return createClock(c.var.context.now(), merchant.timeZone, merchant.language);
}

/** The fields of a form as they were typed. Files, which no page asks for, are left out. */
export async function typedIn(c: InboxContext): Promise<Typed> {
  const body = await c.req.parseBody();
  return Object.fromEntries(
    Object.entries(body).filter((field): field is [string, string] => typeof field[1] === "string"),
  );
}

export const formOf = (c: InboxContext, typed: Typed, errors: FormView["errors"] = {}): FormView => ({
  language: c.var.signedIn.merchant.language,
  typed,
  errors,
});
