// A code comes back: counted first, compared after, so that tries cannot be had in parallel. The right one proves the number; then the
// person chooses the shop, where there are several.

import { TEXTED_CODE_TRIES_MAX } from "../../src/messaging/sign-in-code.ts";
import { readSmsCode, SMS_CODE_TRIES_MAX } from "../../src/messaging/sms-code.ts";
import { err, ok, type Result } from "../../src/result.ts";
import { DAY_MS } from "../../src/time.ts";
import type { Context } from "../context.ts";
import { type Holder, loadChoices, openSession, proveDevice } from "../db/devices.ts";
import { findDevice, loadStandings, takeTextedTries, takeTry } from "../db/sign-in.ts";
import { hash, newToken, sameHash } from "../gateways/secrets.ts";
import { log } from "../log.ts";
import { hashSignInCode } from "./request-sign-in-code.ts";
import { mayAsk } from "./within-limits.ts";

export const SESSION_LIFETIME_MS = 30 * DAY_MS;
/** The longest that browsers keep a cookie. */
export const DEVICE_LIFETIME_MS = 400 * DAY_MS;

export type SignInError = "wrong_code" | "code_worn_out" | "too_many";

export interface CodeTyped {
  /** What requestSignInCode returned to the same browser. */
  readonly codeId: string;
  readonly typed: string;
  readonly address: string | undefined;
  readonly deviceTokens: readonly string[];
  readonly sessionToken: string | null;
}

export interface Proven {
  /** What the browser keeps, to be known again. */
  readonly deviceToken: string;
  /** Null where the shop is to be chosen first. */
  readonly sessionToken: string | null;
}

export async function signIn(context: Context, request: CodeTyped): Promise<Result<Proven, SignInError>> {
  const { codeId, address } = request;
  const code = readSmsCode(request.typed);
  if (!code.ok) return err("wrong_code");
  const { db } = context;
  const now = context.now();
  const tokenHashes = await Promise.all(request.deviceTokens.map(hash));
  const anyDevice = await findDevice(db, tokenHashes, now);
  const limits = { device: ["sign_in_tries_device"], source: ["sign_in_tries_source"] } as const;
  if (!(await mayAsk(context, { address, deviceId: anyDevice }, limits))) return err("too_many");

  const asked = await takeTry(db, codeId, SMS_CODE_TRIES_MAX, now);
  if (asked === null) return err("code_worn_out");
  const phone = asked.phone ?? "";
  const numberHash = await context.keyedHash("number", phone);
  const { standings, deviceId } = await loadStandings(db, phone, { numberHash, tokenHashes }, now);
  // What strangers type wears a texted code out for strangers.
  const triesMax = deviceId === null ? TEXTED_CODE_TRIES_MAX : Number.MAX_SAFE_INTEGER;
  const texted = await takeTextedTries(db, phone, triesMax, now);
  const right = await findRight(context, [{ id: codeId, codeHash: asked.codeHash }, ...texted], code.value);
  if (right === null) {
    log("warn", "sign_in_refused", { codeId, tries: asked.tries });
    return err(asked.tries < SMS_CODE_TRIES_MAX ? "wrong_code" : "code_worn_out");
  }

  const deviceToken = newToken();
  const tokenHash = await hash(deviceToken);
  const expiresAt = now + DEVICE_LIFETIME_MS;
  const known = deviceId ?? context.newId();
  const proven = await proveDevice(db, { codeId: right, askedId: codeId, deviceId: known, tokenHash, expiresAt }, now);
  const theirs = standings.filter(({ isInvited }) => !isInvited);
  const people = [...new Set(theirs.map(({ personId }) => personId))];
  const [only, ...others] = people;
  if (proven === null || only === undefined) return err("code_worn_out");
  if (others.length > 0) return ok({ deviceToken, sessionToken: null });
  const sessionToken = await chooseShop(
    context,
    { deviceTokens: [deviceToken], sessionToken: request.sessionToken },
    only,
  );
  return sessionToken === null ? err("code_worn_out") : ok({ deviceToken, sessionToken });
}

/** The id of the code that was typed. Each is compared, whichever is right. */
async function findRight(
  context: Context,
  codes: readonly { readonly id: string; readonly codeHash: string | null }[],
  typed: string,
): Promise<string | null> {
  let right: string | null = null;
  for (const { id, codeHash } of codes) {
    if (sameHash(codeHash ?? "", await hashSignInCode(context, id, typed))) right = id;
  }
  return right;
}

/** What a browser holds. */
export interface Browser {
  readonly deviceTokens: readonly string[];
  readonly sessionToken: string | null;
}

const holderOf = async ({ deviceTokens, sessionToken }: Browser): Promise<Holder> => ({
  tokenHashes: await Promise.all(deviceTokens.map(hash)),
  sessionHash: sessionToken === null ? null : await hash(sessionToken),
});

export const shopsToChoose = async ({ db, now }: Context, browser: Browser) =>
  loadChoices(db, await holderOf(browser), now());

/** The session's token; null when this browser may not be there. */
export async function chooseShop(context: Context, browser: Browser, personId: string): Promise<string | null> {
  const token = newToken();
  const now = context.now();
  const session = {
    id: context.newId(),
    tokenHash: await hash(token),
    personId,
    expiresAt: now + SESSION_LIFETIME_MS,
    auditId: context.newId(),
  };
  const isOpen = await openSession(context.db, await holderOf(browser), session, now);
  if (!isOpen) return null;
  log("info", "signed_in", { personId, sessionId: session.id });
  return token;
}
