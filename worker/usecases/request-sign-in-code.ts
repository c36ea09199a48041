// Someone asks for a code to sign in. Whoever asks learns nothing of whether the number is known, not even from the time it takes.

import { eq } from "drizzle-orm";
import { codeText } from "../../src/messaging/sign-in-code.ts";
import { SMS_CODE_LIFETIME_MS } from "../../src/messaging/sms-code.ts";
import { codeSender, type WithSender } from "../../src/people/signing-in.ts";
import { maskPhone } from "../../src/phone.ts";
import { err, ok, type Result } from "../../src/result.ts";
import type { Context } from "../context.ts";
import { queueMessage } from "../db/outbox.ts";
import { auditEntries, signInCodes } from "../db/schema.ts";
import { loadStandings, type PersonStanding } from "../db/sign-in.ts";
import { hash, newSmsCode } from "../gateways/secrets.ts";
import { failure, log } from "../log.ts";
import { isWithinLimits, mayAsk } from "./within-limits.ts";

export interface CodeRequest {
  readonly phone: string;
  readonly address: string | undefined;
  /** Of the browser: what it kept when a code was typed there. */
  readonly deviceTokens: readonly string[];
}

export const hashSignInCode = ({ keyedHash }: Context, codeId: string, code: string): Promise<string> =>
  keyedHash("code", `sign_in:${codeId}:${code}`);

/**
 * Returns the id of what was asked for: what the browser keeps, and signs in with. `too_many` is about the address or the device that
 * asks, never about the number.
 */
export async function requestSignInCode(
  context: Context,
  { phone, address, deviceTokens }: CodeRequest,
): Promise<Result<string, "too_many">> {
  const { db, newId } = context;
  const now = context.now();
  const codeId = newId();
  const numberHash = await context.keyedHash("number", phone);
  const tokenHashes = await Promise.all(deviceTokens.map(hash));
  const { standings, deviceId } = await loadStandings(db, phone, { numberHash, tokenHashes }, now);
  const isKnownDevice = deviceId !== null;
  const mayAskHere = await mayAsk(
    context,
    { address, deviceId },
    {
      device: ["sign_in_device", "sign_in_device_daily"],
      source: ["sign_in_source", "sign_in_source_daily"],
    },
  );
  const asked = (refused: string | null) =>
    log("info", "sign_in_code_asked", { phone: maskPhone(phone), device: isKnownDevice, refused });
  if (!mayAskHere) {
    asked("too_many_from_here");
    return err("too_many");
  }
  // What strangers ask for a number uses up what strangers may, and nothing else.
  const isWithinNumber =
    isKnownDevice || (await isWithinLimits(context, ["sign_in_number", "sign_in_number_daily"], numberHash));
  const sender = codeSender(standings, isKnownDevice);
  const refused =
    sender === null ? (standings.length === 0 ? "unknown" : "may_not") : isWithinNumber ? null : "too_many";
  await db.orm.insert(signInCodes).values({
    id: codeId,
    phone: standings.length === 0 ? null : phone,
    askedBy: "page",
    expiresAt: now + SMS_CODE_LIFETIME_MS,
    createdAt: now,
  });
  asked(refused);
  if (sender !== null && refused === null) {
    const sent = sendCode(context, sender, { phone, numberHash, codeId, isKnownDevice });
    context.waitUntil(sent.catch((error) => log("error", "sign_in_code_lost", failure(error))));
  }
  return ok(codeId);
}

interface Asked {
  readonly phone: string;
  readonly numberHash: string;
  readonly codeId: string;
  readonly isKnownDevice: boolean;
}

async function sendCode(
  context: Context,
  { personId, merchantId, senderId, shop, language }: WithSender<PersonStanding>,
  { phone, numberHash, codeId, isKnownDevice }: Asked,
): Promise<void> {
  const { db } = context;
  const now = context.now();
  const code = newSmsCode();
  const codeHash = await hashSignInCode(context, codeId, code);
  const message = {
    id: context.newId(),
    cause: `sign_in:${codeId}`,
    n: 0,
    senderId,
    merchantId,
    customerId: null,
    personId,
    recipient: phone,
    recipientHash: numberHash,
    kind: "sign_in_code",
    text: codeText(shop, code, language),
    // A stranger can set it off: it answers nobody, and who has left meanwhile gets none.
    evenIfStopped: isKnownDevice,
    answersAt: isKnownDevice ? now : null,
  } as const;
  const entry = {
    id: context.newId(),
    merchantId,
    personId,
    act: "sign_in_code_asked",
    subject: codeId,
    at: now,
  } as const;
  await db.write([
    db.orm.update(signInCodes).set({ codeHash }).where(eq(signInCodes.id, codeId)),
    queueMessage(db, message, now),
    db.orm.insert(auditEntries).values(entry),
  ]);
  context.nudgeSender(senderId);
}
