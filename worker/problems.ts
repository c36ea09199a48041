// Errors of the JSON routes: application/problem+json (RFC 9457), with a fixed text for everything that is our fault.

import type { ContentfulStatusCode } from "hono/utils/http-status";

const titles = {
  400: "Bad request",
  401: "Unauthorized",
  403: "Forbidden",
  404: "Not found",
  409: "Conflict",
  413: "Content too large",
  415: "Unsupported media type",
  421: "Misdirected request",
  422: "Unprocessable content",
  500: "Internal error",
  503: "Try again later",
} as const satisfies Partial<Record<ContentfulStatusCode, string>>;

/**
 * Thrown where nothing can be answered for a while, and whoever asked should ask again. It may have been done all the same: asked
 * again with the same key it is not done twice.
 */
export class Unavailable extends Error {
  override readonly name = "Unavailable";
  readonly code: "unavailable" | "misconfigured";

  constructor(code: Unavailable["code"], reason: string, cause?: unknown) {
    super(reason, { cause });
    this.code = code;
  }
}

/** What wraps an error keeps it as its cause. */
export function unavailabilityOf(error: unknown): Unavailable | null {
  for (let cause = error; cause instanceof Error; cause = cause.cause) if (cause instanceof Unavailable) return cause;
  return null;
}

/** An error as another object can be told of it: there it would come without its class. */
export interface Failure {
  readonly unavailable: Unavailable["code"] | null;
  readonly error: string;
  readonly code: string | null;
}

/** What failed in another object: to the log it is what it was there. */
export class FailedElsewhere extends Error {
  readonly code: string | null;

  constructor({ error, code }: Failure) {
    super("another object has failed");
    this.name = error;
    this.code = code;
  }
}

export function problem(status: keyof typeof titles, code: string, detail?: string): Response {
  const body = { type: "about:blank", title: titles[status], status, code, ...(detail ? { detail } : {}) };
  const headers = { "content-type": "application/problem+json" };
  return new Response(JSON.stringify(body), { status, headers });
}
