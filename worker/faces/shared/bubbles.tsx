// A text message as a phone draws it: the bubble, what stands under it, and the line between two days.

import type { Child } from "hono/jsx";
import type { Language } from "../../../src/conversation/language.ts";
import type { MessageStatus } from "../../../src/messaging/lifecycle.ts";
import { statusTone, statusWord } from "./delivery-words.ts";

/** A log of messages. It opens at its end, and stays there while it grows. */
export const Log = ({ label, children }: { label: string; children?: Child }) => (
  <div class="log-scroll" role="log" aria-label={label} tabindex={0} data-scroll="end">
    <ol id="log" class="log" data-live>
      {children}
    </ol>
  </div>
);

export interface BubbleProps {
  readonly id: string;
  readonly side: "left" | "right";
  /** Written by a machine: outlined rather than filled. */
  readonly automatic?: boolean;
  readonly footer?: Child;
  readonly children?: Child;
}

export function Bubble({ id, side, automatic = false, footer, children }: BubbleProps) {
  return (
    <li id={id} class={`message message-${side}`}>
      <p class={automatic ? "bubble bubble-automatic" : "bubble"} dir="auto">
        {children}
      </p>
      {footer && <p class="message-footer">{footer}</p>}
    </li>
  );
}

export const SystemLine = ({ id, children }: { id: string; children?: Child }) => (
  <li id={id} class="system-line">
    {children}
  </li>
);

export const StatusWord = ({ status, language }: { status: MessageStatus; language: Language }) => (
  <span class={`tone-${statusTone(status)}`}>{statusWord(status, language)}</span>
);

export const Time = ({ at, children }: { at: number; children?: Child }) => (
  <time datetime={new Date(at).toISOString()}>{children}</time>
);

const LINK = /(https?:\/\/[^\s]+[^\s.,;:!?)])/;

/** Text with its web addresses as links, each to a tab of its own. */
export const LinkedText = ({ text }: { text: string }) => (
  <>
    {text.split(LINK).map((part, i) =>
      i % 2 === 1 ? (
        <a href={part} target="_blank" rel="noopener">
          {part}
        </a>
      ) : (
        part
      ),
    )}
  </>
);

/** Joins what is there with a middle dot. */
export const dotted = (parts: readonly Child[]): Child =>
  parts.filter((part) => part !== null && part !== "").map((part, i) => (i === 0 ? part : <> · {part}</>));
