// The shop's own page: where it is, when it is open, how it is reached, what it looks like.

import { isForbiddenTrade } from "../../../../src/consent/forbidden-trades.ts";
import type { Language } from "../../../../src/conversation/language.ts";
import { countries, placeOf, readPlace, regionsOf } from "../../../../src/merchant/regions.ts";
import {
  DAYS,
  SHOP_NAME_LENGTH_MAX,
  type Trade,
  tickedTrades,
  tradeField,
  trades,
  WELCOME_POINTS,
} from "../../../../src/merchant/shop-settings.ts";
import { contrast, PAPER, TEXT_CONTRAST_MIN } from "../../shared/accent.ts";
import { merchantPaths } from "../addresses.ts";
import { errorInWords } from "../field-words.ts";
import { Field, type FormView, identity, NumberField, Refused, SelectField, TextField } from "../fields.tsx";
import { type FrameView, MerchantPage } from "../frame.tsx";
import { regionName, shopWords, TIME_ZONES } from "./shop-words.ts";

export interface ShopView {
  readonly frame: FrameView;
  readonly form: FormView;
  /** `en-CA`-style names of the units: "points". */
  readonly unit: string;
}

export function ShopPage({ frame, form, unit }: ShopView) {
  const { language } = frame;
  const words = shopWords[language];
  return (
    <MerchantPage frame={frame} title={words.title} section="programme" tab="shop">
      <h1>{words.title}</h1>
      <form class="form" method="post" action={merchantPaths.shop()} novalidate>
        <Refused form={form} />
        <section class="panel">
          <h2>{words.who}</h2>
          <div class="fields">
            <TextField form={form} name="name" label={words.name} lengthMax={SHOP_NAME_LENGTH_MAX} />
            <SelectField
              form={form}
              name="language"
              label={words.language}
              hint={words.languageHint}
              options={[
                { value: "fr", label: "Français" },
                { value: "en", label: "English" },
              ]}
            />
            <TextField form={form} name="contact" type="tel" label={words.contact} hint={words.contactHint} />
          </div>
        </section>
        <Trades form={form} />
        <section class="panel">
          <h2>{words.where}</h2>
          <div class="fields">
            <SelectField
              form={form}
              name="place"
              label={words.place}
              hint={words.placeHint}
              options={[{ value: "", label: words.choose }]}
              groups={countries.map((country) => ({
                label: words.countries[country],
                options: regionsOf(country)
                  .map((region) => ({ value: placeOf(country, region), label: regionName(country, region, language) }))
                  .sort((a, b) => a.label.localeCompare(b.label, language)),
              }))}
            />
            <TextField form={form} name="timeZone" label={words.timeZone} hint={words.timeZoneHint} list="time-zones" />
            <datalist id="time-zones">
              {TIME_ZONES.map((zone) => (
                <option value={zone} />
              ))}
            </datalist>
          </div>
        </section>
        <Hours form={form} />
        <section class="panel">
          <h2>{words.look}</h2>
          <div class="fields">
            <Accent form={form} saved={frame.shop.accent} language={language} />
            <NumberField
              form={form}
              name="welcomePoints"
              label={words.welcome}
              hint={words.welcomeHint}
              unit={unit}
              bounds={WELCOME_POINTS}
            />
          </div>
        </section>
        <button type="submit" class="button">
          {words.save}
        </button>
      </form>
    </MerchantPage>
  );
}

/** Those that end all texts where the shop is stand apart; where that is not said yet, those that do anywhere. */
function Trades({ form }: { form: FormView }) {
  const words = shopWords[form.language];
  const place = readPlace(form.typed.place ?? "");
  const here = place === null ? countries : [place.country];
  const isForbidden = (trade: Trade) => isForbiddenTrade([trade], here);
  const isClosed = place !== null && isForbiddenTrade(tickedTrades(form.typed), here);
  const tick = (trade: Trade) => (
    <label class="tick">
      <input
        type="checkbox"
        name={tradeField(trade)}
        value="yes"
        checked={form.typed[tradeField(trade)] === "yes"}
        aria-describedby={isForbidden(trade) ? "trades-forbidden" : undefined}
      />{" "}
      <span>{words.trades[trade]}</span>
    </label>
  );
  return (
    <fieldset class="panel panel-fieldset">
      <legend>{words.trade}</legend>
      <p class="hint">{words.tradeHint}</p>
      <div class="ticks">{trades.filter((trade) => !isForbidden(trade)).map(tick)}</div>
      <p id="trades-forbidden" class={isClosed ? "asked" : "hint"} role={isClosed ? "note" : undefined}>
        {isClosed ? words.closed : words.closing}
      </p>
      <div class="ticks">{trades.filter(isForbidden).map(tick)}</div>
    </fieldset>
  );
}

function Hours({ form }: { form: FormView }) {
  const words = shopWords[form.language];
  return (
    <fieldset class="panel panel-fieldset">
      <legend>{words.hours}</legend>
      <p class="hint">{words.hoursHint}</p>
      {DAYS.map((day) => {
        const error = form.errors[`opens${day}`];
        return (
          <div class="hours-day">
            <span id={`day${day}`}>{words.days[day]}</span>
            <Time form={form} name={`opens${day}`} label={words.opens} day={day} />
            <span aria-hidden="true">–</span>
            <Time form={form} name={`closes${day}`} label={words.closes} day={day} />
            <p id={`opens${day}-error`} class="field-error">
              {error && errorInWords(form.language, error)}
            </p>
          </div>
        );
      })}
    </fieldset>
  );
}

const Time = ({ form, name, label, day }: { form: FormView; name: string; label: string; day: number }) => (
  <input
    class="field"
    {...identity(form, name)}
    aria-describedby={`opens${day}-error`}
    aria-label={`${shopWords[form.language].days[day]}, ${label}`}
    type="time"
    value={form.typed[name] ?? ""}
  />
);

/** The colour as it would be used, with what can be read on it. The sample is drawn in the colour that is saved. */
function Accent({ form, saved, language }: { form: FormView; saved: string; language: Language }) {
  const words = shopWords[language];
  const typed = (form.typed.accentColor ?? "").toLowerCase();
  const isColour = /^#[\da-f]{6}$/.test(typed);
  const color = isColour ? typed : saved;
  return (
    <Field form={form} name="accentColor" label={words.accent}>
      <span class="accent-choice">
        <input
          class="accent-field"
          {...identity(form, "accentColor")}
          type={isColour || form.typed.accentColor === undefined ? "color" : "text"}
          value={form.typed.accentColor ?? saved}
        />
        {color === saved && <span class="accent-sample">{words.sample}</span>}
      </span>
      {contrast(color, PAPER.light) < TEXT_CONTRAST_MIN && <p class="hint">{words.darkened}</p>}
    </Field>
  );
}
