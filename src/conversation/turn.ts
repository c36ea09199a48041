// One text being answered: the state as it changes, the events as they come, and the few ways to bring either about.

import { decideLeave, decideLeaveOffers } from "../consent/decide-leave.ts";
import { isOvertaken, later, type Suppression, wroteBefore } from "../consent/suppression.ts";
import type { EarnHistory } from "../loyalty/earning.ts";
import { formatUnits } from "../loyalty/programme.ts";
import { stopConfirmations, textKinds } from "../texts/kinds.ts";
import { renderText } from "../texts/render.ts";
import type { ReplyKind, TextValues } from "../texts/values.ts";
import { elapsedMs, MINUTE_MS } from "../time.ts";
import { type Dialogue, type Errand, isErrand } from "./dialogue.ts";
import type { ConversationEvent, ThreadReason } from "./events.ts";
import type { Language } from "./language.ts";
import type { Reading, ReadingKind } from "./reader.ts";
import { type Conversation, isStranger, type Membership, membership, type Shop, stopOf } from "./state.ts";
import type { TextReceived } from "./text-received.ts";

/** A second STOP within this time is the same request: one confirmation answers both. */
export const STOP_REPEAT_MS = 5 * MINUTE_MS;
/** Where so many answers wait, none to a stranger is added: a number of one segment a second is through with them in about a minute. */
export const ANSWERS_WAITING_MAX = 60;

const COMES_BACK: ReadonlySet<ReadingKind> = new Set<ReadingKind>(["join", "start", "yes"]);

/** Applies events to the state as it emits them, so that what is decided later in a turn sees what came earlier. */
export class Turn {
  state: Conversation;
  readonly events: ConversationEvent[] = [];
  readonly input: TextReceived;
  readonly now: number;
  /** When the person wrote: what the text counts from. What begins with the answer counts from `now`. */
  readonly at: number;
  readonly shop: Shop | null;
  /** What was waited for until its time ran out, before this text came. */
  readonly lapsed: Dialogue | null;
  /** It has come to ask something in the middle of a dialogue that is newer than itself. */
  interrupts = false;

  constructor(state: Conversation, input: TextReceived, now: number, shop: Shop | null) {
    const { dialogue } = state;
    this.at = input.writtenAt;
    this.lapsed = dialogue !== null && this.at >= dialogue.until ? dialogue : null;
    this.state = this.lapsed === null ? state : { ...state, dialogue: null };
    this.input = input;
    this.now = now;
    this.shop = shop;
  }

  get shared(): boolean {
    return this.input.sender.pool === "shared" || this.input.shops.length > 1;
  }

  /** The person has left since they wrote this, and what it asked for with it. */
  isOvertaken(): boolean {
    return isOvertaken(this.shop === null ? this.state.pool : stopOf(this.state, this.shop.id), this.at);
  }

  /** Written before the shop that wrote last had done so: nobody knows which one a plain word was for. */
  isOlderThanShop(): boolean {
    const { shopSince } = this.state;
    return this.shared && shopSince !== null && wroteBefore(this.at, shopSince);
  }

  /** Written before the last step of the dialogue: it answers something else than what was asked. */
  isOlderThanDialogue(): boolean {
    const { steppedAt } = this.state;
    return steppedAt !== null && wroteBefore(this.at, steppedAt);
  }

  emit(event: ConversationEvent): void {
    this.events.push(event);
  }

  member({ id }: Pick<Shop, "id">): Membership {
    return membership(this.state, id);
  }

  /** It is the one that answers, and so writes last. */
  goOnWithShop(): void {
    const { shop, state, now } = this;
    if (shop !== null && shop.id !== state.shopId) this.state = { ...state, shopId: shop.id, shopSince: now };
  }

  /** Those that have heard something of this customer. */
  knows(shop: Pick<Shop, "id">): boolean {
    const { hasRecord, consent } = this.member(shop);
    return hasRecord || consent !== "none";
  }

  hasStopped(): boolean {
    return this.shop !== null && this.member(this.shop).consent === "opted_out";
  }

  /** The language of an answer: the word's where the law says so, else the kept one, else the shop's. */
  language(ofWord: Language | null = null): Language {
    return ofWord ?? this.state.language ?? this.shop?.language ?? "en";
  }

  /** Keeps the language of a first word; a kept one stays until the customer changes it. */
  hears(language: Language | null): void {
    if (this.state.language === null) this.speak(language);
  }

  speak(language: Language | null): void {
    if (language !== null) this.state = { ...this.state, language };
  }

  chooseLanguage(language: Language): void {
    this.speak(language);
    this.emit({ type: "LanguageChosen", language });
  }

  change(shopId: string, change: "held" | "resumed", word: string): void {
    this.setMember(shopId, { consent: change === "held" ? "held" : "subscribed" });
    this.emit({ type: change === "held" ? "ConsentHeld" : "ConsentResumed", shopId, word });
  }

  grant(shopId: string, word: string, shown: string | null): void {
    const { [shopId]: _answered, ...invitations } = this.state.invitations;
    this.state = { ...this.state, invitations };
    const { stop } = membership(this.state, shopId);
    const lifted = { ...stop, liftedAt: later(stop.liftedAt, this.at) };
    const proof = { word, at: this.at };
    this.setMember(shopId, { consent: "subscribed", joinedBefore: true, hasRecord: true, proof, stop: lifted });
    this.emit({ type: "ConsentGranted", shopId, word, shown });
  }

  /** @param shown the terms that this says yes to; null where they had been shown before. */
  grantOffers(shopId: string, word: string, shown: string | null): void {
    this.setMember(shopId, { offers: "subscribed", offersProof: { word, at: this.at } });
    this.emit({ type: "OffersGranted", shopId, word, shown });
  }

  withdrawOffers(shopId: string, word: string): void {
    const left = decideLeaveOffers(membership(this.state, shopId), word);
    if (left.length > 0) this.setMember(shopId, { offers: "opted_out" });
    for (const each of left) this.emit({ ...each, shopId });
  }

  /** False for a word that was written before the last one about offers: that one stands. In the same second the no does. */
  saysOfOffers(shopId: string, agrees: boolean): boolean {
    const last = this.state.offersSaidAt[shopId];
    if (last !== undefined && (wroteBefore(this.at, last) || (agrees && !wroteBefore(last, this.at)))) return false;
    this.state = { ...this.state, offersSaidAt: { ...this.state.offersSaidAt, [shopId]: this.at } };
    return true;
  }

  /** A text that asked to come back has been obeyed: a STOP that was written before it counts no more. */
  cameBack(shopId: string): void {
    const at = later(this.state.cameBackAt[shopId] ?? null, this.at) ?? this.at;
    this.state = { ...this.state, cameBackAt: { ...this.state.cameBackAt, [shopId]: at } };
  }

  hasComeBackSince(shopId: string): boolean {
    const at = this.state.cameBackAt[shopId];
    return at !== undefined && wroteBefore(this.at, at);
  }

  /** Not for who has asked to come back since they wrote it. */
  withdraw(shopId: string, word: string): void {
    if (this.hasComeBackSince(shopId)) return;
    const { consent, stop, offers } = membership(this.state, shopId);
    const left = decideLeave({ consent, offers }, word);
    this.endDialogueOf((asking) => asking === shopId);
    this.setMember(shopId, {
      consent: "opted_out",
      stop: this.stoppedNow(stop),
      ...(offers === "subscribed" && { offers: "opted_out" }),
    });
    for (const each of left) this.emit({ ...each, shopId });
    if (consent !== "opted_out") this.owesStopConfirmation();
  }

  stopEverywhere(word: string): void {
    this.endDialogueOf((asking) => !this.hasComeBackSince(asking));
    const { pool } = this.state;
    this.state = { ...this.state, pool: this.stoppedNow(pool) };
    if (pool.stoppedAt !== null) return this.emit({ type: "StopRepeated", shopId: null });
    this.emit({ type: "StoppedEverywhere", word });
    if (!this.input.shops.some(({ id }) => this.hasComeBackSince(id))) this.owesStopConfirmation();
  }

  /** What has been asked since they wrote this, by a shop that it does not leave, waits on for its answer. */
  private endDialogueOf(leaves: (shopId: string) => boolean): void {
    const asking = this.state.dialogue?.shopId ?? null;
    if (!this.isLateForDialogue() || (asking !== null && leaves(asking))) this.askNothing();
  }

  private stoppedNow(stop: Suppression): Suppression {
    return { ...stop, stoppedAt: later(stop.stoppedAt, this.at) };
  }

  /** What was withdrawn only now is no repetition, however soon after another stop; to who is back by then nothing is owed. */
  private owesStopConfirmation(): void {
    this.state = { ...this.state, stopConfirmedAt: null };
  }

  confirmsStop(): boolean {
    const { stopConfirmedAt } = this.state;
    if (this.input.sender.carrierAnswersOptOuts) return false;
    return stopConfirmedAt === null || elapsedMs(stopConfirmedAt, this.now) >= STOP_REPEAT_MS;
  }

  /** @param from the shop that has been left: a STOP that came late may be about another than the one that wrote last. */
  answersStop<K extends ReplyKind>(
    kind: K,
    values: TextValues[K],
    language: Language | null,
    from: Shop | null = this.shop,
  ): void {
    const said = this.language(language);
    this.reply(kind, values, { language: said, evenIfStopped: true, from });
    const { invitations } = this.state;
    // A later YES comes back to the one shop of a number: what this says is kept as what that YES agreed to.
    const invited = from === null || this.shared ? {} : { [from.id]: renderText(kind, values, said) };
    this.state = { ...this.state, stopConfirmedAt: this.now, invitations: { ...invitations, ...invited } };
  }

  earn(shop: Shop, points: number, cause: "welcome" | "code", earned: EarnHistory | null): void {
    const before = this.member(shop);
    this.setMember(shop.id, { points: before.points + points, earned: earned ?? before.earned });
    this.emit({ type: "PointsEarned", shopId: shop.id, points, cause, earned });
  }

  balanceOf(shop: Shop): string {
    return formatUnits(this.member(shop).points, shop.unit, this.language());
  }

  issueLink(shop: Shop, purpose: "profile" | "wallet"): void {
    this.emit({ type: "LinkIssued", shopId: shop.id, purpose });
  }

  openThread(reason: ThreadReason): void {
    if (this.shop) this.emit({ type: "ThreadOpened", shopId: this.shop.id, reason });
  }

  fallSilent(): void {
    this.emit({ type: "FellSilent" });
    this.openThread("loop");
  }

  /** Something is waited for that was asked after this was written. */
  isLateForDialogue(): boolean {
    return this.state.dialogue !== null && this.isOlderThanDialogue();
  }

  ask(dialogue: Dialogue): void {
    if (this.isLateForDialogue()) this.interrupts = true;
    this.state = { ...this.state, dialogue, steppedAt: later(this.state.steppedAt, this.at) };
  }

  endDialogue(): void {
    if (!this.isLateForDialogue()) this.askNothing();
  }

  private askNothing(): void {
    if (this.state.dialogue === null) return;
    this.state = { ...this.state, dialogue: null, steppedAt: later(this.state.steppedAt, this.at) };
  }

  /** What the customer is about at this shop. */
  errand(): Errand | null {
    const { dialogue } = this.state;
    return dialogue !== null && isErrand(dialogue) && dialogue.shopId === this.shop?.id ? dialogue : null;
  }

  endErrand(): void {
    const { dialogue } = this.state;
    if (dialogue !== null && isErrand(dialogue)) this.endDialogue();
  }

  sayAway(): void {
    this.state = { ...this.state, awayRepliedAt: this.now };
  }

  askWhichShop(reading: Reading | null): void {
    this.hears(reading?.language ?? null);
    const [first] = this.input.shops;
    // Of those who have left them all, only who asks to come back is answered.
    const evenIfStopped = reading !== null && COMES_BACK.has(reading.kind);
    if (first && (evenIfStopped || this.state.pool.stoppedAt === null)) {
      this.reply("which_shop", { keyword: first.keyword }, { evenIfStopped });
    }
  }

  reply<K extends ReplyKind>(
    kind: K,
    values: TextValues[K],
    options: { language?: Language; evenIfStopped?: boolean; lifetimeMs?: number; from?: Shop | null } = {},
  ): void {
    const { language = this.language(), evenIfStopped = false, from = this.shop } = options;
    const { lifetimeMs = textKinds[kind].lifetimeMs } = options;
    if (this.withholds(kind, from)) return;
    const text = renderText(kind, values, language);
    this.emit({ type: "ReplyQueued", shopId: from?.id ?? null, kind, text, evenIfStopped, lifetimeMs });
  }

  /** True where the answer is not to be sent, and says so. A question is put to this first: what nobody is shown, nobody is asked. */
  withholds(kind: ReplyKind, from: Shop | null = this.shop): boolean {
    const isWithheld = this.isCrowdedOut(kind);
    if (isWithheld) this.emit({ type: "AnswerWithheld", shopId: from?.id ?? null, kind });
    return isWithheld;
  }

  /** A confirmation of a STOP and an answer to a member are never kept waiting by a crowd of strangers. */
  private isCrowdedOut(kind: ReplyKind): boolean {
    return (
      this.input.answersWaiting >= ANSWERS_WAITING_MAX &&
      isStranger(this.state, this.input.shops) &&
      !stopConfirmations.has(kind)
    );
  }

  setMember(shopId: string, change: Partial<Membership>): void {
    const members = { ...this.state.members, [shopId]: { ...membership(this.state, shopId), ...change } };
    this.state = { ...this.state, members };
  }
}

/** The word of a command, as the ledger of consent keeps it. */
export const wordOf = (reading: Reading): string => reading.word ?? reading.kind.toUpperCase();
