// The five minutes of a code: a ring that empties, and a look every few seconds whether staff have typed it.

import { walletPaths } from "../../addresses.ts";

const LOOK_EVERY_MS = 3_000;
const SECOND_MS = 1_000;

/** Counts what the service says is left: the phone's own clock may be an hour off. */
export function startCountdown(): void {
  const ring = document.querySelector<HTMLElement>(".ring");
  const time = ring?.querySelector(".ring-time");
  const arc = ring?.querySelector(".ring-left");
  if (!ring || !time || !arc) return;
  const lifetime = Number(ring.dataset.lifetimeMs);
  const endsAt = performance.now() + Number(ring.dataset.remainingMs);

  const draw = () => {
    const left = Math.max(0, endsAt - performance.now());
    const seconds = Math.ceil(left / SECOND_MS);
    time.textContent = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
    arc.setAttribute("stroke-dashoffset", String(100 - (100 * left) / lifetime));
    if (left > 0) setTimeout(draw, left % SECOND_MS || SECOND_MS);
    else showWhatBecame();
  };
  draw();
  watch();
  // A page that comes back from sleep has counted too slowly: the service knows.
  addEventListener("pageshow", (event) => event.persisted && location.reload());
}

function watch(): void {
  const claimId = document.querySelector<HTMLElement>("[data-claim]")?.dataset.claim;
  if (claimId === undefined) return;
  const look = async () => {
    if (document.visibilityState !== "visible") return;
    const response = await fetch(walletPaths.claimStatus(claimId)).catch(() => null);
    if (!response?.ok) return;
    const { status } = (await response.json()) as { status: string };
    if (status !== "in_use") showWhatBecame();
  };
  const quietly = () => void look().catch(() => {});
  setInterval(quietly, LOOK_EVERY_MS);
  document.addEventListener("visibilitychange", quietly);
}

const showWhatBecame = (): void => location.replace(location.pathname);
