// Staff look a number up: what it has, what waits for it, and nothing is changed.

import { dayStart } from "../../src/loyalty/pending.ts";
import { parseTypedPhone } from "../../src/phone.ts";
import { err, ok, type Result } from "../../src/result.ts";
import type { Context } from "../context.ts";
import type { PairedKiosk } from "../db/kiosk.ts";
import { loadNumber, type NumberFacts } from "../db/kiosk-number.ts";

export async function lookUpNumber(
  context: Context,
  kiosk: PairedKiosk,
  typedPhone: string,
): Promise<Result<NumberFacts, "not_a_mobile_number">> {
  const phone = parseTypedPhone(typedPhone, kiosk.merchant.country ?? "CA");
  if (!phone.ok) return err(phone.error);
  const now = context.now();
  const today = dayStart(now, kiosk.merchant.timeZone);
  const numberHash = await context.keyedHash("number", phone.value);
  return ok(await loadNumber(context.db, kiosk, { phone: phone.value, numberHash, key: "", today }, now));
}
