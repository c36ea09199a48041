// Staff type their code on a kiosk. The right one opens the staff side for two minutes after the last act; the multi-point code opens giving only.

import { isPassLive, readTypedCode, STAFF_PASS_LIFETIME_MS } from "../../src/loyalty/staff-code.ts";
import { err, ok, type Result } from "../../src/result.ts";
import type { Context } from "../context.ts";
import { findStaffCode, type PairedKiosk, rehashStaffCode } from "../db/kiosk.ts";
import { createSeal } from "../gateways/seal.ts";
import { sameHash } from "../gateways/secrets.ts";
import { hashStaffCode, keylessStaffHash } from "./add-staff-code.ts";
import { countTry, type Locked } from "./count-try.ts";

export interface StaffPass {
  /** Who acts: `staff:<id>`, or the kiosk itself behind the multi-point code. */
  readonly actor: string;
  /** Null behind the multi-point code. */
  readonly label: string | null;
  readonly may: "everything" | "give_points";
}

export async function openStaffSide(
  context: Context,
  kiosk: PairedKiosk,
  typed: string,
): Promise<Result<StaffPass, { readonly code: "wrong_code" } | Locked>> {
  const tried = await countTry(context, kiosk, async () => {
    const pass = await passFor(context, kiosk, typed);
    return { verdict: pass ? "right" : "wrong", value: pass };
  });
  if (!tried.ok) return tried;
  return tried.value ? ok(tried.value) : err({ code: "wrong_code" });
}

async function passFor(context: Context, kiosk: PairedKiosk, typed: string): Promise<StaffPass | null> {
  const code = readTypedCode(typed);
  if (!code.ok) return null;
  const { id: merchantId, multiPointCode } = kiosk.merchant;
  const codeHash = await hashStaffCode(context, merchantId, code.value);
  const found =
    (await findStaffCode(context.db, merchantId, { codeHash })) ??
    (await findKeyless(context, merchantId, { code: code.value, codeHash }));
  if (found) return staffPass(found);
  const isMultiPoint =
    multiPointCode !== null && sameHash(codeHash, await hashStaffCode(context, merchantId, multiPointCode));
  return isMultiPoint ? givingPass(kiosk) : null;
}

/** A code from before codes were hashed with a key: from now on it is kept as the others are. */
async function findKeyless(
  { db }: Context,
  merchantId: string,
  { code, codeHash }: { readonly code: string; readonly codeHash: string },
) {
  const keylessHash = await keylessStaffHash(merchantId, code);
  const found = await findStaffCode(db, merchantId, { codeHash: keylessHash });
  if (found) await db.write([rehashStaffCode(db, merchantId, { keylessHash, codeHash })]);
  return found;
}

/** What the kiosk's browser keeps of an open staff side: sealed, bound to this kiosk, and worth nothing after its time. */
export async function sealPass(context: Context, kiosk: PairedKiosk, { actor }: StaffPass): Promise<string> {
  const until = String(context.now() + STAFF_PASS_LIFETIME_MS);
  return [actor, until, await sealOf(context).macOf(sealedIn(kiosk, actor, until))].join("~");
}

/** A pass behind the multi-point code is worth as long as that code: the MAC is of it too, though the pass does not say it. */
function sealedIn(kiosk: PairedKiosk, actor: string, until: string): string {
  const isGiving = actor === givingPass(kiosk).actor;
  return [kiosk.id, actor, until, ...(isGiving ? [kiosk.merchant.multiPointCode ?? ""] : [])].join(" ");
}

/** Null for a pass that is forged, old, another kiosk's, or of a code that has been revoked, changed or taken away since. */
export async function readPass(context: Context, kiosk: PairedKiosk, sealed: string): Promise<StaffPass | null> {
  const [actor = "", until = "", mac = "", ...more] = sealed.split("~");
  const isOurs = await sealOf(context).isOurs(sealedIn(kiosk, actor, until), mac);
  if (!isOurs || more.length > 0 || !isPassLive(Number(until), context.now())) return null;
  const giving = givingPass(kiosk);
  if (actor === giving.actor) return kiosk.merchant.multiPointCode === null ? null : giving;
  if (!actor.startsWith(STAFF)) return null;
  const found = await findStaffCode(context.db, kiosk.merchant.id, { id: actor.slice(STAFF.length) });
  return found && staffPass(found);
}

const STAFF = "staff:";

const staffPass = ({ id, label }: { id: string; label: string }): StaffPass => ({
  actor: STAFF + id,
  label,
  may: "everything",
});

const givingPass = ({ id }: PairedKiosk): StaffPass => ({ actor: `kiosk:${id}`, label: null, may: "give_points" });

const sealOf = ({ config }: Context) => createSeal(config.LINK_SIGNING_KEYS, "staff-pass");
