// What people and machines do, once each: the usecases that put statements together themselves. In this order, on one shop.

import { eq } from "drizzle-orm";
import type { InboundText } from "../../../src/carriers/carrier.ts";
import { redemptionCode } from "../../../src/rewards/redemption-code.ts";
import { claims, customers, kiosks, signInCodes, signUps } from "../../../worker/db/schema.ts";
import { addKiosk, hashPairingCode } from "../../../worker/usecases/add-kiosk.ts";
import { addPerson } from "../../../worker/usecases/add-person.ts";
import { addStaffCode } from "../../../worker/usecases/add-staff-code.ts";
import { changeRole } from "../../../worker/usecases/change-role.ts";
import { closeWallet } from "../../../worker/usecases/close-wallet.ts";
import { confirmSignUp } from "../../../worker/usecases/confirm-sign-up.ts";
import { deleteCustomer } from "../../../worker/usecases/delete-customer.ts";
import { dropPending } from "../../../worker/usecases/drop-pending.ts";
import { expirePoints } from "../../../worker/usecases/expire-points.ts";
import { forgetSecrets } from "../../../worker/usecases/forget-secrets.ts";
import { giveBirthdayPoints } from "../../../worker/usecases/give-birthday-points.ts";
import { hashStops } from "../../../worker/usecases/hash-stops.ts";
import { keepNoLonger } from "../../../worker/usecases/keep-no-longer.ts";
import { leaveOffers } from "../../../worker/usecases/leave-offers.ts";
import { makeApiKey } from "../../../worker/usecases/make-api-key.ts";
import { markThreadRead } from "../../../worker/usecases/mark-thread-read.ts";
import { movePending } from "../../../worker/usecases/move-pending.ts";
import { openLink } from "../../../worker/usecases/open-link.ts";
import { pairKiosk } from "../../../worker/usecases/pair-kiosk.ts";
import { putBackClaim } from "../../../worker/usecases/put-back-claim.ts";
import { Receiving } from "../../../worker/usecases/receiving.ts";
import { recordReceipt } from "../../../worker/usecases/record-receipt.ts";
import { redeemCode } from "../../../worker/usecases/redeem-code.ts";
import { removePerson } from "../../../worker/usecases/remove-person.ts";
import { replyToCustomer } from "../../../worker/usecases/reply-to-customer.ts";
import { hashSignInCode, requestSignInCode } from "../../../worker/usecases/request-sign-in-code.ts";
import { hashSignUpCode, requestSignUp } from "../../../worker/usecases/request-sign-up.ts";
import { reverseEntry } from "../../../worker/usecases/reverse-entry.ts";
import { reverseMove } from "../../../worker/usecases/reverse-move.ts";
import { revokeApiKey } from "../../../worker/usecases/revoke-api-key.ts";
import { revokeDevice } from "../../../worker/usecases/revoke-device.ts";
import { revokeKiosk } from "../../../worker/usecases/revoke-kiosk.ts";
import { revokeSession } from "../../../worker/usecases/revoke-session.ts";
import { revokeStaffCode } from "../../../worker/usecases/revoke-staff-code.ts";
import { saveOffer } from "../../../worker/usecases/save-offer.ts";
import { saveProfile } from "../../../worker/usecases/save-profile.ts";
import { saveProgramme } from "../../../worker/usecases/save-programme.ts";
import { saveReward } from "../../../worker/usecases/save-reward.ts";
import { saveShop } from "../../../worker/usecases/save-shop.ts";
import { settleDispute } from "../../../worker/usecases/settle-dispute.ts";
import { chooseShop, shopsToChoose, signIn } from "../../../worker/usecases/sign-in.ts";
import { signOut } from "../../../worker/usecases/sign-out.ts";
import { sweep } from "../../../worker/usecases/sweep.ts";
import { withdrawByCarrier } from "../../../worker/usecases/withdraw-by-carrier.ts";
import { withdrawOffer } from "../../../worker/usecases/withdraw-offer.ts";
import { withdrawReward } from "../../../worker/usecases/withdraw-reward.ts";
import { askForCode, showAtCounter, takeCoupon, takeReward } from "../wallet-acts.ts";
import type { World } from "./world.ts";

type Act = (world: World) => unknown;

const receive = (w: World, inbound: InboundText) =>
  new Receiving(w.signer, () => w.context).receive(
    { inbound, messageId: w.id(), writtenAt: w.context.now() },
    Number.POSITIVE_INFINITY,
  );

const texts = (from: string, ...said: readonly string[]): Act => {
  return async (w) => {
    for (const text of said) {
      const inbound = { from, to: "+15145550100", text, content: "text", sentAt: null };
      const message = { carrier: "simulator", carrierMessageId: w.id(), ...inbound } as const;
      await receive(w, message);
    }
  };
};

const customerAt = async (w: World, phone: string) => {
  const [customer] = await w.db.orm.select().from(customers).where(eq(customers.phone, phone));
  return { merchantId: w.merchantId, customerId: customer?.id ?? "" };
};

const MEMBER = "+15145550150";
const OLD_PHONE = "+15145550151";
const NEW_PHONE = "+15145550152";
const SIGNER_UP = "+15145550153";
const CODE = "123456";
const OWNER = "+15145550199";
/** Nobody's yet. */
const BROWSER = { address: "127.0.0.1", deviceTokens: [] } as const;

const byText: readonly Act[] = [
  texts(
    MEMBER,
    "JOIN",
    "YES",
    "BALANCE",
    "2468",
    "BIRTHDAY 12/05",
    "OFFERS",
    "YES OFFERS",
    "NO OFFERS",
    "STOP",
    "START",
  ),
  // The same carrier's id with other words, and a name where a number should be.
  async (w) => {
    const text = {
      carrier: "simulator",
      carrierMessageId: "twice",
      to: "+15145550100",
      content: "text",
      sentAt: null,
    } as const;
    for (const said of ["a", "b"]) await receive(w, { ...text, from: MEMBER, text: said });
    await receive(w, { ...text, carrierMessageId: w.id(), from: "BANK", text: "a" });
  },
  async (w) => {
    await w.db.write([w.db.update(customers, w.customerId, { points: 50 })]);
    await texts(w.phone, "REDEEM", "1", "YES", "USE")(w);
  },
  async (w) => {
    await texts(OLD_PHONE, "JOIN", "YES")(w);
    await texts(NEW_PHONE, `MOVE ${OLD_PHONE}`)(w);
    const sent = await w.query("SELECT text FROM outbox WHERE kind = 'move_code'");
    await texts(NEW_PHONE, /\d{6}/.exec(String(sent.rows[0]?.text))?.[0] ?? "")(w);
    const { rows } = await w.query("SELECT id FROM moves WHERE moved_at IS NOT NULL");
    await reverseMove(w.context, {
      merchantId: w.merchantId,
      moveId: String(rows[0]?.id),
      personId: w.people.owner.id,
    });
  },
];

const ofTheShop: readonly Act[] = [
  (w) => addKiosk(w.context, w.signedIn, "Counter"),
  async (w) => {
    const pairingHash = await hashPairingCode(w.context, "K7PX42FM");
    const waits = { pairingHash, pairingUntil: w.now + 60_000, tokenHash: null };
    await w.db.orm.update(kiosks).set(waits).where(eq(kiosks.id, w.kioskId));
    await pairKiosk(w.context, { typed: "K7PX42FM", ...BROWSER });
  },
  async (w) => {
    await addPerson(w.context, w.signedIn, { name: "Dominique", phone: "+15145550188", role: "staff" });
    await texts("+15145550188", "CODE", "CODE")(w);
  },
  (w) => addStaffCode(w.context, w.signedIn, { label: "Evening", code: "7777" }),
  (w) => changeRole(w.context, w.signedIn, w.spare.id, "manager"),
  (w) => revokeSession(w.context, w.signedIn, w.spare.sessionId),
  (w) =>
    revokeSession(
      w.context,
      { ...w.signedIn, person: { ...w.signedIn.person, role: "staff" } },
      w.spare.otherSessionId,
    ),
  (w) => revokeDevice(w.context, w.signedIn, w.people.owner.deviceId),
  (w) => removePerson(w.context, w.signedIn, w.spare.id),
  async (w) => {
    const key = { merchantId: w.merchantId, personId: w.people.owner.id, label: "Till", scopes: [] };
    await makeApiKey(w.context, key);
    await revokeApiKey(w.context, w.signedIn, w.apiKeyId);
  },
  (w) => revokeStaffCode(w.context, w.signedIn, w.staffCodeId),
  async (w) => {
    const reply = { customerId: w.customerId, text: "Hello", key: "reply" };
    for (const text of ["Hello", "Good bye"]) await replyToCustomer(w.context, w.signedIn, { ...reply, text });
  },
  (w) => markThreadRead(w.context, w.merchantId, w.customerId, w.now),
  async (w) => {
    const { id: _id, slug: _slug, ...settings } = w.merchant;
    await saveShop(w.context, w.signedIn, { ...settings, name: "Café", country: "CA", region: "QC" });
    await saveProgramme(w.context, w.signedIn, { ...settings, spendMinorPerPoint: 100 });
  },
  async (w) => {
    const titles = { titleEn: "Tea", titleFr: "Thé", startsAt: null, endsAt: null };
    await saveReward(w.context, w.signedIn, w.id(), { ...titles, cost: 5, perCustomerMax: 1, stock: null });
  },
  async (w) => {
    const words = { titleEn: "a", titleFr: "a", detailsEn: "", detailsFr: "", exclusionsEn: "", exclusionsFr: "" };
    const settings = { ...words, startsAt: w.now - 1, endsAt: w.now + 60_000, hasCoupon: true, couponDays: null };
    for (const picture of ["keep", "remove"] as const)
      await saveOffer(w.context, w.signedIn, { offerId: w.offerId, settings, picture });
  },
  (w) => settleDispute(w.context, { merchantId: w.merchantId, disputeId: w.disputeId, personId: w.people.owner.id }),
];

const onPages: readonly Act[] = [
  async (w) => {
    const asked = await requestSignInCode(w.context, { phone: OWNER, ...BROWSER });
    const codeId = asked.ok ? asked.value : "";
    const codeHash = await hashSignInCode(w.context, codeId, CODE);
    await w.db.orm.update(signInCodes).set({ codeHash }).where(eq(signInCodes.id, codeId));
    const proven = await signIn(w.context, { codeId, typed: CODE, sessionToken: null, ...BROWSER });
    if (!proven.ok) throw new Error(proven.error);
    const { deviceToken, sessionToken } = proven.value;
    const browser = { deviceTokens: [deviceToken], sessionToken };
    const [shop] = await shopsToChoose(w.context, browser);
    await chooseShop(w.context, browser, shop?.personId ?? "");
    await signOut(w.context, w.signedIn);
  },
  async (w) => {
    const profile = { name: "Lou", birthday: null, email: null };
    const form = { ...profile, phone: SIGNER_UP, language: "en", agreesToOffers: true, agreesToEmail: false } as const;
    const request = { shop: w.shop, form, shownIn: "en", page: "/join", address: "127.0.0.1" } as const;
    const asked = await requestSignUp(w.context, request);
    const id = asked.ok ? asked.value : "";
    await w.db.orm
      .update(signUps)
      .set({ codeHash: await hashSignUpCode(w.context, id, CODE) })
      .where(eq(signUps.id, id));
    await confirmSignUp(w.context, w.signer, { shop: w.shop, signUpId: id, typedCode: CODE });
  },
  async (w) => {
    const { rows } = await w.query("SELECT id FROM links LIMIT 1");
    await openLink(w.context, String(rows[0]?.id));
    await closeWallet(w.context, "hash");
  },
  async (w) => {
    const owner = { merchantId: w.merchantId, customerId: w.customerId };
    const account = { name: null, birthday: null, email: "a@example.org", agreesToEmail: true };
    await saveProfile(w.context, { ...owner, account, ending: "", words: { shown: "", version: "1" } });
    await takeCoupon(w.context, { ...owner, offerId: w.offerId });
    await w.db.write([w.db.update(customers, w.customerId, { points: 50 })]);
    const taken = await takeReward(w.context, { ...owner, rewardId: w.rewardId, claimId: "take" });
    const claim = { ...owner, claimId: taken.ok ? taken.value.claimId : "" };
    await askForCode(w.context, claim);
    await showAtCounter(w.context, claim);
  },
];

const atTheCounter: readonly Act[] = [
  async (w) => {
    const code = redemptionCode(Uint8Array.from([1, 2, 3, 4, 5, 6, 7, 8]));
    await w.db.orm.update(claims).set({ code }).where(eq(claims.id, w.claimId));
    await redeemCode(w.context, { merchantId: w.merchantId, typed: code, usedWith: "kiosk:1", auditId: w.id() });
    await putBackClaim(w.context, { merchantId: w.merchantId, claimId: w.claimId, actor: "kiosk:1" });
  },
  async (w) => {
    // Points for a visit are taken back, and points for a reward are given back with it.
    const correction = { ...w, actor: "system", personId: null, reason: "mistake" };
    for (const seq of [2, 3]) await reverseEntry(w.context, { ...correction, seq });
  },
  async (w) => {
    const move = { pendingId: w.pendingId, language: "en", actor: "kiosk:1" } as const;
    await movePending(w.context, w.counter, { ...move, typedPhone: "+15145550144" });
    await dropPending(w.context, { merchantId: w.merchantId, pendingId: w.pendingId, actor: "kiosk:1" });
  },
];

const last: readonly Act[] = [
  async (w) => {
    await w.db.write([w.db.update(customers, w.customerId, { offersConsent: "subscribed" })]);
    const owner = { merchantId: w.merchantId, customerId: w.customerId };
    for (let twice = 0; twice < 2; twice++) await leaveOffers(w.context, { ...owner, word: "", shown: "" });
  },
  async (w) => {
    // As it stood before the hashes of numbers were kept.
    await w.query("UPDATE outbox SET recipient_hash = NULL");
    const { rows } = await w.query("SELECT id FROM outbox WHERE customer_id IS NOT NULL LIMIT 1");
    await withdrawByCarrier(w.context, String(rows[0]?.id), "stop");
  },
  async (w) => {
    const receipt = { carrier: "simulator", carrierMessageId: "1", rawStatus: "", error: null, at: null } as const;
    for (const clientRef of [null, "id"])
      for (const status of ["delivered", "other"] as const)
        await recordReceipt(w.context, { ...receipt, clientRef, status, segments: null, price: null });
  },
  async (w) => {
    for (const task of [hashStops, sweep, expirePoints, giveBirthdayPoints, forgetSecrets, keepNoLonger])
      await task(w.context);
  },
  (w) => revokeKiosk(w.context, w.signedIn, w.kioskId),
  (w) => withdrawOffer(w.context, w.signedIn, w.offerId),
  (w) => withdrawReward(w.context, w.signedIn, w.rewardId),
  async (w) => deleteCustomer(w.context, { ...(await customerAt(w, SIGNER_UP)), word: "", shown: "" }),
];

export const acts: readonly Act[] = [...byText, ...ofTheShop, ...onPages, ...atTheCounter, ...last];
