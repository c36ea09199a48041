// A customer chooses, on a page, the language of the pages and of the texts: what FRANCAIS and ENGLISH do by text.

import type { Language } from "../../src/conversation/language.ts";
import type { Context } from "../context.ts";
import { addToConversation, loadCustomerConversation } from "../db/customer-conversation.ts";
import { inTurns } from "./in-turns.ts";

export async function chooseLanguage(
  context: Context,
  {
    merchantId,
    customerId,
    language,
  }: { readonly merchantId: string; readonly customerId: string; readonly language: Language },
): Promise<"chosen" | "busy"> {
  const { db } = context;
  return inTurns(async (): Promise<"chosen"> => {
    const conversation = await loadCustomerConversation(db, merchantId, customerId);
    if (conversation === null || conversation.state.language === language) return "chosen";
    const entry = {
      cause: `page:${context.newId()}`,
      events: [{ type: "LanguageChosen", language }],
      change: { language },
    } as const;
    const [first, ...rest] = addToConversation(db, conversation, entry, context.now(), context.newId);
    if (first) await db.write([first, ...rest]);
    context.nudgeRooms(merchantId);
    return "chosen";
  });
}
