// Every route that is not open to anybody, with who may use it. A route that is missing here fails test/faces/shared/roles.test.ts.

import { randomUUID } from "node:crypto";
import type { Permission } from "../../src/people/roles.ts";

export interface Row {
  readonly permission: Permission;
  /** What a form of this route holds, where it matters for being let in. */
  readonly form?: () => Record<string, string>;
  /** What whoever is let in is answered, where it is not the page or the way back to it. */
  readonly answer?: number;
}

const page = (permission: Permission): Row => ({ permission });
const act = (permission: Permission, form: Row["form"] = () => ({}), answer = 303): Row => ({
  permission,
  form,
  answer,
});

const HAND = { amount: "1", reason: "A test", direction: "give" };
const REWARD = { titleEn: "A", titleFr: "B", cost: "5", perCustomerMax: "", stock: "", startsAt: "", endsAt: "" };
const OFFER = {
  titleEn: "A",
  titleFr: "B",
  detailsEn: "",
  detailsFr: "",
  exclusionsEn: "",
  exclusionsFr: "",
  startsAt: "2030-01-01",
  endsAt: "2030-01-02",
  couponDays: "",
};

/** The inbox, in an order in which each act finds what it acts on. */
export const INBOX: Readonly<Record<string, Row>> = {
  "GET /inbox": page("answer_customers"),
  "GET /inbox/live": { ...page("answer_customers"), answer: 426 },
  "GET /inbox/threads/:customerId": page("answer_customers"),
  "POST /inbox/threads/:customerId/replies": act("answer_customers", () => ({
    text: "Yes",
    idempotencyKey: randomUUID(),
  })),
  "POST /inbox/threads/:customerId/read": act("answer_customers", () => ({ upTo: String(Date.now()) })),
  "GET /inbox/customers": page("see_customers"),
  "GET /inbox/customers/:customerId": page("see_customers"),
  "POST /inbox/customers/:customerId/points": act("give_points", () => ({ ...HAND, idempotencyKey: randomUUID() })),
  "POST /inbox/customers/:customerId/entries/:seq/reverse": act("correct_points", () => ({ reason: "A test" })),
  "POST /inbox/customers/:customerId/claims/:claimId/put-back": act("correct_points"),
  "POST /inbox/customers/:customerId/disputes/:disputeId/settle": act("correct_points"),
  "POST /inbox/customers/:customerId/moves/:moveId/move-back": act("correct_points", () => ({}), 422),
  "GET /inbox/waiting": page("see_customers"),
  "POST /inbox/waiting/:pendingId/move": act("give_points", () => ({ phone: "514 555-0166" })),
  "POST /inbox/waiting/:pendingId/drop": act("give_points"),
  "GET /inbox/rewards": page("run_programme"),
  "GET /inbox/rewards/new": page("run_programme"),
  "GET /inbox/rewards/:rewardId": page("run_programme"),
  "POST /inbox/rewards/:rewardId": act("run_programme", () => REWARD),
  "POST /inbox/rewards/:rewardId/withdraw": act("run_programme"),
  "GET /inbox/offers": page("run_programme"),
  "GET /inbox/offers/new": page("run_programme"),
  "GET /inbox/offers/:offerId": page("run_programme"),
  "POST /inbox/offers/:offerId": act("run_programme", () => OFFER),
  "POST /inbox/offers/:offerId/withdraw": act("run_programme"),
  "GET /inbox/programme": page("run_programme"),
  "POST /inbox/programme": act("run_programme", () => ({}), 422),
  "POST /inbox/programme/new-code": act("run_programme", () => ({}), 200),
  "GET /inbox/shop": page("run_shop"),
  "POST /inbox/shop": act("run_shop", () => ({}), 422),
  "GET /inbox/history": page("see_history"),
  "GET /inbox/kiosks": page("manage_kiosks"),
  "POST /inbox/kiosks": act("manage_kiosks", () => ({ name: "Counter" }), 200),
  "POST /inbox/kiosks/:kioskId/revoke": act("manage_kiosks"),
  "POST /inbox/kiosks/staff-codes": act("manage_kiosks", () => ({ label: "Luc", code: "4321" })),
  "POST /inbox/kiosks/staff-codes/:staffCodeId/revoke": act("manage_kiosks"),
  "GET /inbox/till": page("manage_tills"),
  "POST /inbox/till": act("manage_tills", () => ({ label: "Till 2" }), 200),
  "POST /inbox/till/:apiKeyId/revoke": act("manage_tills"),
  "GET /inbox/people": page("manage_people"),
  "POST /inbox/people": act("manage_people", () => ({ name: "Nadia", phone: "514 555-0171", role: "staff" })),
  "POST /inbox/people/:personId/role": act("manage_people", () => ({ role: "manager" })),
  "POST /inbox/people/:personId/remove": act("manage_people"),
  "GET /inbox/sessions": page("see_own_sessions"),
  "POST /inbox/sessions/devices/:deviceId/revoke": act("see_own_sessions"),
  "POST /inbox/sessions/:sessionId/revoke": act("see_own_sessions"),
  "POST /inbox/sign-out": act("see_own_sessions"),
};

/** Open to anybody. What holds for them (signatures, tokens, rates) is tested where they are. */
export const OPEN: readonly RegExp[] = [
  /^POST \/webhooks\//,
  /^GET \/healthz$/,
  /^GET \/api\/v1\/openapi\.json$/,
  /^GET \/$/,
  /^GET \/assets\//,
  /^GET \/pictures\//,
  /^(?:GET|POST) \/inbox\/sign-in(?:\/(?:code|shop))?$/,
  /^(?:GET|POST) \/simulator(?:\/|$)/,
  /^GET \/me\/(?:manifest\.webmanifest|icon\/.*|sw\.js)$/,
  /^(?:GET|POST) \/kiosk\/pair$/,
  /^GET \/kiosk\/kiosk-worker\.js$/,
  /^GET \/poster\//,
  /^(?:GET|POST) \/join\//,
  /^(?:GET|POST) \/:token/,
];

/** The API: a till's with a key that is made for it. What it answers is tested in test/faces/api/till-api.test.ts. */
export const API: readonly string[] = ["POST /api/v1/purchases", "POST /api/v1/purchases/:purchaseId/refund"];

/** The wallet: a customer's own, and nobody else's. What ends it comes last. */
export const WALLET: readonly string[] = [
  "GET /me",
  "GET /me/rewards/:id",
  "POST /me/rewards/:id",
  "POST /me/offers/:id/coupon",
  "GET /me/claims/:id",
  "GET /me/claims/:id/status",
  "POST /me/claims/:id/use",
  "GET /me/claims/:id/show",
  "POST /me/claims/:id/show",
  "GET /me/earn",
  "POST /me/earn",
  "POST /me/language",
  "GET /me/account",
  "POST /me/account",
  "GET /me/account/data.json",
  "GET /me/account/leave",
  "POST /me/account/leave-email",
  "POST /me/account/leave-offers",
  "POST /me/account/leave",
  "GET /me/account/delete",
  "POST /me/close",
  "POST /me/account/delete",
];

/** The kiosk: a paired tablet's, and nobody else's. */
export const KIOSK: readonly string[] = [
  "GET /kiosk",
  "POST /kiosk/visits",
  "GET /kiosk/qr.svg",
  "GET /kiosk/live",
  "GET /kiosk/staff",
  "POST /kiosk/staff/open",
  "POST /kiosk/staff/lock",
  "POST /kiosk/staff/points",
  "POST /kiosk/staff/codes",
  "POST /kiosk/staff/moves",
  "POST /kiosk/staff/look-up",
  "POST /kiosk/staff/undo",
  "POST /kiosk/staff/waiting/move",
  "POST /kiosk/staff/waiting/drop",
];
