// Texts to one number that have come together: loaded in one round trip, decided one after the other, committed in another.

import type { ArrivedText } from "../../src/carriers/carrier.ts";
import { readForShops } from "../../src/conversation/shop-keyword.ts";
import { isForgotten } from "../../src/conversation/state.ts";
import { isClearStop } from "../../src/conversation/stopping.ts";
import { withoutPhones } from "../../src/conversation/typed-figures.ts";
import { isDeletedCustomer } from "../../src/merchant/deleted-customer.ts";
import { isKeptAs } from "../../src/messaging/received-secrets.ts";
import { isE164 } from "../../src/phone.ts";
import type { Context } from "../context.ts";
import type { WriteOutcome } from "../db/client.ts";
import { cameSecond } from "../db/constraint.ts";
import { type Loaded, type LoadedConversation, loadConversations } from "../db/load-conversation.ts";
import type { LinkSigner } from "../gateways/link-signer.ts";
import { unavailabilityOf } from "../problems.ts";
import { type DecidedText, decideText } from "./decide-text.ts";
import { type Decided, Group } from "./group.ts";
import { idOfContent, keepAside, keepConflict } from "./keep-aside.ts";

export type Received = "handled" | "duplicate" | "conflict" | "unrouted" | "unanswerable";

/** `again`: it is to be loaded anew, before any that came after it. `isLost`: since another writer was faster. */
export type Outcome =
  | { readonly kind: "received"; readonly received: Received }
  | { readonly kind: "again"; readonly text: ArrivedText; readonly isLost: boolean }
  | { readonly kind: "failed"; readonly error: unknown };

/** An outcome for each, in their order. What fails for one fails for no other; what fails for all of them is tried with each alone. */
export async function receiveTogether(
  context: Context,
  links: LinkSigner,
  texts: readonly [ArrivedText, ...ArrivedText[]],
): Promise<readonly Outcome[]> {
  try {
    return await attempt(context, links, texts);
  } catch (error) {
    if (texts.length === 1 || unavailabilityOf(error)) return texts.map(() => ({ kind: "failed", error }));
    const outcomes: Outcome[] = [];
    // Who has to come again comes before what the same phone wrote later.
    const waiting = new Set<string>();
    for (const text of texts) {
      const { from } = text.inbound;
      const [outcome = again(text)] = waiting.has(from) ? [] : await receiveTogether(context, links, [text]);
      if (outcome.kind === "again") waiting.add(from);
      outcomes.push(outcome);
    }
    return outcomes;
  }
}

async function attempt(
  context: Context,
  links: LinkSigner,
  texts: readonly [ArrivedText, ...ArrivedText[]],
): Promise<readonly Outcome[]> {
  const now = context.now();
  const asked = await Promise.all(
    texts.map(async ({ inbound }) => ({ inbound, numberHash: await context.keyedHash("number", inbound.from) })),
  );
  const committedPerhaps = (error: unknown): never => {
    nudge(context, group.decided);
    throw error;
  };
  const loaded = await loadConversations(context.db, texts[0].inbound, asked, now);
  const group = new Group();
  const taken: (Outcome | Decided)[] = [];
  for (const [i, text] of texts.entries()) {
    const { seen = null, known: found = null } = loaded[i] ?? {};
    const known = found && group.asLeft(text, found);
    const of = { seen, known, numberHash: asked[i]?.numberHash ?? "" };
    const taking = group.admits(text, known)
      ? await take(context, links, text, of, now).catch((error: unknown) => ({ kind: "failed", error }) as const)
      : again(text);
    taken.push(group.add(text, taking, known));
  }
  const written = group.decided.length > 0 ? await context.db.writeEach(group.decided).catch(committedPerhaps) : [];
  nudge(
    context,
    group.decided.filter((_, place) => written[place] === "written"),
  );
  return taken.map((taking) => {
    if (taking.kind !== "decided") return taking;
    return outcomeOf(taking.text, written[group.decided.indexOf(taking)] ?? "not_tried");
  });
}

const again = (text: ArrivedText, isLost = false) => ({ kind: "again", text, isLost }) as const;
const received = (as: Received) => ({ kind: "received", received: as }) as const;

interface Of extends Loaded {
  readonly numberHash: string;
}

async function take(
  context: Context,
  links: LinkSigner,
  text: ArrivedText,
  { seen, known, numberHash }: Of,
  now: number,
): Promise<Outcome | DecidedText> {
  const { inbound, writtenAt } = text;
  const isOfPhone = isE164(inbound.from);
  if (seen !== null) {
    // Whose words they were is forgotten: only a STOP may be somebody's who needs to be heard.
    const mayBeStop = known !== null && isOfPhone && isStop(inbound.text, known);
    if (isDeletedCustomer(seen.from) && !mayBeStop) return received("duplicate");
    const isSameText = [inbound.text, withoutPhones(inbound.text)].some((each) => isKeptAs(each, seen.text));
    if (seen.from === inbound.from && seen.to === inbound.to && isSameText) return received("duplicate");
    if (!mayBeStop) return received(await keepConflict(context, links, text));
    // Whose fault the id is does not matter: somebody said stop. Sent again, it has the same id of its own.
    const carrierMessageId = `${inbound.carrierMessageId}:${await idOfContent(context, inbound)}`;
    return again({ ...text, inbound: { ...inbound, carrierMessageId } });
  }
  if (known === null || !isOfPhone) {
    const kept = await keepAside(context, links, text, known?.senderId ?? null);
    return kept === "busy" ? again(text, true) : received(kept);
  }
  // Written before its customer was deleted. The STOP that this left is the later word: nothing is lost but the text.
  if (known.id === null && isForgotten(known.conversation, known.shops, writtenAt)) return received("handled");
  return decideText(context, links, text, { known, numberHash }, now);
}

const isStop = (text: string, { shops }: LoadedConversation): boolean => isClearStop(readForShops(text, shops));

function outcomeOf(text: ArrivedText, written: WriteOutcome): Outcome {
  if (written === "written") return received("handled");
  if (written === "not_tried") return again(text);
  return cameSecond(written) ? again(text, true) : { kind: "failed", error: written };
}

function nudge(context: Context, written: readonly Decided[]): void {
  const hasAnswers = ({ decision }: Decided) =>
    decision.events.some(({ type }) => type === "ReplyQueued" || type === "SignInCodeSent");
  const answered = written.find(hasAnswers);
  if (answered) context.nudgeSender(answered.left.senderId);
  if (written.length > 0) context.nudgeRooms(...written.map(({ decision }) => decision.shopId));
}
