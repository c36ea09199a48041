// The form of one offer: what it is and when, its small print, its picture, its coupon.

import type { Language } from "../../../../src/conversation/language.ts";
import { PICTURE_BYTES_MAX } from "../../../../src/pictures/picture.ts";
import {
  couponDaysBounds,
  OFFER_DETAILS_LENGTH_MAX,
  OFFER_EXCLUSIONS_LENGTH_MAX,
  OFFER_TITLE_LENGTH_MAX,
} from "../../../../src/rewards/offer-settings.ts";
import { Picture, type PictureView } from "../../shared/picture.tsx";
import type { Words } from "../../shared/words.ts";
import { merchantPaths } from "../addresses.ts";
import { errorInWords } from "../field-words.ts";
import { Field, type FormView, identity, NumberField, Refused, TextArea, TextField, TickField } from "../fields.tsx";
import { type FrameView, MerchantPage } from "../frame.tsx";
import { ownLanguageFirst } from "../own-language-first.ts";

export interface OfferView {
  readonly frame: FrameView;
  readonly form: FormView;
  readonly offerId: string;
  /** Null for an offer that is being added. */
  readonly title: string | null;
  /** The one that the offer has. */
  readonly picture: PictureView | null;
}

const en = {
  newTitle: "New offer",
  back: "All offers",
  titles: { fr: "Title in French", en: "Title in English" },
  first: "First day",
  last: "Last day",
  details: { fr: "Details in French", en: "Details in English" },
  exclusions: { fr: "Exclusions in French", en: "Exclusions in English" },
  exclusionsHint: "What it does not cover: “drinks, gift cards”.",
  picture: "Picture",
  choose: "Choose a picture",
  pictureHint: "JPEG, PNG or WebP, 300 KB at most. Wider than high looks best.",
  smaller: "Made smaller, to fit.",
  removePicture: "Remove the picture",
  coupon: "Coupon",
  hasCoupon: "Customers get a coupon",
  hasCouponHint: "One each, used at the counter as a reward is. It costs them nothing.",
  couponDays: "Good for",
  days: "days",
  couponDaysHint: "From the day they get it. Empty: until the offer ends.",
  save: "Save",
};

type OfferFormWords = Words<typeof en>;

const fr: OfferFormWords = {
  newTitle: "Nouvelle offre",
  back: "Toutes les offres",
  titles: { fr: "Titre en français", en: "Titre en anglais" },
  first: "Premier jour",
  last: "Dernier jour",
  details: { fr: "Détails en français", en: "Détails en anglais" },
  exclusions: { fr: "Exclusions en français", en: "Exclusions en anglais" },
  exclusionsHint: "Ce qu’elle ne couvre pas\u202f: «\u202fboissons, cartes-cadeaux\u202f».",
  picture: "Image",
  choose: "Choisir une image",
  pictureHint: "JPEG, PNG ou WebP, 300\u00a0Ko au plus. Plus large que haute, c’est mieux.",
  smaller: "Réduite à la bonne taille.",
  removePicture: "Retirer l’image",
  coupon: "Coupon",
  hasCoupon: "Les clients reçoivent un coupon",
  hasCouponHint: "Un par client, utilisé au comptoir comme une récompense. Il ne coûte aucun point.",
  couponDays: "Valable",
  days: "jours",
  couponDaysHint: "À partir du jour où ils l’obtiennent. Vide\u202f: jusqu’à la fin de l’offre.",
  save: "Enregistrer",
};

const words: Readonly<Record<Language, OfferFormWords>> = { en, fr };

const SUFFIXES = { fr: "Fr", en: "En" } as const satisfies Record<Language, string>;

export function OfferPage({ frame, form, offerId, title, picture }: OfferView) {
  const said = words[frame.language];
  const languages = ownLanguageFirst(frame.language);
  return (
    <MerchantPage frame={frame} title={title ?? said.newTitle} section="rewards" tab="offers" script="offer">
      <a class="back-link" href={merchantPaths.offers()}>
        ← {said.back}
      </a>
      <h1>{title ?? said.newTitle}</h1>
      <form class="form" method="post" action={merchantPaths.offer(offerId)} enctype="multipart/form-data" novalidate>
        <Refused form={form} />
        <section class="panel">
          <div class="fields">
            {languages.map((lang) => (
              <TextField
                form={form}
                name={`title${SUFFIXES[lang]}`}
                label={said.titles[lang]}
                lang={lang}
                lengthMax={OFFER_TITLE_LENGTH_MAX}
              />
            ))}
            <TextField form={form} name="startsAt" type="date" label={said.first} />
            <TextField form={form} name="endsAt" type="date" label={said.last} />
            {languages.map((lang) => (
              <TextArea
                form={form}
                name={`details${SUFFIXES[lang]}`}
                label={said.details[lang]}
                lang={lang}
                lengthMax={OFFER_DETAILS_LENGTH_MAX}
              />
            ))}
            {languages.map((lang) => (
              <TextField
                form={form}
                name={`exclusions${SUFFIXES[lang]}`}
                label={said.exclusions[lang]}
                hint={said.exclusionsHint}
                lang={lang}
                lengthMax={OFFER_EXCLUSIONS_LENGTH_MAX}
              />
            ))}
          </div>
        </section>
        <section class="panel">
          <h2>{said.coupon}</h2>
          <div class="fields">
            <TickField form={form} name="hasCoupon" label={said.hasCoupon} hint={said.hasCouponHint} />
            <NumberField
              form={form}
              name="couponDays"
              label={said.couponDays}
              hint={said.couponDaysHint}
              unit={said.days}
              bounds={couponDaysBounds}
            />
          </div>
        </section>
        <section class="panel">
          <h2>{said.picture}</h2>
          {picture && <Picture picture={picture} alt={title ?? ""} />}
          <PictureField form={form} said={said} />
          {picture && <TickField form={form} name="removePicture" label={said.removePicture} />}
        </section>
        <button type="submit" class="button">
          {said.save}
        </button>
      </form>
    </MerchantPage>
  );
}

/** What the script needs is in its attributes: it makes a photo smaller before it is sent, and says so. */
const PictureField = ({ form, said }: { form: FormView; said: OfferFormWords }) => (
  <Field form={form} name="picture" label={said.choose} hint={said.pictureHint}>
    <input
      class="field"
      {...identity(form, "picture", said.pictureHint)}
      type="file"
      accept="image/jpeg,image/png,image/webp"
      data-bytes-max={PICTURE_BYTES_MAX}
      data-smaller={said.smaller}
      data-not-a-picture={errorInWords(form.language, "not_a_picture")}
    />
    <p class="hint" id="picture-is" role="status" />
  </Field>
);
