// Texts that are decided upon one after the other before any of them is committed: what each finds, and where the group has to end.

import type { ArrivedText } from "../../src/carriers/carrier.ts";
import type { ConversationEvent } from "../../src/conversation/events.ts";
import { ANSWERS_WAITING_MAX } from "../../src/conversation/turn.ts";
import { phonesIn } from "../../src/conversation/typed-figures.ts";
import type { Write } from "../db/client.ts";
import type { LoadedConversation } from "../db/load-conversation.ts";
import { asksToSignIn, type DecidedText } from "./decide-text.ts";

export interface Decided extends DecidedText, Write {
  readonly kind: "decided";
  readonly text: ArrivedText;
}

export class Group {
  /** In their order, which is that of their writes. */
  readonly decided: Decided[] = [];
  readonly #carrierMessageIds = new Set<string>();
  /** By phone, the place of the last one that was decided. */
  readonly #last = new Map<string, number>();
  #answers = 0;
  #isClosed = false;

  /** What the last text of its phone has left, where there was one; the rest as it was found. */
  asLeft({ inbound }: ArrivedText, found: LoadedConversation): LoadedConversation {
    const last = this.decided[this.#last.get(inbound.from) ?? -1];
    const { id, seq, conversation, customers } = last?.left ?? found;
    const answersWaiting = found.answersWaiting + this.#answers;
    return { ...found, id, seq, conversation, customers, answersWaiting };
  }

  /** Once one text has to wait for the next group, all that came after it do. The first of a group never has to. */
  admits({ inbound }: ArrivedText, known: LoadedConversation | null): boolean {
    const ids = this.#carrierMessageIds;
    if (ids.size > 0) {
      const isKnownId = ids.has(inbound.carrierMessageId);
      this.#isClosed ||= isKnownId || (known !== null && (this.#isCrowded(known) || looksFurther(inbound.text, known)));
    }
    ids.add(inbound.carrierMessageId);
    return !this.#isClosed;
  }

  /** By its own answers, as far as they are counted: those that a STOP has taken back are among them, so it is asked anew. */
  #isCrowded({ answersWaiting }: LoadedConversation): boolean {
    return answersWaiting >= ANSWERS_WAITING_MAX && answersWaiting - this.#answers < ANSWERS_WAITING_MAX;
  }

  add<Taken extends { readonly kind: string }>(
    text: ArrivedText,
    taken: Taken | DecidedText,
    known: LoadedConversation | null,
  ): Taken | Decided {
    if (!("decision" in taken)) {
      this.#isClosed ||= taken.kind === "again";
      return taken;
    }
    const { from } = text.inbound;
    const decided = { kind: "decided", text, after: this.#last.get(from) ?? null, ...taken } as const;
    this.#last.set(from, this.decided.push(decided) - 1);
    const { events } = taken.decision;
    this.#answers += events.filter(({ type }) => type === "ReplyQueued").length;
    this.#isClosed ||= events.some((event) => reachesFurther(event, known));
    return decided;
  }
}

/** At what another text of the group may be about to change: the accounts of other phones, or who works at the shop. */
const looksFurther = (text: string, known: LoadedConversation): boolean =>
  known.moves.length > 0 || phonesIn(text).length > 0 || asksToSignIn(text, known);

/** Than the conversation and the ledgers of its own phone: what it comes to, the next text has to load. */
function reachesFurther(event: ConversationEvent, known: LoadedConversation | null): boolean {
  switch (event.type) {
    case "RewardTaken":
    case "CouponTaken":
    case "CodeIssued":
    case "RewardUsed":
    case "TransactionDisputed":
    case "MoveAsked":
    case "AccountMoved":
    case "AccountMovedBack":
    case "InvitationAccepted":
    case "SignInCodeSent":
      return true;
    // Points that wait for the YES come in with it.
    case "ConsentGranted":
      return (known?.conversation.members[event.shopId]?.pointsWaiting ?? 0) > 0;
    // Answers that wait are taken back: there may be room for others.
    case "ConsentWithdrawn":
    case "StoppedEverywhere":
    case "StopRepeated":
      return (known?.answersWaiting ?? 0) >= ANSWERS_WAITING_MAX;
    case "CustomerAsked":
    case "ConsentHeld":
    case "ConsentResumed":
    case "OffersGranted":
    case "OffersWithdrawn":
    case "PointsEarned":
    case "BirthdayKept":
    case "LanguageChosen":
    case "LinkIssued":
    case "ThreadOpened":
    case "FellSilent":
    case "AnswerWithheld":
    case "ReplyQueued":
      return false;
  }
}
