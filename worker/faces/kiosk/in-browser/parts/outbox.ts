// Sends what was typed, in order and one at a time, and keeps it on the device until the service has answered. The rules of the queue are in src.

import {
  type Answer,
  ageOf,
  answerOf,
  dismiss,
  type KeptAct,
  keep,
  nextToSend,
  type Queue,
  readQueue,
  refuseAll,
  settle,
  unlock,
} from "../../../../../src/loyalty/kiosk-queue.ts";
import { parsePage } from "../../../shared/in-browser/parts/live.ts";
import { tabletWords } from "./words.ts";

export interface Sent {
  readonly answer: Answer;
  /** The page that the service answered with; null when it did not. */
  readonly page: Document | null;
}

export interface Outbox {
  /** Resolves when this act is answered, or once it is clear that this will take a while: it is kept in any case. */
  submit(act: Pick<KeptAct, "id" | "action" | "fields">): Promise<Sent>;
  flush(): Promise<void>;
  /** Staff have typed their code. */
  unlock(): void;
  /** The pairing is gone. */
  refuseAll(reason: string): void;
  dismiss(id: string): void;
  queue(): Queue;
}

/** A customer does not stand there longer for an answer. */
const PATIENCE_MS = 6_000;
export const ANSWER_TIMEOUT_MS = 8_000;
const PREFIX = "kiosk:";
const UNREACHABLE: Sent = { answer: { kind: "unreachable" }, page: null };

/** @param onChanged runs whenever something was kept, sent or refused; it is told how the last attempt went. */
export function openOutbox(kioskId: string, onChanged: (answer: Answer | null) => void): Outbox {
  const slot = PREFIX + kioskId;
  const waiting = new Map<string, (sent: Sent) => void>();
  let sending = false;

  const queue = () => readQueue(localStorage.getItem(slot));
  // Read again before each change: another tab may have sent or kept something.
  const change = (by: (queue: Queue) => Queue) => localStorage.setItem(slot, JSON.stringify(by(queue())));
  takeOver(slot, change);

  async function flush(): Promise<void> {
    if (sending) return;
    sending = true;
    try {
      for (let act = nextToSend(queue()); act !== null; act = nextToSend(queue())) {
        const { id } = act;
        const sent = await post(act);
        const someoneWaits = waiting.has(id);
        change((before) => {
          const after = settle(before, id, sent.answer);
          // Whoever typed it reads the refusal on the screen: nobody has to be told later.
          return sent.answer.kind === "refused" && someoneWaits ? dismiss(after, id) : after;
        });
        waiting.get(id)?.(sent);
        onChanged(sent.answer);
        if (sent.answer.kind === "unreachable" || sent.answer.kind === "unpaired") break;
      }
    } finally {
      sending = false;
      for (const tell of waiting.values()) tell(UNREACHABLE);
    }
  }

  return {
    async submit(act) {
      const kept = keep(queue(), { ...act, typedAt: Date.now() });
      if (!kept.ok) return { answer: { kind: "refused", reason: tabletWords().full }, page: null };
      change(() => kept.value);
      onChanged(null);
      const answered = new Promise<Sent>((resolve) => {
        const tell = (sent: Sent) => {
          waiting.delete(act.id);
          resolve(sent);
        };
        waiting.set(act.id, tell);
        setTimeout(() => tell(UNREACHABLE), PATIENCE_MS);
      });
      void flush();
      return answered;
    },
    flush,
    unlock() {
      change(unlock);
      void flush();
    },
    refuseAll(reason) {
      change((before) => refuseAll(before, reason));
      onChanged(null);
    },
    dismiss(id) {
      change((before) => dismiss(before, id));
      onChanged(null);
    },
    queue,
  };
}

async function post(act: KeptAct): Promise<Sent> {
  const body = new URLSearchParams({ ...act.fields, id: act.id, age: String(ageOf(act, Date.now())) });
  return request(act.action, { method: "POST", body });
}

/** Any request to our own pages. Whatever goes wrong on the way is one thing: nobody answered. */
export async function request(address: string, options: RequestInit = {}): Promise<Sent> {
  try {
    const response = await fetch(address, { ...options, signal: AbortSignal.timeout(ANSWER_TIMEOUT_MS) });
    const page = await parsePage(response);
    const reason = page.querySelector("[data-reason]:not(:empty)")?.textContent ?? "";
    const answer = answerOf(response.headers.get("x-kiosk"), reason);
    return answer.kind === "unreachable" ? UNREACHABLE : { answer, page };
  } catch {
    return UNREACHABLE;
  }
}

/** What another pairing of this tablet has left: its ids mean nothing under this one, so a person decides. */
function takeOver(slot: string, change: (by: (queue: Queue) => Queue) => void): void {
  const others = Object.keys(localStorage).filter((name) => name.startsWith(PREFIX) && name !== slot);
  for (const other of others) {
    const left = refuseAll(readQueue(localStorage.getItem(other)), tabletWords().otherPairing);
    change((queue) => [...left, ...queue]);
    localStorage.removeItem(other);
  }
}
