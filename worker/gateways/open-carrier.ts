// The carrier that the configuration names.

import type { Receipt } from "../../src/carriers/carrier.ts";
import type { Config } from "../config.ts";
import type { Carrier } from "./carrier.ts";
import { createSimulatorCarrier } from "./simulator-carrier.ts";
import { createVonageCarrier } from "./vonage.ts";

/** @param onReceipt How the simulator, which has no webhook, reports. */
export function openCarrier(config: Config, onReceipt: (receipt: Receipt) => void): Carrier {
  const { VONAGE_API_KEY, VONAGE_API_SECRET, VONAGE_APPLICATION_ID, VONAGE_PRIVATE_KEY, VONAGE_API_URL } = config;
  if (config.CARRIER === "simulator") return createSimulatorCarrier(onReceipt);
  const credentials =
    VONAGE_APPLICATION_ID !== undefined && VONAGE_PRIVATE_KEY !== undefined
      ? { applicationId: VONAGE_APPLICATION_ID, privateKey: VONAGE_PRIVATE_KEY }
      : { apiKey: VONAGE_API_KEY ?? "", apiSecret: VONAGE_API_SECRET ?? "" };
  return createVonageCarrier({ credentials, apiUrl: VONAGE_API_URL });
}
