// The keys of a shop's tills: made here, seen once with a request that is ready to run, and revoked.

import type { Language } from "../../../../src/conversation/language.ts";
import type { Currency } from "../../../../src/loyalty/spending.ts";
import { COUNTER_LABEL_LENGTH_MAX } from "../../../../src/people/counter-settings.ts";
import type { Clock } from "../../shared/clock.ts";
import type { Words } from "../../shared/words.ts";
import { merchantPaths } from "../addresses.ts";
import { Asked } from "../asked.tsx";
import { type FormView, Refused, TextField } from "../fields.tsx";
import { type FrameView, MerchantPage } from "../frame.tsx";

export interface TillView {
  readonly frame: FrameView;
  readonly clock: Clock;
  /** Newest first. */
  readonly keys: readonly {
    readonly id: string;
    readonly label: string;
    readonly createdAt: number;
    readonly lastUsedAt: number | null;
    readonly revokedAt: number | null;
  }[];
  /** Just made, and never to be seen again. */
  readonly made: { readonly label: string; readonly key: string } | null;
  readonly form: FormView;
  /** Null while the shop has not said where it is. */
  readonly currency: Currency | null;
  readonly earnsBySpending: boolean;
  /** Where the API is. */
  readonly apiHref: string;
}

const en = {
  title: "Till",
  lead: "A till, a web shop or any other program that holds a key sends what was spent, and the points come by themselves.",
  off: "Spending earns nothing yet.",
  setIt: "Say in the programme what a point costs",
  keyOf: (label: string) => `Key for ${label}`,
  once: "Copy it into the till now. It is not shown again, and nobody can look it up.",
  tryIt: "To try it: run in a terminal, this enters a purchase of 4.50 for a number that nobody has.",
  keys: "Keys",
  none: "No key yet.",
  made: (date: string) => `made ${date}`,
  used: (date: string) => `last used ${date}`,
  unused: "not used yet",
  revoked: (date: string) => `revoked ${date}`,
  revoke: "Revoke",
  revokeWhat: "The till is turned away at once. What it has sent stays in the ledger, under this name.",
  add: "Add a till",
  label: "Its name",
  labelHint: "Shown beside its points, and when a customer says NO to them.",
  make: "Make a key",
  developers: "For whoever connects the till:",
  description: "description of the API (OpenAPI)",
};

const fr: Words<typeof en> = {
  title: "Caisse",
  lead: "Une caisse, une boutique en ligne ou tout autre logiciel qui détient une clé envoie ce qui a été dépensé, et les points viennent d’eux-mêmes.",
  off: "Les achats ne rapportent rien pour l’instant.",
  setIt: "Indiquer dans le programme ce que vaut un point",
  keyOf: (label: string) => `Clé de ${label}`,
  once: "Copiez-la maintenant dans la caisse. Elle ne sera plus affichée, et personne ne peut la retrouver.",
  tryIt: "Pour l’essayer\u202f: dans un terminal, ceci inscrit un achat de 4,50 pour un numéro qui n’est à personne.",
  keys: "Clés",
  none: "Aucune clé pour l’instant.",
  made: (date: string) => `créée le ${date}`,
  used: (date: string) => `utilisée le ${date}`,
  unused: "pas encore utilisée",
  revoked: (date: string) => `révoquée le ${date}`,
  revoke: "Révoquer",
  revokeWhat: "La caisse est aussitôt refusée. Ce qu’elle a envoyé reste dans les mouvements, sous ce nom.",
  add: "Ajouter une caisse",
  label: "Son nom",
  labelHint: "Figure dans les mouvements, et quand un client répond NON.",
  make: "Créer une clé",
  developers: "Pour qui branche la caisse\u202f:",
  description: "description de l’API (OpenAPI)",
};

const words: Readonly<Record<Language, Words<typeof en>>> = { en, fr };

/** Nobody has this number: its points wait, and lapse. */
const EXAMPLE_PHONE = "+15145550142";

export function TillPage(view: TillView) {
  const { frame, clock, keys, form, made, earnsBySpending, apiHref } = view;
  const said = words[frame.language];
  return (
    <MerchantPage frame={frame} title={said.title} section="kiosks" tab="till">
      <h1>{said.title}</h1>
      <p class="lead">{said.lead}</p>
      {!earnsBySpending && (
        <p class="till-off">
          {said.off} <a href={`${merchantPaths.programme()}#spendPerPoint`}>{said.setIt}</a>
        </p>
      )}
      {made && <Made view={view} {...made} />}
      <div class="columns">
        <section>
          <h2>{said.keys}</h2>
          {keys.length === 0 && <p class="blank">{said.none}</p>}
          <ul class="rows">
            {keys.map(({ id, label, createdAt, lastUsedAt, revokedAt }) => (
              <li class={revokedAt === null ? "row" : "row row-past"}>
                <div class="row-main">
                  <strong>{label}</strong>
                  <p class="row-sub">
                    {said.made(clock.date(createdAt))} ·{" "}
                    {lastUsedAt === null ? said.unused : said.used(clock.date(lastUsedAt))}
                    {revokedAt !== null && ` · ${said.revoked(clock.date(revokedAt))}`}
                  </p>
                </div>
                {revokedAt === null && (
                  <Asked label={said.revoke} name={label} what={said.revokeWhat} action={merchantPaths.revokeKey(id)} />
                )}
              </li>
            ))}
          </ul>
        </section>
        <div>
          <form class="panel" method="post" action={merchantPaths.till()} novalidate>
            <h2>{said.add}</h2>
            <Refused form={form} />
            <TextField
              form={form}
              name="label"
              label={said.label}
              hint={said.labelHint}
              lengthMax={COUNTER_LABEL_LENGTH_MAX}
            />
            <button type="submit" class="button">
              {said.make}
            </button>
          </form>
          <p class="hint">
            {said.developers} <a href={`${apiHref}/openapi.json`}>{said.description}</a>
          </p>
        </div>
      </div>
    </MerchantPage>
  );
}

function Made({ view, label, key }: { view: TillView; label: string; key: string }) {
  const said = words[view.frame.language];
  return (
    <section class="panel pairing" role="status">
      <h2>{said.keyOf(label)}</h2>
      <p>
        <code class="secret">{key}</code>
      </p>
      <p>{said.once}</p>
      <p class="hint">{said.tryIt}</p>
      <pre class="command">
        <code>{commandOf(view, key)}</code>
      </pre>
    </section>
  );
}

function commandOf({ apiHref, currency }: TillView, key: string): string {
  const body = { phone: EXAMPLE_PHONE, amount: 450, currency: currency ?? "CAD", reference: "1042" };
  return [
    `curl ${apiHref}/purchases \\`,
    `  -H 'Authorization: Bearer ${key}' \\`,
    "  -H 'Idempotency-Key: ticket-1042' \\",
    "  -H 'Content-Type: application/json' \\",
    `  -d '${JSON.stringify(body)}'`,
  ].join("\n");
}
