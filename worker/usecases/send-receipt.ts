// What staff did at a kiosk with a customer's account is told to the customer, who can say NO to it.

import { formatUnits } from "../../src/loyalty/programme.ts";
import { renderText } from "../../src/texts/render.ts";
import type { Context } from "../context.ts";
import { violatedKey } from "../db/constraint.ts";
import { loadCustomerConversation } from "../db/customer-conversation.ts";
import type { PairedKiosk } from "../db/kiosk.ts";
import { queueReceipt } from "../db/receipts.ts";
import type { StaffPass } from "./open-staff-side.ts";

export type Transaction = { readonly customerId: string } & (
  | { readonly seq: number; readonly points: number; readonly balance: number }
  | { readonly claimId: string; readonly title: { readonly en: string; readonly fr: string } }
);

/** Once: an act that is sent again finds it there. */
export async function sendReceipt(
  context: Context,
  { name, merchant }: PairedKiosk,
  { label }: StaffPass,
  done: Transaction,
): Promise<void> {
  const { db } = context;
  const { customerId } = done;
  const conversation = await loadCustomerConversation(db, merchant.id, customerId);
  const senderId = conversation?.senderId ?? null;
  if (conversation === null || senderId === null) return;
  const language = conversation.state.language ?? merchant.language;
  const units = (amount: number) => formatUnits(amount, merchant.unit, language);
  const shop = merchant.name;
  const values =
    "seq" in done
      ? ({ shop, what: "points", earned: units(done.points), balance: units(done.balance) } as const)
      : ({ shop, what: "reward", reward: done.title[language] } as const);
  const text = renderText("receipt", values, language);
  const of = "seq" in done ? { seq: done.seq, points: done.points } : { claimId: done.claimId };
  const { phone: recipient } = conversation.customer;
  const recipientHash = await context.keyedHash("number", recipient);
  const to = { senderId, merchantId: merchant.id, customerId, recipient, recipientHash };
  const receipt = { id: context.newId(), ...to, text, of };
  try {
    await db.write(queueReceipt(db, { ...receipt, by: label ?? name }, context.now()));
  } catch (error) {
    if (violatedKey(error) === null) throw error;
    return;
  }
  context.nudgeSender(senderId);
}
