// How the stand-in carrier behaves: as it should, until it is told otherwise.

/** What goes wrong with a send. Only the two that begin with `accept` have taken the message. */
export type SendFault =
  | { readonly kind: "answer"; readonly status: number; readonly code?: string | undefined }
  | { readonly kind: "reset" }
  | { readonly kind: "accept_then_hang" }
  | { readonly kind: "accept_then_reset" };

/** The receipts of each message, in the order in which they are posted. */
export interface ReceiptPlan {
  readonly statuses: readonly string[];
  /** How many times each one is posted. */
  readonly copies: number;
  readonly delayMs: number;
  /** The error of a `rejected` or `undeliverable` one. */
  readonly errorCode: string | null;
}

const GOOD_RECEIPTS: ReceiptPlan = { statuses: ["submitted", "delivered"], copies: 1, delayMs: 0, errorCode: null };

export class Behaviour {
  latencyMs = 0;
  receipts = GOOD_RECEIPTS;
  #fault: SendFault | null = null;
  #faultsLeft = 0;
  readonly #faultsTo = new Map<string, SendFault>();
  readonly #latenciesTo = new Map<string, number>();

  /** The next `times` sends meet the fault; all of them by default. */
  fail(fault: SendFault, times = Number.POSITIVE_INFINITY): void {
    this.#fault = fault;
    this.#faultsLeft = times;
  }

  /** Every send to one number meets the fault, before any other; null ends it. @param to as it is sent, without a plus. */
  failTo(to: string, fault: SendFault | null): void {
    if (fault === null) this.#faultsTo.delete(to);
    else this.#faultsTo.set(to, fault);
  }

  /** What is sent to one number is taken whatever else goes wrong, so slowly; null ends it. @param to as it is sent, without a plus. */
  slowTo(to: string, latencyMs: number | null): void {
    if (latencyMs === null) this.#latenciesTo.delete(to);
    else this.#latenciesTo.set(to, latencyMs);
  }

  latencyOf(to: string | null): number {
    return Math.max(this.latencyMs, (to === null ? undefined : this.#latenciesTo.get(to)) ?? 0);
  }

  planReceipts(plan: Partial<ReceiptPlan>): void {
    this.receipts = { ...this.receipts, ...plan };
  }

  recover(): void {
    this.latencyMs = 0;
    this.receipts = GOOD_RECEIPTS;
    this.#faultsLeft = 0;
  }

  takeFault(to: string | null): SendFault | null {
    const ofNumber = to === null ? undefined : this.#faultsTo.get(to);
    if (ofNumber) return ofNumber;
    if (to !== null && this.#latenciesTo.has(to)) return null;
    if (this.#faultsLeft <= 0) return null;
    this.#faultsLeft -= 1;
    return this.#fault;
  }
}
