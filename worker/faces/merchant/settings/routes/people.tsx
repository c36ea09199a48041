// The page on who works at the shop: an owner's.

import { Hono } from "hono";
import * as v from "valibot";
import { acceptingWords } from "../../../../../src/people/invitation.ts";
import { readNewPerson } from "../../../../../src/people/person-settings.ts";
import { roles } from "../../../../../src/people/roles.ts";
import { formatPhone } from "../../../../../src/phone.ts";
import { loadCounter } from "../../../../db/counter.ts";
import { loadPeople } from "../../../../db/merchant-people.ts";
import { addPerson } from "../../../../usecases/add-person.ts";
import { changeRole } from "../../../../usecases/change-role.ts";
import { removePerson } from "../../../../usecases/remove-person.ts";
import { errorPage } from "../../../shared/routes/page.tsx";
import type { InboxEnv } from "../../../shared/routes/session.ts";
import { merchantPaths } from "../../addresses.ts";
import type { FormView } from "../../fields.tsx";
import { formOf, frameOf, type InboxContext, typedIn } from "../../routes/frame.ts";
import { PeoplePage } from "../people.tsx";

const roleForm = v.object({ role: v.picklist(roles) });

export const people = new Hono<InboxEnv>();

people.get(merchantPaths.people(), (c) => show(c, formOf(c, { role: "staff" })));

people.post(merchantPaths.people(), async (c) => {
  const { context, signedIn } = c.var;
  const typed = await typedIn(c);
  const person = readNewPerson(typed, signedIn.merchant.country ?? "CA");
  if (!person.ok) return show(c, formOf(c, typed, person.error));
  const added = await addPerson(context, signedIn, person.value);
  if (!added.ok) return show(c, formOf(c, typed, { phone: added.error }));
  return c.redirect(`${merchantPaths.people()}?done=${added.value.isTexted ? "invited" : "invited_untexted"}`, 303);
});

people.post(merchantPaths.role(":personId"), async (c) => {
  const form = v.safeParse(roleForm, await typedIn(c));
  if (!form.success) return errorPage(c, "malformed", 400);
  const personId = c.req.param("personId");
  const changed = await changeRole(c.var.context, c.var.signedIn, personId, form.output.role);
  if (changed.ok) return c.redirect(`${merchantPaths.people()}?done=saved`, 303);
  return refuse(c, personId, changed.error);
});

people.post(merchantPaths.removePerson(":personId"), async (c) => {
  const personId = c.req.param("personId");
  const removed = await removePerson(c.var.context, c.var.signedIn, personId);
  if (removed.ok) return c.redirect(`${merchantPaths.people()}?done=removed`, 303);
  return refuse(c, personId, removed.error);
});

const refuse = (c: InboxContext, personId: string, error: "no_such_person" | "last_owner") =>
  error === "last_owner" ? show(c, formOf(c, { role: "staff" }), personId) : errorPage(c, "not_found", 404);

async function show(c: InboxContext, form: FormView, lastOwnerId: string | null = null): Promise<Response> {
  const { context, signedIn } = c.var;
  const { sender } = await loadCounter(context.db, signedIn);
  const view = {
    frame: frameOf(c),
    selfId: signedIn.person.id,
    people: await loadPeople(context.db, signedIn.merchant.id),
    answer: sender && {
      number: formatPhone(sender.number),
      words: acceptingWords(sender.keyword, sender.shared),
    },
    form,
    lastOwnerId,
  };
  const refused = lastOwnerId !== null || Object.keys(form.errors).length > 0;
  return c.html(<PeoplePage {...view} />, refused ? 422 : 200);
}
