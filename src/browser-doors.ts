// What a browser may ask of us: under which host, and from whose pages. A request that carries no cookie may be a program's.

import { err, ok, type Result } from "./result.ts";

/** What a URL has. */
export interface Address {
  readonly host: string;
  readonly hostname: string;
  readonly origin: string;
}

export interface OurAddresses {
  /** Where the app is, and where short links are. */
  readonly app: Address;
  readonly link: Address;
  /** With the simulator the service is for this machine: it answers to the names of this machine too. */
  readonly simulated: boolean;
}

const LOOPBACK: ReadonlySet<string> = new Set(["127.0.0.1", "localhost", "[::1]"]);

/**
 * Another name that leads here is somebody's who has bound it to our address, to read us from a page of theirs. Names of this machine
 * can't be bound so, on whatever port.
 */
export function isOurHost(asked: Address, { app, link, simulated }: OurAddresses): boolean {
  if (asked.host === app.host || asked.host === link.host) return true;
  return LOOPBACK.has(asked.hostname) && (simulated || LOOPBACK.has(app.hostname));
}

/** The page's own origin, as the address that was asked has it, or as we are known where TLS ends before us. */
function isSameOrigin(origin: string, asked: Address, { app, link }: OurAddresses): boolean {
  return [asked, app, link].some((address) => address.host === asked.host && address.origin === origin);
}

export interface Asking {
  readonly address: Address;
  readonly method: string;
  readonly isSocket: boolean;
  readonly hasCookie: boolean;
  /** As browsers send them, null for absent. */
  readonly origin: string | null;
  readonly fetchSite: string | null;
  /** The button of a short link: from a short domain of its own it posts to the app's host, which is another site by design. */
  readonly isLinkButton: boolean;
}

const READS: ReadonlySet<string> = new Set(["GET", "HEAD", "OPTIONS"]);

/** Whatever the type of its content: a page of somebody else moves nothing here, and listens to nothing. */
export function mayAsk(asking: Asking, ours: OurAddresses): Result<void, "other_site" | "unknown_site"> {
  const { address, method, origin, fetchSite } = asking;
  const isOwn = origin !== null && isSameOrigin(origin, address, ours);
  if (asking.isSocket) return isOwn ? ok(undefined) : err(origin === null ? "unknown_site" : "other_site");
  if (READS.has(method)) return ok(undefined);
  if (asking.isLinkButton && origin === ours.link.origin) return ok(undefined);
  if (fetchSite !== null) return fetchSite === "same-origin" ? ok(undefined) : err("other_site");
  if (origin !== null) return isOwn ? ok(undefined) : err("other_site");
  return asking.hasCookie ? err("unknown_site") : ok(undefined);
}
