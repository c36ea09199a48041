// On a shared number a deletion goes further than the shop that was asked for it: nobody else may go on keeping the number for it.

/** A number that a shop is talked to on. */
export interface Line {
  readonly senderId: string;
  readonly merchantId: string;
}

/** What forgets a person's number, and what was said on it. */
export interface Forgetting {
  readonly merchantIds: readonly string[];
  readonly senderIds: readonly string[];
}

/**
 * The conversation on a line stays only while another shop there has them as a member. Where it goes, each shop of the line forgets the
 * number, and so do its other lines.
 * @param lines of all shops that can be come to from this one. @param members the shops whose member they are.
 */
export function whoForgets(merchantId: string, lines: readonly Line[], members: ReadonlySet<string>): Forgetting {
  const merchantIds = new Set([merchantId]);
  const senderIds = new Set<string>();
  const shopsOn = (senderId: string) =>
    lines.filter((line) => line.senderId === senderId).map((line) => line.merchantId);
  // A set is walked along with what is added on the way.
  for (const shop of merchantIds) {
    for (const { senderId } of lines.filter((line) => line.merchantId === shop)) {
      const shops = shopsOn(senderId);
      if (shops.some((id) => id !== merchantId && members.has(id))) continue;
      senderIds.add(senderId);
      for (const id of shops) merchantIds.add(id);
    }
  }
  return { merchantIds: [...merchantIds], senderIds: [...senderIds] };
}
