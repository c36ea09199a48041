// The page on the shop itself: an owner's.

import { Hono } from "hono";
import { readShopSettings, typedShop } from "../../../../../src/merchant/shop-settings.ts";
import { saveShop } from "../../../../usecases/save-shop.ts";
import type { InboxEnv } from "../../../shared/routes/session.ts";
import { merchantPaths } from "../../addresses.ts";
import type { FormView } from "../../fields.tsx";
import { formOf, frameOf, type InboxContext, typedIn } from "../../routes/frame.ts";
import { ShopPage } from "../shop.tsx";

export const shop = new Hono<InboxEnv>();

shop.get(merchantPaths.shop(), (c) => show(c, formOf(c, typedShop(c.var.signedIn.merchant))));

shop.post(merchantPaths.shop(), async (c) => {
  const typed = await typedIn(c);
  const settings = readShopSettings(typed);
  if (!settings.ok) return show(c, formOf(c, typed, settings.error));
  await saveShop(c.var.context, c.var.signedIn, settings.value);
  return c.redirect(`${merchantPaths.shop()}?done=saved`, 303);
});

function show(c: InboxContext, form: FormView): Response | Promise<Response> {
  const { unit, language } = c.var.signedIn.merchant;
  const refused = Object.keys(form.errors).length > 0;
  return c.html(<ShopPage frame={frameOf(c)} form={form} unit={unit[language].other} />, refused ? 422 : 200);
}
