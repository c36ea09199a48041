// Somebody is invited to work at the shop. They are nobody there until their own phone answers with CODE.

import { obstacleTo } from "../../src/consent/may-send.ts";
import { isPlaced } from "../../src/merchant/regions.ts";
import { acceptingWords, invitationText } from "../../src/people/invitation.ts";
import type { NewPerson } from "../../src/people/person-settings.ts";
import { countryOf } from "../../src/phone.ts";
import { err, ok, type Result } from "../../src/result.ts";
import { textKinds } from "../../src/texts/kinds.ts";
import type { Context } from "../context.ts";
import type { Query } from "../db/client.ts";
import { violatedKey } from "../db/constraint.ts";
import { type Counter, loadCounter } from "../db/counter.ts";
import { audit } from "../db/merchant-audit.ts";
import { queueMessage } from "../db/outbox.ts";
import { people } from "../db/schema.ts";
import { loadStandings, type SignedIn } from "../db/sign-in.ts";
import { sendingFacts } from "./sending-facts.ts";
import { isWithinLimits } from "./within-limits.ts";

const INVITATION = "person_invitation";

export interface Invited {
  /** False where the number may not be texted: then the shop tells them what to text. */
  readonly isTexted: boolean;
}

export async function addPerson(
  context: Context,
  signedIn: SignedIn,
  added: NewPerson,
): Promise<Result<Invited, "number_taken">> {
  const { db } = context;
  const { person, merchant } = signedIn;
  const at = context.now();
  const id = context.newId();
  const invite = audit(db, {
    id: context.newId(),
    merchantId: merchant.id,
    personId: person.id,
    act: "person_added",
    subject: `${id}:${added.role}`,
    at,
  });
  const row = { ...added, id, merchantId: merchant.id, invitedBy: person.id, createdAt: at };
  try {
    await db.write([db.orm.insert(people).values(row), invite]);
  } catch (error) {
    if (violatedKey(error)?.startsWith("people.")) return err("number_taken");
    throw error;
  }
  const { sender } = await loadCounter(db, signedIn);
  const text = sender === null ? null : await invitationFor(context, signedIn, { ...added, id }, sender);
  if (sender === null || text === null) return ok({ isTexted: false });
  await db.write([text]);
  context.nudgeSender(sender.id);
  return ok({ isTexted: true });
}

type Sender = NonNullable<Counter["sender"]>;

/** Null for a number that has left, beyond what may be sent unasked, and where nothing of the kind would go out. */
async function invitationFor(
  context: Context,
  { person, merchant }: SignedIn,
  { id, phone }: NewPerson & { readonly id: string },
  sender: Sender,
): Promise<Query | null> {
  const { db } = context;
  const now = context.now();
  const sending = sendingFacts(context, sender, merchant.country);
  const message = { kind: INVITATION, class: textKinds[INVITATION].class } as const;
  if (!isPlaced(merchant) || obstacleTo(message, merchant, sending, countryOf(phone)) !== null) return null;
  const numberHash = await context.keyedHash("number", phone);
  const { standings } = await loadStandings(db, phone, { numberHash, tokenHashes: [] }, now);
  if (standings.some((each) => each.personId === id && each.hasLeft)) return null;
  const mayInvite = await isWithinLimits(context, ["invitations_shop"], merchant.id);
  if (!mayInvite || !(await isWithinLimits(context, ["invitations_number"], numberHash))) return null;
  const answer = acceptingWords(sender.keyword, sender.shared);
  return queueMessage(
    db,
    {
      id: context.newId(),
      cause: `invitation:${id}`,
      n: 0,
      senderId: sender.id,
      merchantId: merchant.id,
      customerId: null,
      personId: null,
      recipient: phone,
      recipientHash: numberHash,
      kind: INVITATION,
      text: invitationText({ shop: merchant.name, inviter: person.name, answer }, merchant.language),
      evenIfStopped: false,
      answersAt: null,
    },
    now,
  );
}
