// Waits for something to become true, by looking: for what the service does after it has answered.

const LOOK_EVERY_MS = 20;
const PATIENCE_MS = 20_000;

/** The first answer that is not null. Rejects, naming what was waited for, when patience runs out. */
export async function waitFor<T>(what: string, look: () => Promise<T | null> | T | null): Promise<T> {
  const givesUpAt = Date.now() + PATIENCE_MS;
  for (;;) {
    const found = await look();
    if (found !== null) return found;
    if (Date.now() > givesUpAt) throw new Error(`waited in vain for ${what}`);
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
  }
}
