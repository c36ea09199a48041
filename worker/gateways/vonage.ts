// Sends a text through Vonage's own client for its Messages API, and says what came of it.

import { Auth } from "@vonage/auth";
import { Messages, SMS } from "@vonage/messages";
import type { SendOutcome } from "../../src/carriers/carrier.ts";
import { refusedSend } from "../../src/carriers/vonage-errors.ts";
import type { Carrier, OutgoingText } from "./carrier.ts";
import { pemOf } from "./configured-keys.ts";

export interface VonageConfig {
  readonly credentials:
    | { readonly applicationId: string; readonly privateKey: string }
    | { readonly apiKey: string; readonly apiSecret: string };
  /** Base address; Vonage's own by default. */
  readonly apiUrl?: string | undefined;
  readonly timeoutMs?: number | undefined;
}

const VONAGE_API_URL = "https://api.nexmo.com";
const SEND_TIMEOUT_MS = 10_000;
const PROBE_TIMEOUT_MS = 3_000;
const PROBLEM_TIMEOUT_MS = 2_000;

/** Keep one for each sender: it remembers that Vonage could not be reached. */
export function createVonageCarrier(config: VonageConfig): Carrier {
  const apiUrl = (config.apiUrl ?? VONAGE_API_URL).replace(/\/+$/, "");
  const client = new MessagesClient(new Auth(authParams(config.credentials)), {
    apiHost: apiUrl,
    timeout: config.timeoutMs ?? SEND_TIMEOUT_MS,
  });
  let doubtful = false;

  return {
    async send(message) {
      // workerd says "Network connection lost" for a refused connection and for one that broke after the request went out, so a
      // send that failed so stays in doubt. The next one asks first, with a request that sends nothing: an outage leaves the
      // messages in flight in doubt, and not the whole queue.
      if (doubtful && !(await answers(apiUrl))) return { kind: "retry", code: "unreachable", retryAfterMs: null };
      doubtful = false;
      try {
        const { messageUUID } = await client.send(smsOf(message));
        return messageUUID ? { kind: "accepted", carrierMessageId: messageUUID } : NO_ANSWER;
      } catch (error) {
        const outcome = await outcomeOf(error);
        if (outcome === NO_ANSWER) doubtful = true;
        return outcome;
      }
    },
  };
}

/** Vonage's client, but a key that can't sign is told apart from a connection that failed. */
class MessagesClient extends Messages {
  override async addAuthenticationToRequest(request: AuthenticatedRequest): Promise<AuthenticatedRequest> {
    try {
      return await super.addAuthenticationToRequest(request);
    } catch {
      throw new UnusableCredentials();
    }
  }
}

type AuthenticatedRequest = Parameters<Messages["addAuthenticationToRequest"]>[0];

class UnusableCredentials extends Error {}

const authParams = (credentials: VonageConfig["credentials"]) =>
  "privateKey" in credentials ? { ...credentials, privateKey: pemOf(credentials.privateKey) } : credentials;

/** Vonage wants numbers without their plus. No `ttl`: its own documents disagree on the unit. */
function smsOf(message: OutgoingText): SMS {
  return new SMS({
    channel: "sms",
    messageType: "text",
    from: message.from.replace(/^\+/, ""),
    to: message.to.replace(/^\+/, ""),
    text: message.text,
    clientRef: message.messageId,
    sms: { encodingType: message.encoding === "UCS-2" ? "unicode" : "text" },
  });
}

const NO_ANSWER: SendOutcome = { kind: "unknown", code: "no_answer" };
const TIMED_OUT: SendOutcome = { kind: "unknown", code: "timeout" };

/** Whatever is not an answer of Vonage's came after the request may have gone out. */
async function outcomeOf(error: unknown): Promise<SendOutcome> {
  if (error instanceof UnusableCredentials) return { kind: "account", code: "unusable_credentials" };
  if (error instanceof Error && error.name === "AbortError") return TIMED_OUT;
  const response = error instanceof Error && "response" in error ? error.response : undefined;
  if (!(response instanceof Response) || response.ok) return NO_ANSWER;
  return refusedSend(response.status, await problemIn(response), response.headers.get("retry-after"));
}

/** The decoded body of a refusal, or null when it is not JSON or does not come: the status says enough. */
async function problemIn(response: Response): Promise<unknown> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<null>((resolve) => {
    timer = setTimeout(() => resolve(null), PROBLEM_TIMEOUT_MS);
  });
  try {
    return await Promise.race([response.json(), late]);
  } catch {
    return null;
  } finally {
    clearTimeout(timer);
  }
}

async function answers(apiUrl: string): Promise<boolean> {
  try {
    await fetch(apiUrl, { method: "HEAD", redirect: "manual", signal: AbortSignal.timeout(PROBE_TIMEOUT_MS) });
    return true;
  } catch {
    return false;
  }
}
