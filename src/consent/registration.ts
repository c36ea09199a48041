// Registration of a sender number: in North America carriers block business traffic of a number that they don't know (10DLC brand and
// campaign, toll-free verification, short code).

import { type Country, isE164 } from "../phone.ts";

export interface SenderStanding {
  /** E.164, or a short code of the shop's country. */
  readonly number: string;
  readonly registered: "yes" | "pending" | "no";
}

/** @param country the shop's. @param isSimulated no carrier carries what it sends. */
export function lacksRegistration(
  { number, registered }: SenderStanding,
  country: Country | null,
  isSimulated: boolean,
): boolean {
  if (isSimulated || registered === "yes") return false;
  return isE164(number) ? number.startsWith("+1") : country !== "FR";
}
