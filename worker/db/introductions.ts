// Whether a number has been told who writes to it and how to leave, asked when a message goes out: only then is it known to be the first.

import { type Placeholder, type SQL, sql } from "drizzle-orm";
import { asFirstText, isNoFirstText } from "../../src/consent/first-text.ts";
import type { Language } from "../../src/conversation/language.ts";
import { composeForSms, type Encoding, segment } from "../../src/messaging/segments.ts";
import type { Country } from "../../src/phone.ts";
import type { TextKind } from "../../src/texts/kinds.ts";
import { outbox } from "./schema.ts";

/** Once something with name and way out has come from the sender about the shop; what failed or was never sent tells nobody. */
export const isIntroduced = (recipient: SQL, senderId: SQL, merchantId: SQL) =>
  sql<boolean>`EXISTS (SELECT 1 FROM outbox AS earlier WHERE earlier.introduces = 1
    AND earlier.recipient = ${recipient} AND earlier.sender_id = ${senderId} AND earlier.merchant_id IS ${merchantId}
    AND earlier.status IN ('submitted', 'delivered'))`.mapWith(Boolean);

/** The language that the person chose on this number. */
export const spokenOn = (senderId: SQL, phone: SQL) =>
  sql<Language | null>`(SELECT state ->> 'language' FROM conversations AS spoken
    WHERE spoken.sender_id = ${senderId} AND spoken.phone = ${phone})`;

export const introduced = isIntroduced(sql`${outbox.recipient}`, sql`${outbox.senderId}`, sql`${outbox.merchantId}`);
export const spoken = spokenOn(sql`${outbox.senderId}`, sql`${outbox.recipient}`);

interface Sms {
  readonly text: string;
  readonly encoding: Encoding;
  readonly segments: number;
}

export interface AsSent extends Sms {
  readonly introduces: boolean;
  /** As it stood in the outbox, and as it goes where another has introduced the shop meanwhile. */
  readonly queued: Sms;
}

interface Queued extends Sms {
  readonly kind: TextKind;
}

interface Said {
  readonly introduced: boolean;
  readonly spoken: Language | null;
  readonly merchant: { readonly name: string; readonly country: Country | null; readonly language: Language } | null;
}

export function asSent({ kind, text, encoding, segments }: Queued, { introduced, spoken, merchant }: Said): AsSent {
  const queued = { text, encoding, segments };
  if (introduced || isNoFirstText(kind)) return { ...queued, introduces: false, queued };
  const language = spoken ?? merchant?.language ?? "en";
  const first = composeForSms(asFirstText({ kind, text, language, shop: merchant }));
  if (first === text) return { ...queued, introduces: true, queued };
  const counted = segment(first);
  return { text: first, encoding: counted.encoding, segments: counted.segments, introduces: true, queued };
}

/** The values of `keepIntroductions`. */
export const introductionsIn = (sent: readonly (AsSent & { readonly id: string; readonly claim: string | null })[]) =>
  JSON.stringify(
    sent.flatMap(({ id, claim, introduces, queued, text, encoding, segments }) =>
      introduces ? [{ id, claim, queuedText: queued.text, text, encoding, segments }] : [],
    ),
  );

/** Whatever a faster receipt has made of the row; a text that has been taken out of it since does not come back. */
export const keepIntroductions = (first: Placeholder) =>
  sql`UPDATE outbox SET
      introduces = 1,
      text = iif(text = f.value ->> 'queuedText', f.value ->> 'text', text),
      encoding = f.value ->> 'encoding',
      segments = f.value ->> 'segments'
    FROM json_each(${first}) AS f
    WHERE outbox.id = f.value ->> 'id' AND outbox.claim = f.value ->> 'claim'`;
