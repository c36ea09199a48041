// The staff side of the kiosk: a code to check, a number to look up or give to, the last acts with their undo, and the points that wait.

import type { Child } from "hono/jsx";
import { formatUnits } from "../../../src/loyalty/programme.ts";
import { kioskPaths } from "./addresses.ts";
import { Keypad } from "./keypad.tsx";
import { KioskFrame, type KioskView, Lock } from "./kiosk.tsx";
import { NewNumber, type NewNumberView } from "./new-number.tsx";
import { LastActs, type LastActView, Waiting, type WaitingView } from "./staff-lists.tsx";
import { type StaffWords, staffWords } from "./staff-words.ts";

export interface OpenStaffView extends KioskView {
  readonly error:
    | { readonly kind: "wrong_code" | "closed" }
    | { readonly kind: "locked"; readonly hour: string }
    | null;
}

export interface StaffView extends KioskView {
  /** Whose code opened it; null behind the multi-point code, which opens giving only. */
  readonly label: string | null;
  readonly may: "everything" | "give_points";
  /** What came of the act that this page answers. */
  readonly said: Said | null;
  readonly typed: { readonly phone: string; readonly points: number };
  /** More than the shop gives at once was asked for: the multi-point code goes along this time. */
  readonly asksMultiPointCode: boolean;
  readonly lookedUp: LookedUp | null;
  /** The account of the code that was typed, to be confirmed. */
  readonly newNumber: NewNumberView | null;
  readonly lastActs: readonly LastActView[];
  readonly waiting: readonly WaitingView[];
  /** For the forms, where no script makes them. */
  readonly newActId: () => string;
}

export interface Said {
  readonly tone: "good" | "bad";
  readonly title: string;
  readonly line: string | null;
}

export interface LookedUp {
  readonly who: string;
  readonly standing: "member" | "left" | "unconfirmed";
  readonly points: number;
  readonly waiting: number;
  readonly taken: readonly string[];
  readonly within: readonly string[];
}

export function OpenStaffPage({ view }: { view: OpenStaffView }) {
  const { language, error } = view;
  const words = staffWords[language];
  return (
    <KioskFrame view={view} title={words.openTitle}>
      <main id="side" class="side opening" data-side="opening" lang={language}>
        <form method="post" action={kioskPaths.openStaff()} class="number-form">
          <h1>{words.openTitle}</h1>
          <label for="staff-code">{words.openLead}</label>
          <input
            id="staff-code"
            class="number"
            name="code"
            type="password"
            inputmode="numeric"
            autocomplete="off"
            required
            maxlength={12}
            data-digits
            aria-label={words.code}
            aria-invalid={error ? "true" : undefined}
            aria-describedby="staff-code-error"
          />
          <p id="staff-code-error" class="field-error" role="alert" data-reason>
            {error && openingError(error, words)}
          </p>
          <Keypad language={language} field="staff-code" plus={false} />
          <button type="submit" class="button button-big">
            {words.open}
          </button>
        </form>
        <nav class="corners">
          <a class="corner corner-staff" href={kioskPaths.home()} data-home-link>
            {words.back}
          </a>
        </nav>
      </main>
    </KioskFrame>
  );
}

function openingError(error: NonNullable<OpenStaffView["error"]>, words: StaffWords): string {
  if (error.kind === "locked") return words.locked(error.hour);
  return error.kind === "closed" ? words.closed : words.wrongCode;
}

export function StaffSide({ view }: { view: StaffView }) {
  const { language, said, may } = view;
  const words = staffWords[language];
  return (
    <KioskFrame view={view} title={`${words.title} · ${view.shop.name}`}>
      <main id="side" class="side staff" data-side="staff" lang={language}>
        <header class="staff-head">
          <h1>{view.label ?? words.title}</h1>
          <div id="said" class="said" role="status">
            {said && (
              <p class={`said-line said-${said.tone}`}>
                <strong data-reason>{said.title}</strong> {said.line}
              </p>
            )}
          </div>
          <form method="post" action={kioskPaths.lockStaff()} data-lock>
            <button type="submit" class="button">
              <Lock /> {words.close}
            </button>
          </form>
        </header>
        <div class="staff-acts">
          {view.newNumber && <NewNumber view={view.newNumber} words={words} />}
          {may === "everything" && <Code view={view} words={words} />}
          <GivePoints view={view} words={words} />
        </div>
        {may === "everything" && (
          <div class="staff-lists">
            <LastActs acts={view.lastActs} words={words} />
            <Waiting waiting={view.waiting} words={words} />
            <section id="not-taken" class="panel" hidden>
              <h2>{words.notTaken}</h2>
              <p class="hint">{words.notTakenLead}</p>
              <ul class="rows" data-drop={words.drop} />
            </section>
          </div>
        )}
      </main>
    </KioskFrame>
  );
}

function Code({ view, words }: { view: StaffView; words: StaffWords }) {
  return (
    <Act view={view} title={words.codeTitle} action={kioskPaths.codes()}>
      <label for="code">{words.redeemLabel}</label>
      <div class="act-line">
        <input
          id="code"
          class="field field-code"
          name="code"
          autocomplete="off"
          autocapitalize="characters"
          spellcheck={false}
          required
          maxlength={20}
        />
        <button type="submit" class="button">
          {words.redeem}
        </button>
      </div>
    </Act>
  );
}

function GivePoints({ view, words }: { view: StaffView; words: StaffWords }) {
  const { typed, lookedUp } = view;
  return (
    <Act view={view} title={words.numberTitle} action={kioskPaths.points()} keep="points">
      <label for="phone">{words.number}</label>
      <div class="act-line">
        <input
          id="phone"
          class="field"
          name="phone"
          type="tel"
          autocomplete="off"
          required
          maxlength={24}
          value={typed.phone}
          data-number
        />
        {view.may === "everything" && (
          <button type="submit" class="button-quiet" formaction={kioskPaths.lookUp()} data-now-only>
            {words.lookUp}
          </button>
        )}
      </div>
      {lookedUp && <Found view={view} found={lookedUp} words={words} />}
      <label for="points">{words.points}</label>
      <div class="act-line">
        <input
          id="points"
          class="field field-points"
          name="points"
          type="number"
          inputmode="numeric"
          min={1}
          max={1_000}
          required
          value={typed.points}
        />
        {view.asksMultiPointCode && (
          <input
            class="field"
            name="multiPointCode"
            type="password"
            inputmode="numeric"
            autocomplete="off"
            required
            maxlength={12}
            placeholder={words.multiPointCode}
            aria-label={words.multiPointCode}
            data-now-only
          />
        )}
        <button type="submit" class="button">
          {words.give}
        </button>
      </div>
    </Act>
  );
}

function Found({ view, found, words }: { view: StaffView; found: LookedUp; words: StaffWords }) {
  const { language, shop } = view;
  const units = (amount: number) => formatUnits(amount, shop.unit, language);
  const standing = { member: words.isMember, left: words.isLeft, unconfirmed: words.isUnconfirmed }[found.standing];
  return (
    <div class="found" role="status">
      <p>
        <strong>{found.who}</strong> <span class="found-standing">{standing}</span>
      </p>
      {found.standing === "member" && <p>{words.balance(units(found.points))}</p>}
      {found.waiting > 0 && <p>{words.asideBalance(units(found.waiting))}</p>}
      {found.taken.length > 0 && <p>{words.inWallet(found.taken.join(", "))}</p>}
      {found.within.length > 0 && <p>{words.within(found.within.join(", "))}</p>}
    </div>
  );
}

/** @param keep what the tablet does not lose when it is not connected. */
function Act({
  view,
  title,
  action,
  keep,
  children,
}: {
  view: StaffView;
  title: string;
  action: string;
  keep?: "points";
  children: Child;
}) {
  return (
    <form method="post" action={action} class="panel act" data-keep={keep} autocomplete="off">
      <h2>{title}</h2>
      <input type="hidden" name="id" value={view.newActId()} />
      {children}
    </form>
  );
}
