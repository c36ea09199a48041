// Members of the shop, who have joined by text as anybody does, each with the short link that the welcome brought them.

import { inboundPayload } from "../fake-vonage/callbacks.ts";
import { createWebhookSigner } from "../fake-vonage/signature.ts";
import type { Text } from "./conversations.ts";
import { ACCOUNT, type Bench, SHOP_NUMBER } from "./service.ts";

export interface Member {
  readonly phone: string;
  /** The path of their short link: a slash and the token. */
  readonly link: string;
}

/** An area code that there is: a kiosk takes no others. */
const MONTREAL = 514;

const sign = createWebhookSigner(ACCOUNT);

/** Hands in a text as the carrier does. Returns the status. */
export async function handIn(url: string, text: Text): Promise<number> {
  const body = JSON.stringify(inboundPayload({ ...text, to: SHOP_NUMBER }));
  const answer = await fetch(`${url}/webhooks/vonage/inbound`, { method: "POST", headers: sign(body), body });
  return answer.status;
}

/** @param count below 99. The Line has nothing left to do when they are there. */
export async function joinMembers({ db, drained }: Bench, url: string, count: number): Promise<readonly Member[]> {
  // Fictional, all but the first, the shop's, and the last, its owner's.
  const phones = Array.from({ length: count }, (_, i) => `+1${MONTREAL}55501${String(i + 1).padStart(2, "0")}`);
  for (const from of phones) {
    for (const text of ["JOIN", "YES"]) {
      const status = await handIn(url, { from, text, messageId: `bench-${text}-${from.slice(1)}` });
      if (status !== 200) throw new Error(`A text was answered ${status}.`);
    }
  }
  await drained();
  const { rows } = await db.execute("SELECT recipient, text FROM outbox WHERE text LIKE '%http%'");
  const links = new Map(rows.map(({ recipient, text }) => [recipient, /http\S+$/.exec(String(text))?.[0]]));
  return phones.map((phone) => {
    const link = links.get(phone);
    if (link === undefined) throw new Error("A member was sent no link.");
    return { phone, link: new URL(link).pathname };
  });
}
