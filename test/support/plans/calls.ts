// Each query that the Worker's db exports, called once for each form that it can take.

import { eq, sql } from "drizzle-orm";
import { newConversation } from "../../../src/conversation/state.ts";
import * as accounts from "../../../worker/db/accounts.ts";
import { loadApiCaller, loadApiKeys } from "../../../worker/db/api-keys.ts";
import * as birthdays from "../../../worker/db/birthdays.ts";
import * as claims from "../../../worker/db/claims.ts";
import { changeConsent, changeOffers } from "../../../worker/db/consent.ts";
import { addToConversation } from "../../../worker/db/customer-conversation.ts";
import { loadCustomerSession } from "../../../worker/db/customer-session.ts";
import * as devices from "../../../worker/db/devices.ts";
import { openDispute } from "../../../worker/db/disputes.ts";
import { loadEarnings } from "../../../worker/db/earnings.ts";
import * as emails from "../../../worker/db/email-consent.ts";
import { moveAccount, moveAccountBack } from "../../../worker/db/exchange-phones.ts";
import * as expiry from "../../../worker/db/expiry.ts";
import { forgetCustomer, forgetSent } from "../../../worker/db/forget-customer.ts";
import { countMigrations, probeWrite } from "../../../worker/db/health.ts";
import { loadInbox, loadReplyFacts } from "../../../worker/db/inbox.ts";
import { invitationsRefused } from "../../../worker/db/invitations.ts";
import * as kiosks from "../../../worker/db/kiosk.ts";
import { findAct, loadStaffSide } from "../../../worker/db/kiosk-acts.ts";
import { commitInvitation } from "../../../worker/db/kiosk-invitation.ts";
import { findPhoneByEmail, loadNumber } from "../../../worker/db/kiosk-number.ts";
import { loadConversations, senderIdOf } from "../../../worker/db/load-conversation.ts";
import { loadLink } from "../../../worker/db/load-link.ts";
import { audit, auditWhere } from "../../../worker/db/merchant-audit.ts";
import * as catalogue from "../../../worker/db/merchant-catalogue.ts";
import { belongsTo, findCustomer, loadCustomer } from "../../../worker/db/merchant-customer.ts";
import { type CustomerSearch, searchCustomers } from "../../../worker/db/merchant-customers.ts";
import { type HistoryFilter, loadHistory } from "../../../worker/db/merchant-history.ts";
import { loadKiosks } from "../../../worker/db/merchant-kiosks.ts";
import { loadPeople, loadSessions } from "../../../worker/db/merchant-people.ts";
import * as waiting from "../../../worker/db/merchant-waiting.ts";
import { type DoneMove, insertMove, type Move, selectMove, selectMovesAtCounter } from "../../../worker/db/moves.ts";
import * as offers from "../../../worker/db/offers.ts";
import { type ClaimedMessage, settleAndClaim } from "../../../worker/db/outbox-claims.ts";
import * as pending from "../../../worker/db/pending.ts";
import * as purchases from "../../../worker/db/purchases.ts";
import { queueReceipt } from "../../../worker/db/receipts.ts";
import * as tables from "../../../worker/db/schema.ts";
import { isKeyOfDatabase } from "../../../worker/db/service-keys.ts";
import * as signIn from "../../../worker/db/sign-in.ts";
import * as signUp from "../../../worker/db/sign-up.ts";
import { loadPhone, loadSimulator } from "../../../worker/db/simulator.ts";
import * as suppressions from "../../../worker/db/suppressions.ts";
import { openThread } from "../../../worker/db/threads.ts";
import * as wallet from "../../../worker/db/wallet.ts";
import type { World } from "./world.ts";

type Call = (world: World) => unknown;

const anyFilter: HistoryFilter = { actor: null, act: null, customerId: null, points: null, after: null };
const anybody: CustomerSearch = { text: "", since: null, notSince: null, after: null };
const receipt = { at: 1, by: "Team", seq: 2, points: 1, claimId: null };

const moveOf = (w: World): Move => ({
  id: w.moveId,
  merchantId: w.merchantId,
  customerId: w.customerId,
  leftCustomerId: null,
  holdSeq: null,
  senderId: w.senderId,
  fromPhone: w.phone,
  toPhone: "+15145550143",
  codeHash: "",
  askedAt: 1,
  expiresAt: 2,
  movedAt: null,
  movedBackAt: null,
});
const doneMove = (w: World): DoneMove => ({
  stage: "moved",
  move: { ...moveOf(w), movedAt: w.now, holdSeq: 3 },
  account: w.customer,
  left: { ...w.customer, consent: "held", consentSeq: 3 },
});
const purchaseOf = (w: World): purchases.Purchase => ({
  id: w.id(),
  merchantId: w.merchantId,
  apiKeyId: w.apiKeyId,
  idempotencyKey: w.id(),
  fingerprint: "",
  amountMinor: 100,
  currency: "CAD",
  reference: null,
  points: 1,
  customerId: null,
  entrySeq: null,
  pendingId: w.pendingId,
  balance: null,
  refundedAt: null,
  createdAt: w.now,
});
const dueOf = (w: World): expiry.DueForExpiry => ({
  customer: w.customer,
  merchant: w.merchant,
  senderId: w.senderId,
  language: "fr",
  warning: {
    customerId: w.customerId,
    n: 1,
    messageId: w.id(),
    warnedAt: 1,
    throughSeq: 1,
    expiresAt: 2,
    settledAt: null,
  },
  message: null,
  entries: [],
});

export const calls: Readonly<Record<string, readonly Call[]>> = {
  "accounts.ts": [
    (w) => accounts.loadAccount(w.db, w.merchantId, w.customerId),
    (w) => accounts.loadAccountAndEntry(w.db, w.merchantId, w.customerId, "key"),
    (w) => accounts.findEntry(w.db, "key"),
    (w) => {
      const entry = { delta: 1, cause: "visit", actor: "system", idempotencyKey: "key" } as const;
      const account = accounts.accountOf(w.customer);
      w.build(...accounts.appendEntry(w.db, account, entry, w.now));
      w.build(...accounts.appendEntry(w.db, account, { ...entry, earned: { lastAt: 1, onLastDay: 1 } }, w.now));
    },
  ],
  "api-keys.ts": [(w) => loadApiCaller(w.db, "hash"), (w) => loadApiKeys(w.db, w.merchantId)],
  "birthdays.ts": [
    (w) => birthdays.loadShopsWithBirthdaysDue(w.db, w.now, 10),
    (w) => birthdays.loadBirthdays(w.db, w.merchantId, { birthdays: ["05-12"], year: "2026" }, 10),
    (w) => birthdays.setBirthdaysDue(w.db, w.merchantId, w.now),
  ],
  "claims.ts": [
    (w) => {
      const claim = { id: w.id(), merchantId: w.merchantId, customerId: w.customerId };
      w.build(...claims.insertClaim(w.db, { ...claim, rewardId: w.rewardId, cost: 1 }, w.now));
      w.build(claims.insertCoupon(w.db, { ...claim, offerId: w.offerId, expiresAt: w.now }, w.now));
    },
  ],
  "consent.ts": [
    (w) => {
      w.build(...changeConsent(w.db, w.customer, { change: "granted", word: "OUI", cause: "", signUpId: "" }, w.now));
      w.build(...changeConsent(w.db, w.customer, { change: "withdrawn", word: "STOP", cause: "" }, w.now));
      const { id, consentSeq: seq } = w.customer;
      for (const change of ["granted", "withdrawn"] as const)
        w.build(...changeOffers(w.db, { id, seq }, { change, word: "", cause: "" }, w.now));
    },
  ],
  "customer-conversation.ts": [
    (w) => {
      const entry = { cause: "", events: [], change: {} };
      for (const id of [null, "id"]) w.build(...addToConversation(w.db, { ...w.conversation, id }, entry, w.now, w.id));
    },
  ],
  "customer-session.ts": [(w) => loadCustomerSession(w.db, "hash")],
  "devices.ts": [
    async (w) => {
      const session = { id: w.id(), tokenHash: "hash", personId: w.people.owner.id, expiresAt: w.now, auditId: w.id() };
      for (const holder of [
        { tokenHashes: ["token"], sessionHash: null },
        { tokenHashes: [], sessionHash: "session" },
      ]) {
        await devices.loadChoices(w.db, holder, w.now);
        await devices.openSession(w.db, holder, session, w.now);
      }
    },
    (w) => devices.loadDevices(w.db, w.signedIn.person.phone, w.now),
  ],
  "disputes.ts, receipts.ts": [
    (w) => {
      const of = { id: w.id(), merchantId: w.merchantId, customerId: w.customerId };
      w.build(...openDispute(w.db, { ...of, receipt }, w.now));
      const told = { ...of, senderId: w.senderId, recipient: w.phone, recipientHash: "", text: "", by: "Team" };
      w.build(...queueReceipt(w.db, { ...told, of: { claimId: w.claimId } }, w.now));
    },
  ],
  "earnings.ts": [(w) => loadEarnings(w.db, w.customerId)],
  "email-consent.ts": [
    (w) => {
      const change = { merchantId: w.merchantId, customerId: w.customerId, shown: "", cause: "" };
      w.build(...emails.endEmailConsent(w.db, change, w.now));
      w.build(...emails.endEmailConsent(w.db, { ...change, address: "a@example.org" }, w.now));
      w.build(...emails.endEmailConsentFor(w.db, { ...change, email: null }, w.now));
      w.build(...emails.askEmailConsent(w.db, { ...change, version: "1" }, w.now));
    },
  ],
  "exchange-phones.ts": [
    (w) => {
      const asked = { stage: "asked", move: moveOf(w), account: w.customer } as const;
      const left = {
        id: w.id(),
        consent: "subscribed",
        consentSeq: 1,
        offersConsent: "subscribed",
        offersSaidAt: 1,
      } as const;
      w.build(...moveAccount(w.db, asked, left, { fromHash: "", toHash: "", dayStart: 0 }, w.now));
      w.build(...moveAccountBack(w.db, doneMove(w), { fromHash: "", dayStart: 0, others: [w.phone] }, w.now));
    },
  ],
  "expiry.ts": [
    async (w) => {
      await w.db.write([w.db.update(tables.merchants, w.merchantId, { pointsLifetimeDays: 30 })]);
      const due = await expiry.loadDueForExpiry(w.db, w.now, 10);
      if (due.length === 0) throw new Error("nothing is due");
      w.build(...expiry.insertWarning(w.db, dueOf(w), { messageId: w.id(), throughSeq: 1, expiresAt: w.now }, w.now));
    },
  ],
  "forget-customer.ts": [
    (w) => {
      const own = { customer: w.customer, nobody: "deleted:1" };
      const [merchantIds, senderIds] = [[w.merchantId], [w.senderId]];
      w.build(...forgetCustomer(w.db, { phone: w.phone, own, others: [own], merchantIds, senderIds }, w.now));
      w.build(forgetSent(w.db, w.now));
    },
  ],
  "health.ts, service-keys.ts": [
    (w) => countMigrations(w.db),
    (w) => probeWrite(w.db, w.now),
    (w) => isKeyOfDatabase(w.db, "fingerprint"),
  ],
  "inbox.ts, inbox-thread.ts": [
    (w) => loadInbox(w.db, w.merchantId, { customerId: w.customerId, before: null }),
    (w) => loadInbox(w.db, w.merchantId, { customerId: null, before: w.now }),
    (w) => loadReplyFacts(w.db, w.merchantId, w.customerId),
  ],
  "kiosk.ts": [
    (w) => kiosks.loadKiosk(w.db, "token"),
    (w) => kiosks.loadTries(w.db, w.kioskId),
    (w) => kiosks.swapTries(w.db, w.kioskId, w.kiosk, w.kiosk),
    (w) => kiosks.findStaffCode(w.db, w.merchantId, { codeHash: "hash" }),
    (w) => kiosks.findStaffCode(w.db, w.merchantId, { id: w.staffCodeId }),
    (w) => kiosks.nameOfActor(w.db, w.merchantId, "staff:1"),
    (w) => kiosks.nameOfActor(w.db, w.merchantId, "kiosk:1"),
  ],
  "kiosk-acts.ts": [
    (w) => loadStaffSide(w.db, w.merchantId, w.kioskId, w.now),
    (w) => findAct(w.db, w.merchantId, "kiosk:1:1"),
  ],
  "kiosk-invitation.ts, kiosk-number.ts": [
    (w) => findPhoneByEmail(w.db, w.merchantId, "a@example.org"),
    async (w) => {
      const known = await loadNumber(w.db, w.kiosk, { phone: w.phone, numberHash: "", key: "key", today: 0 }, w.now);
      const invitation = { state: newConversation, events: [], shown: "", numberHash: "" };
      for (const [id, customer] of [[null, null] as const, ["id", known.customer] as const]) {
        const conversation = { id, seq: 0, state: newConversation };
        w.build(...commitInvitation(w.db, w.kiosk, { ...known, customer, conversation }, invitation, w.now, w.id));
      }
    },
  ],
  "load-conversation.ts": [
    (w) => {
      const [to, carrier] = ["+15145550100", "simulator"] as const;
      const texts = ["JOIN", "MOVE 514 555 0123"].map((text) => {
        const inbound = { carrier, carrierMessageId: w.id(), from: w.phone, to, text, content: "text", sentAt: null };
        return { inbound, numberHash: "" };
      });
      return loadConversations(w.db, { to, carrier }, texts, w.now);
    },
    (w) => senderIdOf(w.db, "+15145550100"),
  ],
  "load-link.ts": [(w) => loadLink(w.db, "link")],
  "merchant-audit.ts": [
    (w) => {
      const entry = { id: w.id(), merchantId: w.merchantId, personId: null, act: "shop_saved", at: w.now } as const;
      w.build(audit(w.db, { ...entry, subject: "" }));
      w.build(auditWhere(w.db, { ...entry, subject: "" }, tables.offers, eq(tables.offers.id, w.offerId)));
    },
  ],
  "merchant-catalogue.ts": [
    (w) => catalogue.loadCatalogue(w.db, w.merchantId),
    (w) => catalogue.loadReward(w.db, w.merchantId, w.rewardId),
    (w) => catalogue.loadOffers(w.db, w.merchantId),
    (w) => catalogue.loadOffer(w.db, w.merchantId, w.offerId),
  ],
  "merchant-customer.ts": [
    (w) => loadCustomer(w.db, w.merchantId, w.customerId, null, w.now),
    (w) => loadCustomer(w.db, w.merchantId, w.customerId, 3, w.now),
    (w) => findCustomer(w.db, w.merchantId, w.customerId),
    ...[tables.claims, tables.disputes, tables.moves].map((table) => (w: World) => belongsTo(w.db, table, "id", w)),
  ],
  "merchant-customers.ts": [
    anybody,
    { ...anybody, after: { at: 1, id: "id" } },
    { ...anybody, since: 1, after: { at: 1, id: "id" } },
    { ...anybody, notSince: 1 },
    { ...anybody, notSince: 1, after: { at: 1, id: "id" } },
    { ...anybody, text: "Zoé" },
    { ...anybody, text: "514 555", notSince: 1 },
  ].map((search) => (w) => searchCustomers(w.db, w.merchantId, search)),
  "merchant-history.ts": [
    anyFilter,
    { ...anyFilter, after: { at: 1, id: "id" } },
    { ...anyFilter, actor: "person:1" },
    { ...anyFilter, act: "shop_saved" } as const,
    { ...anyFilter, act: "points_at_counter", points: 1 } as const,
    { ...anyFilter, customerId: "1", after: { at: 1, id: "id" } },
  ].map((filter) => (w) => loadHistory(w.db, w.merchantId, filter)),
  "merchant-kiosks.ts": [(w) => loadKiosks(w.db, w.merchantId)],
  "merchant-people.ts": [
    (w) => loadPeople(w.db, w.merchantId),
    (w) => loadSessions(w.db, w.merchantId, null, w.now),
    (w) => loadSessions(w.db, w.merchantId, w.people.owner.id, w.now),
  ],
  "merchant-waiting.ts": [
    (w) => waiting.loadWaiting(w.db, w.merchantId, w.now),
    (w) => waiting.isPendingOf(w.db, w.merchantId, w.pendingId),
    (w) => waiting.sumWaiting(w.db, w.merchantId, w.now),
  ],
  "moves.ts": [
    (w) => selectMove(w.db, w.merchantId, w.moveId),
    (w) => selectMovesAtCounter(w.db, w.merchantId, w.now),
    (w) => {
      const account = { customerId: w.customerId, merchantId: w.merchantId, phone: w.phone };
      const move = { id: w.id(), account, senderId: w.senderId, toPhone: "+15145550143", codeHash: "" };
      w.build(insertMove(w.db, move, w.now));
    },
  ],
  "offers.ts": [
    (w) => offers.selectOffersOn(w.db, w.merchantId, w.now),
    (w) => offers.loadPicture(w.db, "picture"),
    (w) => {
      const isOffer = eq(tables.offers.id, w.offerId);
      const picture = { id: w.id(), type: "image/png", width: 1, height: 1, bytes: new Uint8Array(1) } as const;
      w.build(...offers.replacePicture(w.db, { merchantId: w.merchantId, isOffer, picture }, w.now));
      w.build(offers.saveCouponReward(w.db, isOffer));
    },
  ],
  "outbox-claims.ts": [
    (w) => {
      const message = { id: w.id(), claim: w.id() } as ClaimedMessage;
      const settlement = { status: "failed", reason: "stop", optedOut: true, untried: false } as const;
      const settled = [{ message, settlement: { ...settlement, carrierMessageId: null, dueAt: null, pauseMs: 0 } }];
      return settleAndClaim(w.db, { senderId: w.senderId, claim: w.id(), size: 1, settled }, w.now);
    },
  ],
  "pending.ts": [
    (w) => {
      const row = { id: w.id(), merchantId: w.merchantId, phone: w.phone, points: 1, actor: "", idempotencyKey: "" };
      const unchanged = pending.waitAsCounted(w.merchantId, w.phone, 1, w.now);
      for (const condition of [sql`TRUE`, unchanged])
        w.build(pending.putAsideUnlessMember(w.db, { ...row, createdAt: 1, lapsesAt: 2 }, condition));
      for (const which of [{ phone: w.phone }, { pendingId: w.pendingId }])
        w.build(
          ...pending.settlePending({ merchantId: w.merchantId, customerId: w.customerId, which, dayStart: 0 }, w.now),
        );
      w.build(pending.lapsePending(w.db, w.now));
    },
  ],
  "purchases.ts": [
    (w) => purchases.loadBuyer(w.db, w.caller, { phone: w.phone, numberHash: "" }, "key"),
    (w) => purchases.loadPurchase(w.db, w.merchantId, "purchase"),
    (w) => {
      const purchase = purchaseOf(w);
      w.build(purchases.keepPurchase(w.db, purchase), purchases.keepWaitingPurchase(w.db, purchase));
      w.build(purchases.refund(w.db, purchase, w.now), ...purchases.refundWaiting(w.db, purchase, w.now));
      w.build(purchases.keyUsed(w.db, w.apiKeyId, w.now));
    },
  ],
  "sign-in.ts": [
    (w) => signIn.loadStandings(w.db, w.signedIn.person.phone, { numberHash: "", tokenHashes: ["token"] }, w.now),
    (w) => signIn.findDevice(w.db, ["token"], w.now),
    (w) => signIn.loadPeopleTexting(w.db, w.signedIn.person.phone, w.senderId, w.now),
    (w) => signIn.takeTextedTries(w.db, w.signedIn.person.phone, 5, w.now),
    (w) => signIn.loadSession(w.db, "hash", w.now),
    (w) => signIn.takeTry(w.db, "code", 5, w.now),
  ],
  "sign-up.ts": [
    ...[null, "source"].map(
      (source) => (w: World) =>
        signUp.loadSignUpFacts(w.db, { merchantId: w.merchantId, phone: w.phone, prefix: "", source }, w.now),
    ),
    (w) => signUp.takeSignUpTry(w.db, w.merchantId, "form", w.now),
    (w) => signUp.loadProven(w.db, w.merchantId, w.phone, w.now),
    (w) => {
      const form = { merchantId: w.merchantId, customerId: w.customerId, signUpId: "form", cause: "" };
      w.build(...signUp.applySignUp(form, w.now));
    },
  ],
  "simulator.ts": [(w) => loadSimulator(w.db), (w) => loadPhone(w.db, w.phone, "+15145550100")],
  "suppressions.ts, invitations.ts": [
    (w) => {
      const said = { numberHash: "", at: w.now } as const;
      const scopes = [
        { kind: "business", merchantId: w.merchantId },
        { kind: "pool", senderId: w.senderId },
      ] as const;
      for (const scope of scopes) {
        w.build(suppressions.writeStop(w.db, scope, { ...said, source: "text" }));
        w.build(invitationsRefused(w.db, scope, w.phone));
        for (const isConfirmed of [true, false])
          w.build(suppressions.cancelWaiting(w.db, scope, { phone: w.phone, isConfirmed }, w.now));
      }
      w.build(suppressions.liftStop(w.db, { ...said, merchantId: w.merchantId }));
      w.build(suppressions.cancelOffers(w.db, w.merchantId, w.phone, w.now));
    },
    (w) => suppressions.loadStops(w.db, { numberHash: "", merchantId: w.merchantId, senderId: w.senderId }),
  ],
  "threads.ts": [
    (w) =>
      w.build(...openThread({ merchantId: w.merchantId, customerId: w.customerId, reason: "message", now: w.now })),
  ],
  "wallet.ts": [
    (w) => wallet.loadWallet(w.db, w.merchantId, { customerId: w.customerId, numberHash: "" }, w.now),
    (w) => wallet.loadClaim(w.db, w.merchantId, w.customerId, w.claimId),
    (w) => wallet.loadLastEarned(w.db, w.customerId, 1),
    (w) => wallet.loadConsents(w.db, w.customerId),
    (w) => wallet.loadAllOfCustomer(w.db, w.merchantId, w.customerId),
  ],
};
