// Messages of a shop that wait for a phone, put where a door of the service would put them: they go when the sender wakes next.

import type { MessageClass } from "../../../src/messaging/lifecycle.ts";
import { createKeyedHash } from "../../../worker/gateways/keyed-hash.ts";
import { queueDirectly } from "../outbox.ts";
import { NUMBER_HASH_KEY } from "../service.ts";
import type { Doing } from "./person.ts";

const keyedHash = createKeyedHash(NUMBER_HASH_KEY);

/** Their ids. */
export async function queues({ stage, line, shop, phone }: Doing, of: MessageClass, n: number): Promise<string[]> {
  const recipientHash = await keyedHash("number", phone);
  const message = { senderId: line.id, merchantId: shop.id, recipient: phone, recipientHash, class: of } as const;
  return queueDirectly(stage.service.db, Array(n).fill(message));
}
