// Earning on the wallet: the shop's code by hand, always; its QR code by camera, where the browser can read one.

import { Alert, WalletFrame, type WalletFrameView, walletWords } from "./wallet-frame.tsx";

export interface EarnView extends WalletFrameView {
  /** What stands in the field: typed before, or brought along by a QR code. */
  readonly typed: string;
  readonly by: "code" | "qr";
  /** Made with the form. */
  readonly idempotencyKey: string;
  /** A whole sentence. */
  readonly error: string | null;
}

export function EarnPage(view: EarnView) {
  const { language, unit, typed, by, idempotencyKey, error } = view;
  const said = walletWords[language];
  const units = unit[language].other;
  return (
    <WalletFrame view={view} title={said.earn(units)} backHref="/me">
      <main class="wallet-ask">
        <h1>{said.earn(units)}</h1>
        <p>{said.earning.lead}</p>
        <form class="wallet-form" method="post" action="/me/earn" id="earn">
          <input type="hidden" name="key" value={idempotencyKey} />
          <input type="hidden" name="by" value={by} />
          <label for="code">{said.earning.code}</label>
          <input
            id="code"
            class="field field-code"
            name="code"
            inputmode="numeric"
            autocomplete="off"
            required
            maxlength={200}
            value={typed}
            aria-invalid={error ? "true" : undefined}
            aria-describedby={error ? "code-error" : undefined}
          />
          {error && (
            <div id="code-error">
              <Alert>{error}</Alert>
            </div>
          )}
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
