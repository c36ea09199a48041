// The offers' pages. An offer's id is made with its form: posting to it adds the offer or changes it.

import { Hono } from "hono";
import * as v from "valibot";
import { readOfferSettings, typedOffer } from "../../../src/loyalty/offer-settings.ts";
import { localDate } from "../../../src/time.ts";
import { loadOffer, loadOffers } from "../../db/merchant-catalogue.ts";
import { ErrorPage } from "../../pages/error.tsx";
import type { FormView } from "../../pages/merchant/fields.tsx";
import { OfferPage, OffersPage } from "../../pages/merchant/offers.tsx";
import { saveOffer } from "../../usecases/save-offer.ts";
import { withdrawOffer } from "../../usecases/withdraw-offer.ts";
import type { InboxEnv } from "../session.ts";
import { clockOf, formOf, frameOf, type InboxContext, typedIn } from "./frame.ts";

const isId = (id: string): boolean => v.is(v.pipe(v.string(), v.uuid()), id);

export const offers = new Hono<InboxEnv>();

offers.get("/", async (c) => {
  const { context, signedIn } = c.var;
  const items = await loadOffers(context.db, signedIn.merchant.id);
  return c.html(<OffersPage frame={frameOf(c)} clock={clockOf(c)} now={context.now()} offers={items} />);
});

offers.get("/new", (c) => {
  const today = localDate(c.var.context.now(), c.var.signedIn.merchant.timeZone);
  return show(c, c.var.context.newId(), null, formOf(c, { startsAt: today }));
});

offers.get("/:offerId", async (c) => {
  const { context, signedIn } = c.var;
  const { id, language, timeZone } = signedIn.merchant;
  const offer = await loadOffer(context.db, id, c.req.param("offerId"));
  if (offer === null || offer.withdrawnAt !== null) return c.html(<ErrorPage kind="not_found" />, 404);
  const title = language === "fr" ? offer.titleFr : offer.titleEn;
  return show(c, offer.id, title, formOf(c, typedOffer(offer, timeZone)));
});

offers.post("/:offerId", async (c) => {
  const { context, signedIn } = c.var;
  const offerId = c.req.param("offerId");
  if (!isId(offerId)) return c.html(<ErrorPage kind="not_found" />, 404);
  const typed = await typedIn(c);
  const settings = readOfferSettings(typed, signedIn.merchant.timeZone);
  if (!settings.ok) return show(c, offerId, null, formOf(c, typed, settings.error));
  const saved = await saveOffer(context, signedIn, offerId, settings.value);
  return saved.ok ? c.redirect("/inbox/offers?done=saved", 303) : c.html(<ErrorPage kind="not_found" />, 404);
});

offers.post("/:offerId/withdraw", async (c) => {
  const withdrawn = await withdrawOffer(c.var.context, c.var.signedIn, c.req.param("offerId"));
  return withdrawn.ok ? c.redirect("/inbox/offers?done=withdrawn", 303) : c.html(<ErrorPage kind="not_found" />, 404);
});

function show(c: InboxContext, offerId: string, title: string | null, form: FormView): Response | Promise<Response> {
  const view = { frame: frameOf(c), form, offerId, title };
  return c.html(<OfferPage {...view} />, Object.keys(form.errors).length > 0 ? 422 : 200);
}
