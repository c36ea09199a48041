// Whether the service can be reached, and whether something changed there: told by a socket, learnt from every answer, and looked for again while there is neither.

import type { Answer } from "../../../../../src/loyalty/kiosk-queue.ts";
import { keepSocket } from "../../../shared/in-browser/parts/socket.ts";

const BEAT_MS = 30_000;
/** With a socket: for one that died without a word. */
const BEAT_LIVE_MS = 120_000;
/** A busy shop changes many times a minute: one look for all that comes at once. */
const LOOK_GAP_MS = 1_000;
const PROBE_FIRST_MS = 2_000;

export interface Connection {
  isUp(): boolean;
  learn(answer: Answer): void;
}

/**
 * @param socket the path of it; undefined for none.
 * @param look asks the service for something, and learns from the answer.
 * @param renewInMs how long what is shown stays good; null for as long as one likes.
 * @param onChanged runs when it comes or goes.
 */
export function watchConnection(
  socket: string | undefined,
  look: () => Promise<void>,
  renewInMs: () => number | null,
  onChanged: () => void,
): Connection {
  let failures = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isLive = false;
  let lastLook = 0;

  const isUp = () => failures === 0;
  const waitMs = () => {
    if (!isUp()) return Math.min(BEAT_MS, PROBE_FIRST_MS * 2 ** Math.min(failures - 1, 10));
    return Math.min(isLive ? BEAT_LIVE_MS : BEAT_MS, renewInMs() ?? Number.POSITIVE_INFINITY);
  };

  async function beat(): Promise<void> {
    clearTimeout(timer);
    lastLook = performance.now();
    await look();
    schedule();
  }

  function schedule(ms = waitMs()): void {
    clearTimeout(timer);
    timer = setTimeout(beat, ms);
  }

  const lookSoon = () => schedule(Math.max(0, lastLook + LOOK_GAP_MS - performance.now()));

  function learn({ kind }: Answer): void {
    const was = isUp();
    failures = kind === "unreachable" ? failures + 1 : 0;
    if (was === isUp()) return;
    schedule();
    onChanged();
  }

  if (socket !== undefined) {
    keepSocket(socket, {
      onOpen() {
        isLive = true;
        lookSoon();
      },
      onChanged: lookSoon,
      onClosed() {
        // The network may have gone with it.
        if (isLive) lookSoon();
        isLive = false;
      },
    });
  }
  addEventListener("online", () => {
    failures = Math.min(failures, 1);
    void beat();
  });
  addEventListener("offline", () => learn({ kind: "unreachable" }));
  document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && void beat());
  void beat();
  return { isUp, learn };
}
