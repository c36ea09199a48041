// Points by hand: how many and why. A large amount is asked for a second time.

import type { Language } from "../../../../src/conversation/language.ts";
import { REASON_LENGTH_MAX } from "../../../../src/loyalty/points-by-hand.ts";
import { formatUnits, type Unit } from "../../../../src/loyalty/programme.ts";
import { merchantPaths } from "../addresses.ts";
import { type ByHandError, pointsWords } from "./points-words.ts";

export interface PointsFormView {
  readonly amount: string;
  readonly reason: string;
  /** Makes a form that is sent twice one entry. */
  readonly key: string;
  /** Corrections downwards, too. */
  readonly mayTake: boolean;
  readonly error: ByHandError | null;
  /** The amount that is asked for a second time. */
  readonly asked: number | null;
}

interface Props {
  readonly form: PointsFormView;
  readonly customerId: string;
  readonly name: string;
  readonly unit: Unit;
  readonly language: Language;
}

export function PointsForm({ form, customerId, name, unit, language }: Props) {
  const said = pointsWords[language];
  const { error, asked } = form;
  const aboutReason = error?.code === "no_reason" || error?.code === "reason_too_long";
  const inWords = error && said.error(error, (amount) => formatUnits(amount, unit, language));
  return (
    <form
      class="panel form-points"
      id="points"
      method="post"
      action={`${merchantPaths.customerPoints(customerId)}#points`}
      novalidate
    >
      <h2>{said.title}</h2>
      <input type="hidden" name="idempotencyKey" value={form.key} />
      {asked !== null && (
        <div class="asked" role="alert">
          <p>
            {asked > 0
              ? said.askGive(formatUnits(asked, unit, language), name)
              : said.askTake(formatUnits(-asked, unit, language), name)}
          </p>
          <input type="hidden" name="confirmed" value={asked} />
        </div>
      )}
      <div class="fields-points">
        <div class="form-field">
          <label for="amount">{said.amount}</label>
          <input
            class="field field-number"
            id="amount"
            name="amount"
            inputmode="numeric"
            autocomplete="off"
            value={form.amount}
            aria-invalid={error && !aboutReason && asked === null ? "true" : undefined}
            aria-describedby="amount-error"
          />
          <p id="amount-error" class="field-error" role="alert">
            {asked === null && !aboutReason && inWords}
          </p>
        </div>
        <div class="form-field">
          <label for="reason">{said.reason}</label>
          <input
            class="field"
            id="reason"
            name="reason"
            autocomplete="off"
            maxlength={REASON_LENGTH_MAX}
            value={form.reason}
            aria-invalid={aboutReason ? "true" : undefined}
            aria-describedby="reason-error"
          />
          <p id="reason-error" class="field-error" role="alert">
            {aboutReason && inWords}
          </p>
        </div>
      </div>
      <div class="form-buttons">
        {(asked === null || asked > 0) && (
          <button type="submit" class="button" name="direction" value="give">
            {asked === null ? said.give : said.confirmGive(formatUnits(asked, unit, language))}
          </button>
        )}
        {form.mayTake && (asked === null || asked < 0) && (
          <button type="submit" class={asked === null ? "button-quiet" : "button"} name="direction" value="take">
            {asked === null ? said.take : said.confirmTake(formatUnits(-asked, unit, language))}
          </button>
        )}
        {asked !== null && <a href={merchantPaths.customer(customerId)}>{said.cancel}</a>}
      </div>
    </form>
  );
}
