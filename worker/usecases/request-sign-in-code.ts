// Someone asks for a code to sign in. Whoever asks learns nothing of whether the number is known, not even from the time it takes.

import { codeText, mayAskCode } from "../../src/messaging/sign-in-code.ts";
import { SMS_CODE_LIFETIME_MS } from "../../src/messaging/sms-code.ts";
import { maskPhone } from "../../src/phone.ts";
import type { Context } from "../context.ts";
import { violatedKey } from "../db/constraint.ts";
import { queueMessage } from "../db/outbox.ts";
import { auditEntries, signInCodes } from "../db/schema.ts";
import { loadPersonSigningIn, type PersonSigningIn } from "../db/sign-in.ts";
import { hash, newSmsCode } from "../gateways/secrets.ts";
import { failure, log } from "../log.ts";

/** Returns the id of the code that may be on its way: what the browser that asked keeps, and signs in with. */
export async function requestSignInCode(context: Context, phone: string): Promise<string> {
  const codeId = context.newId();
  const person = await loadPersonSigningIn(context.db, phone, context.now());
  const refused = person === null ? "unknown" : mayAskCode(person.asked) ? null : "too_many";
  log("info", "sign_in_code_asked", { phone: maskPhone(phone), refused });
  if (person !== null && refused === null) {
    const sent = sendCode(context, person, phone, codeId);
    context.waitUntil(sent.catch((error) => log("error", "sign_in_code_lost", failure(error))));
  }
  return codeId;
}

async function sendCode(context: Context, person: PersonSigningIn, phone: string, codeId: string): Promise<void> {
  const { personId, merchantId, senderId, askedEver } = person;
  if (senderId === null) return log("warn", "sign_in_without_sender", { merchantId });
  const { db } = context;
  const now = context.now();
  const code = newSmsCode();
  const expiresAt = now + SMS_CODE_LIFETIME_MS;
  try {
    await db.write([
      db.orm.insert(signInCodes).values({
        id: codeId,
        personId,
        codeHash: await hash(`${codeId}:${code}`),
        expiresAt,
        createdAt: now,
      }),
      queueMessage(
        db,
        {
          id: context.newId(),
          // Two requests at the same moment have the same number: the second dies on it, so the limit holds.
          cause: `sign_in:${personId}`,
          n: askedEver,
          senderId,
          // Not the merchant's message: a shop that may send nothing yet must be able to read why.
          merchantId: null,
          customerId: null,
          personId,
          recipient: phone,
          recipientHash: await context.keyedHash("number", phone),
          class: "conversation",
          kind: "sign_in_code",
          text: codeText(person.shop, code, person.language),
          evenIfStopped: true,
          answersAt: now,
          expiresAt,
        },
        now,
      ),
      db.orm
        .insert(auditEntries)
        .values({ id: context.newId(), merchantId, personId, act: "sign_in_code_asked", subject: codeId, at: now }),
    ]);
  } catch (error) {
    if (violatedKey(error)?.startsWith("outbox.")) return;
    throw error;
  }
  context.nudgeSender(senderId);
}
