// The page on how points are earned and rewards used, and the codes for it.

import { Hono } from "hono";
import {
  codeFromRandom,
  readProgrammeSettings,
  typedProgramme,
} from "../../../../../src/loyalty/programme-settings.ts";
import { currencyOf } from "../../../../../src/loyalty/spending.ts";
import { randomUint32 } from "../../../../gateways/secrets.ts";
import { saveProgramme } from "../../../../usecases/save-programme.ts";
import { posterPaths } from "../../../poster/addresses.ts";
import type { InboxEnv } from "../../../shared/routes/session.ts";
import { merchantPaths } from "../../addresses.ts";
import type { FormView } from "../../fields.tsx";
import { formOf, frameOf, type InboxContext, typedIn } from "../../routes/frame.ts";
import { ProgrammePage } from "../programme.tsx";

export const programme = new Hono<InboxEnv>();

programme.get(merchantPaths.programme(), (c) => {
  const { merchant } = c.var.signedIn;
  return show(c, formOf(c, typedProgramme(merchant, merchant.language)));
});

programme.post(merchantPaths.programme(), async (c) => {
  const typed = await typedIn(c);
  const settings = readProgrammeSettings(typed);
  if (!settings.ok) return show(c, formOf(c, typed, settings.error));
  await saveProgramme(c.var.context, c.var.signedIn, settings.value);
  return c.redirect(`${merchantPaths.programme()}?done=saved`, 303);
});

/** Draws a code into the form as it was typed so far. It counts once the form is saved. */
programme.post(merchantPaths.newEarnCode(), async (c) => {
  const typed = await typedIn(c);
  return show(c, formOf(c, { ...typed, earnCode: codeFromRandom(randomUint32()) }), true);
});

function show(c: InboxContext, form: FormView, newCode = false): Response | Promise<Response> {
  const { slug, country } = c.var.signedIn.merchant;
  const view = {
    frame: frameOf(c),
    form,
    newCode,
    posterHref: posterPaths.poster(slug),
    currency: currencyOf(country),
  };
  return c.html(<ProgrammePage {...view} />, Object.keys(form.errors).length > 0 ? 422 : 200);
}
