// What a customer is called on the merchant's pages: the name, else the number, else that they are gone.

import type { Language } from "../../../src/conversation/language.ts";
import { isDeletedCustomer } from "../../../src/merchant/deleted-customer.ts";
import { formatPhone } from "../../../src/phone.ts";

const deleted: Readonly<Record<Language, string>> = { en: "Deleted customer", fr: "Client supprimé" };

export function customerName({ name, phone }: { name: string | null; phone: string }, language: Language): string {
  return isDeletedCustomer(phone) ? deleted[language] : (name ?? formatPhone(phone));
}
