// Where an error came from, as its stack says it.

/** Of the frames alone: the message stands before them, and may have lines that look like one. Null where there is none. */
export function firstFrame({
  stack = "",
  message,
}: {
  readonly stack?: string;
  readonly message: string;
}): string | null {
  const frames = stack.slice(stack.indexOf(message) + message.length);
  return /^ +at (\S+)/m.exec(frames)?.[1] ?? null;
}
