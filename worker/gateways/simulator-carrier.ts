// The carrier of the phone in the browser: it takes every message, delivers it at once and costs nothing.

import type { Receipt } from "../../src/carriers/carrier.ts";
import type { Carrier } from "./carrier.ts";

export function createSimulatorCarrier(onReceipt: (receipt: Receipt) => void): Carrier {
  return {
    async send({ messageId }) {
      const carrierMessageId = `sim-${messageId}`;
      onReceipt({
        carrier: "simulator",
        carrierMessageId,
        clientRef: messageId,
        status: "delivered",
        rawStatus: "delivered",
        error: null,
        at: null,
        segments: null,
        price: null,
      });
      return { kind: "accepted", carrierMessageId };
    },
  };
}
