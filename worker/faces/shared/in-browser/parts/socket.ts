// A socket that says when something changed, opened again whenever it closes.

const RECONNECT_FIRST_MS = 500;
const RECONNECT_MAX_MS = 30_000;

export interface Listening {
  readonly onOpen: () => void;
  readonly onChanged: () => void;
  /** Each time that it closes, and each time that it does not open. */
  readonly onClosed: () => void;
}

export function keepSocket(path: string, { onOpen, onChanged, onClosed }: Listening): void {
  let failures = 0;
  const url = new URL(path, location.href);
  url.protocol = url.protocol === "https:" ? "wss:" : "ws:";

  const open = () => {
    const socket = new WebSocket(url);
    socket.addEventListener("open", () => {
      failures = 0;
      onOpen();
    });
    socket.addEventListener("message", onChanged);
    socket.addEventListener("close", () => {
      onClosed();
      const wait = Math.min(RECONNECT_MAX_MS, RECONNECT_FIRST_MS * 2 ** failures++);
      setTimeout(open, wait / 2 + (wait / 2) * Math.random());
    });
  };
  open();
}
