// The offers' pages. An offer's id is made with its form: posting to it adds the offer or changes it.

import { Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import { createMiddleware } from "hono/factory";
import * as v from "valibot";
import type { FieldErrors, Typed } from "../../../../../src/merchant/form-fields.ts";
import { type PictureFault, readPicture } from "../../../../../src/pictures/picture.ts";
import { ok, type Result } from "../../../../../src/result.ts";
import { readOfferSettings, typedOffer } from "../../../../../src/rewards/offer-settings.ts";
import { localDate } from "../../../../../src/time.ts";
import { loadOffer, loadOffers } from "../../../../db/merchant-catalogue.ts";
import { type PictureChange, saveOffer } from "../../../../usecases/save-offer.ts";
import { withdrawOffer } from "../../../../usecases/withdraw-offer.ts";
import { errorPage, readableForm } from "../../../shared/routes/page.tsx";
import type { InboxEnv } from "../../../shared/routes/session.ts";
import { merchantPaths } from "../../addresses.ts";
import { clockOf, formOf, frameOf, type InboxContext, typedIn } from "../../routes/frame.ts";
import { OfferPage } from "../offer-form.tsx";
import { OffersPage } from "../offers.tsx";

/** Above what is kept, so that who sends the photo of a phone as it is gets the form back with all that was typed. */
const BODY_BYTES_MAX = 8 * 1024 * 1024;

const isId = (id: string): boolean => v.is(v.pipe(v.string(), v.uuid()), id);

export const offers = new Hono<InboxEnv>();

offers.get(merchantPaths.offers(), async (c) => {
  const { context, signedIn } = c.var;
  const items = await loadOffers(context.db, signedIn.merchant.id);
  return c.html(<OffersPage frame={frameOf(c)} clock={clockOf(c)} now={context.now()} offers={items} />);
});

offers.get(merchantPaths.newOffer(), (c) => show(c, c.var.context.newId(), { typed: newOffer(c) }));

offers.get(merchantPaths.offer(":offerId"), async (c) => {
  const { db } = c.var.context;
  const offer = await loadOffer(db, c.var.signedIn.merchant.id, c.req.param("offerId"));
  if (offer === null || offer.withdrawnAt !== null) return errorPage(c, "not_found", 404);
  return show(c, offer.id, {});
});

const onlyIds = createMiddleware<InboxEnv>(async function onlyIds(c, next) {
  if (!isId(c.req.param("offerId") ?? "")) return errorPage(c, "not_found", 404);
  return next();
});

/** What is not even kept in memory is refused in the same words, on the form as it was saved last. */
const bounded = bodyLimit({
  maxSize: BODY_BYTES_MAX,
  async onError(c) {
    // Whoever is still sending may find the connection broken, and never read the answer: it comes when all has gone by.
    const { body } = c.req.raw;
    if (body !== null && !body.locked) await body.pipeTo(new WritableStream());
    return show(c, c.req.param("offerId") ?? "", { errors: { picture: "picture_too_heavy" } });
  },
});

offers.post(merchantPaths.offer(":offerId"), onlyIds, bounded, readableForm, async (c) => {
  const { context, signedIn } = c.var;
  const offerId = c.req.param("offerId");
  const typed = await typedIn(c);
  const settings = readOfferSettings(typed, signedIn.merchant.timeZone);
  const picture = await readPictureChange((await c.req.parseBody()).picture, typed);
  if (!settings.ok || !picture.ok) return show(c, offerId, { typed, errors: errorsOf(settings, picture) });
  const saved = await saveOffer(context, signedIn, { offerId, settings: settings.value, picture: picture.value });
  return saved.ok ? c.redirect(`${merchantPaths.offers()}?done=saved`, 303) : errorPage(c, "not_found", 404);
});

offers.post(merchantPaths.withdrawOffer(":offerId"), async (c) => {
  const withdrawn = await withdrawOffer(c.var.context, c.var.signedIn, c.req.param("offerId"));
  return withdrawn.ok ? c.redirect(`${merchantPaths.offers()}?done=withdrawn`, 303) : errorPage(c, "not_found", 404);
});

/** A field without a file is sent as a file without a name. */
async function readPictureChange(
  sent: unknown,
  { removePicture }: Typed,
): Promise<Result<PictureChange, PictureFault>> {
  if (!(sent instanceof File) || (sent.name === "" && sent.size === 0)) return ok(removePicture ? "remove" : "keep");
  const bytes = new Uint8Array(await sent.arrayBuffer());
  const picture = readPicture(bytes);
  return picture.ok ? ok({ ...picture.value, bytes }) : picture;
}

function errorsOf(settings: Result<unknown, FieldErrors>, picture: Result<PictureChange, PictureFault>): FieldErrors {
  const errors = settings.ok ? {} : settings.error;
  if (!picture.ok) return { ...errors, picture: picture.error };
  return typeof picture.value === "string" ? errors : { ...errors, picture: "picture_not_kept" };
}

const newOffer = (c: InboxContext): Typed => ({
  startsAt: localDate(c.var.context.now(), c.var.signedIn.merchant.timeZone),
});

interface Shown {
  /** As it was saved last, where nothing has been typed. */
  readonly typed?: Typed;
  readonly errors?: FieldErrors;
}

async function show(c: InboxContext, offerId: string, { typed, errors = {} }: Shown): Promise<Response> {
  const { id, language, timeZone } = c.var.signedIn.merchant;
  const offer = await loadOffer(c.var.context.db, id, offerId);
  const title = offer && (language === "fr" ? offer.titleFr : offer.titleEn);
  const form = formOf(c, typed ?? (offer ? typedOffer(offer, timeZone) : newOffer(c)), errors);
  const view = { frame: frameOf(c), form, offerId, title, picture: offer?.picture ?? null };
  return c.html(<OfferPage {...view} />, statusOf(errors));
}

function statusOf(errors: FieldErrors): 200 | 413 | 422 {
  if (Object.keys(errors).length === 0) return 200;
  return errors.picture === "picture_too_heavy" ? 413 : 422;
}
