// The page on the tablets at the counter and the staff's codes. A pairing code is in the answer that makes it, and nowhere else.

import { Hono } from "hono";
import { readKiosk, readStaffCode } from "../../../../../src/people/counter-settings.ts";
import { loadKiosks } from "../../../../db/merchant-kiosks.ts";
import { addKiosk } from "../../../../usecases/add-kiosk.ts";
import { addStaffCode } from "../../../../usecases/add-staff-code.ts";
import { revokeKiosk } from "../../../../usecases/revoke-kiosk.ts";
import { revokeStaffCode } from "../../../../usecases/revoke-staff-code.ts";
import { errorPage } from "../../../shared/routes/page.tsx";
import type { InboxEnv } from "../../../shared/routes/session.ts";
import { merchantPaths } from "../../addresses.ts";
import type { FormView } from "../../fields.tsx";
import { clockOf, formOf, frameOf, type InboxContext, typedIn } from "../../routes/frame.ts";
import { KiosksPage, type KiosksView } from "../kiosks.tsx";

export const kiosks = new Hono<InboxEnv>();

kiosks.get(merchantPaths.kiosks(), (c) => show(c, {}));

kiosks.post(merchantPaths.kiosks(), async (c) => {
  const typed = await typedIn(c);
  const kiosk = readKiosk(typed);
  if (!kiosk.ok) return show(c, { kioskForm: formOf(c, typed, kiosk.error) });
  const { name } = kiosk.value;
  return show(c, { pairing: { name, ...(await addKiosk(c.var.context, c.var.signedIn, name)) } });
});

kiosks.post(merchantPaths.staffCodes(), async (c) => {
  const typed = await typedIn(c);
  const code = readStaffCode(typed);
  if (!code.ok) return show(c, { codeForm: formOf(c, typed, code.error) });
  const added = await addStaffCode(c.var.context, c.var.signedIn, code.value);
  if (!added.ok) return show(c, { codeForm: formOf(c, typed, { code: added.error }) });
  return c.redirect(`${merchantPaths.kiosks()}?done=added`, 303);
});

kiosks.post(merchantPaths.revokeStaffCode(":staffCodeId"), async (c) => {
  const revoked = await revokeStaffCode(c.var.context, c.var.signedIn, c.req.param("staffCodeId"));
  return revoked.ok ? c.redirect(`${merchantPaths.kiosks()}?done=revoked`, 303) : errorPage(c, "not_found", 404);
});

kiosks.post(merchantPaths.revokeKiosk(":kioskId"), async (c) => {
  const revoked = await revokeKiosk(c.var.context, c.var.signedIn, c.req.param("kioskId"));
  return revoked.ok ? c.redirect(`${merchantPaths.kiosks()}?done=revoked`, 303) : errorPage(c, "not_found", 404);
});

type Shown = Partial<Pick<KiosksView, "kioskForm" | "codeForm" | "pairing">>;

async function show(c: InboxContext, { kioskForm, codeForm, pairing }: Shown): Promise<Response> {
  const { context, signedIn } = c.var;
  const blank: FormView = formOf(c, {});
  const view = {
    ...(await loadKiosks(context.db, signedIn.merchant.id)),
    frame: frameOf(c),
    clock: clockOf(c),
    now: context.now(),
    pairing: pairing ?? null,
    kioskForm: kioskForm ?? blank,
    codeForm: codeForm ?? blank,
  };
  return c.html(<KiosksPage {...view} />, kioskForm || codeForm ? 422 : 200);
}
