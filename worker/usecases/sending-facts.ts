// What a number may carry for a shop: asked before something is begun, and again at the moment of sending.

import type { SendingFacts } from "../../src/consent/may-send.ts";
import { lacksRegistration, type SenderStanding } from "../../src/consent/registration.ts";
import type { Country } from "../../src/phone.ts";
import type { Context } from "../context.ts";

export const sendingFacts = (
  { config }: Pick<Context, "config">,
  { number, registered, purposes }: SenderStanding & Pick<SendingFacts, "purposes">,
  country: Country | null,
): SendingFacts => ({
  lacksRegistration: lacksRegistration({ number, registered }, country, config.CARRIER === "simulator"),
  purposes,
});
