// Whether the service can be reached: learnt from every answer, and looked for again while there is none.

import type { Answer } from "../../../src/loyalty/kiosk-queue.ts";

const BEAT_MS = 30_000;
const PROBE_FIRST_MS = 2_000;

export interface Connection {
  isUp(): boolean;
  learn(answer: Answer): void;
}

/**
 * @param look asks the service for something, and learns from the answer.
 * @param renewInMs how long what is shown stays good; null for as long as one likes.
 * @param onChanged runs when it comes or goes.
 */
export function watchConnection(
  look: () => Promise<void>,
  renewInMs: () => number | null,
  onChanged: () => void,
): Connection {
  let failures = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const isUp = () => failures === 0;
  const waitMs = () =>
    isUp()
      ? Math.min(BEAT_MS, renewInMs() ?? BEAT_MS)
      : Math.min(BEAT_MS, PROBE_FIRST_MS * 2 ** Math.min(failures - 1, 10));

  async function beat(): Promise<void> {
    clearTimeout(timer);
    await look();
    schedule();
  }

  function schedule(): void {
    clearTimeout(timer);
    timer = setTimeout(beat, waitMs());
  }

  function learn({ kind }: Answer): void {
    const was = isUp();
    failures = kind === "unreachable" ? failures + 1 : 0;
    if (was === isUp()) return;
    schedule();
    onChanged();
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
