// Earning on the wallet: the shop's code by hand, always; its QR code by camera, where the browser can read one.

import { walletPaths } from "./addresses.ts";
import { Alert, WalletFrame, type WalletFrameView } from "./frame.tsx";
import type { WalletWords } from "./words.ts";
import { walletWords } from "./words.ts";

export interface EarnView extends WalletFrameView {
  /** What stands in the field: typed before, or brought along by a QR code. */
  readonly code: string;
  /** Of several points; empty for what a visit is worth. */
  readonly amount: string;
  readonly by: "code" | "qr";
  /** A visit counts by the picture on the tablet, which changes. */
  readonly scansTablet: boolean;
  /** The shop has a code of the staff's, for several points at once. */
  readonly takesSeveral: boolean;
  /** Made with the form. */
  readonly idempotencyKey: string;
  readonly error: {
    /** A whole sentence. */
    readonly words: string;
    readonly about: "code" | "several";
  } | null;
}

export function EarnPage(view: EarnView) {
  const { language, unit, code, by, idempotencyKey, error } = view;
  const said = walletWords[language];
  const units = unit[language].other;
  return (
    <WalletFrame view={view} title={said.earn(units)} backHref={walletPaths.home()}>
      <main class="wallet-ask">
        <h1>{said.earn(units)}</h1>
        <p>{view.scansTablet ? said.earning.leadTablet : said.earning.lead}</p>
        <form class="wallet-form" method="post" action={walletPaths.earn()} id="earn" autocomplete="off">
          <input type="hidden" name="key" value={idempotencyKey} />
          <input type="hidden" name="by" value={by} />
          <label for="code">{said.earning.code}</label>
          <input
            id="code"
            class="field field-code"
            name="code"
            inputmode="numeric"
            required
            maxlength={200}
            value={code}
            {...faultOf("code", error)}
          />
          <Fault about="code" error={error} />
          {view.takesSeveral && <Several view={view} units={units} said={said} />}
          <button type="submit" class="button button-wide">
            {said.earning.send(units)}
          </button>
        </form>
        <div class="scanner" id="scanner" hidden>
          <button type="button" class="button-quiet button-wide" id="scan" data-stop={said.earning.stopScan}>
            {said.earning.scan}
          </button>
          <p class="scanner-lead" id="scan-lead" role="status" data-failed={said.earning.noCamera} hidden>
            {said.earning.scanning}
          </p>
          <video class="scanner-video" id="scan-video" playsinline muted hidden />
        </div>
      </main>
    </WalletFrame>
  );
}

type EarnError = EarnView["error"];

const faultOf = (about: "code" | "several", error: EarnError) =>
  error?.about === about ? { "aria-invalid": "true" as const, "aria-describedby": `${about}-error` } : {};

const Fault = ({ about, error }: { about: "code" | "several"; error: EarnError }) =>
  error?.about === about ? (
    <div id={`${about}-error`}>
      <Alert>{error.words}</Alert>
    </div>
  ) : null;

/** Folded, since a visit needs none of it. The staff's code is never sent back: this is the customer's phone. */
function Several({ view: { amount, error }, units, said }: { view: EarnView; units: string; said: WalletWords }) {
  const fault = faultOf("several", error);
  return (
    <details class="wallet-several" open={amount !== "" || error?.about === "several"}>
      <summary>{said.earning.several(units)}</summary>
      <p class="hint">{said.earning.severalLead}</p>
      <div class="wallet-pair">
        <div>
          <label for="amount">{said.earning.amount}</label>
          <input id="amount" class="field" name="amount" inputmode="numeric" maxlength={8} value={amount} {...fault} />
        </div>
        <div>
          <label for="multiPointCode">{said.earning.multiPointCode}</label>
          <input
            id="multiPointCode"
            class="field"
            name="multiPointCode"
            type="password"
            inputmode="numeric"
            autocomplete="one-time-code"
            maxlength={20}
            {...fault}
          />
        </div>
      </div>
      <Fault about="several" error={error} />
    </details>
  );
}
