// The tables as Drizzle sees them. The migrations are the truth; a test compares the two.

import {
  blob,
  index,
  integer,
  primaryKey,
  real,
  sqliteTable,
  text,
  unique,
  uniqueIndex,
} from "drizzle-orm/sqlite-core";
import type { Consent, ConsentChange, Proof } from "../../src/consent/consent.ts";
import type { JournalEvent, ThreadReason } from "../../src/conversation/events.ts";
import type { Language } from "../../src/conversation/language.ts";
import type { OpeningHours } from "../../src/conversation/opening-hours.ts";
import type { ClaimStatus } from "../../src/loyalty/claims.ts";
import type { EntryCause } from "../../src/loyalty/ledger.ts";
import type { Unit } from "../../src/loyalty/programme.ts";
import type { Receipt } from "../../src/loyalty/receipts.ts";
import type { Currency } from "../../src/loyalty/spending.ts";
import type { Act } from "../../src/merchant/acts.ts";
import type { MessageClass, MessageStatus } from "../../src/messaging/lifecycle.ts";
import type { Encoding } from "../../src/messaging/segments.ts";
import type { ApiScope } from "../../src/people/api-scopes.ts";
import type { Role } from "../../src/people/roles.ts";
import type { Country } from "../../src/phone.ts";
import type { PictureType } from "../../src/pictures/picture.ts";
import type { StoredState } from "./stored-state.ts";

export type EmailConsent = "none" | "subscribed" | "opted_out";

export const merchants = sqliteTable("merchants", {
  id: text().primaryKey(),
  slug: text().notNull().unique(),
  name: text().notNull(),
  country: text().$type<Country>(),
  region: text(),
  language: text().$type<Language>().notNull(),
  timeZone: text("time_zone").notNull(),
  contact: text(),
  trade: text(),
  accentColor: text("accent_color").notNull().default("#0b6e5f"),
  openingHours: text("opening_hours", { mode: "json" }).$type<OpeningHours>(),
  welcomePoints: integer("welcome_points").notNull().default(0),
  promotionsPerMonth: integer("promotions_per_month").notNull().default(1),
  unit: text({ mode: "json" }).$type<Unit>().notNull(),
  earnCode: text("earn_code"),
  multiPointCode: text("multi_point_code"),
  pointsPerVisit: integer("points_per_visit").notNull().default(1),
  earnsPerDayMax: integer("earns_per_day_max").notNull().default(1),
  earnGapMinutes: integer("earn_gap_minutes").notNull().default(0),
  pointsAtOnceMax: integer("points_at_once_max").notNull().default(1),
  birthdayPoints: integer("birthday_points").notNull().default(0),
  spendMinorPerPoint: integer("spend_minor_per_point"),
  birthdaysDueAt: integer("birthdays_due_at").notNull().default(0),
  pointsLifetimeDays: integer("points_lifetime_days"),
  pendingLifetimeDays: integer("pending_lifetime_days").notNull().default(30),
  redemptionMode: text("redemption_mode").$type<"code" | "show">().notNull().default("code"),
  rotatingQr: integer("rotating_qr", { mode: "boolean" }).notNull().default(false),
  createdAt: integer("created_at").notNull(),
});

export const rewards = sqliteTable(
  "rewards",
  {
    id: text().primaryKey(),
    merchantId: text("merchant_id").notNull(),
    cost: integer().notNull(),
    titleEn: text("title_en").notNull(),
    titleFr: text("title_fr").notNull(),
    perCustomerMax: integer("per_customer_max"),
    stock: integer(),
    startsAt: integer("starts_at"),
    endsAt: integer("ends_at"),
    withdrawnAt: integer("withdrawn_at"),
    offerId: text("offer_id"),
    createdAt: integer("created_at").notNull(),
  },
  (t) => [index("rewards_of_merchant").on(t.merchantId, t.cost)],
);

export const senders = sqliteTable("senders", {
  id: text().primaryKey(),
  number: text().notNull().unique(),
  kind: text().$type<"long" | "ten_dlc" | "toll_free" | "short_code">().notNull(),
  paceSegmentsPerS: real("pace_segments_per_s").notNull(),
  carrierAnswersOptOuts: integer("carrier_answers_opt_outs", { mode: "boolean" }).notNull().default(false),
  createdAt: integer("created_at").notNull(),
});

export const senderMerchants = sqliteTable(
  "sender_merchants",
  {
    senderId: text("sender_id").notNull(),
    merchantId: text("merchant_id").notNull(),
    keyword: text().notNull(),
  },
  (t) => [primaryKey({ columns: [t.senderId, t.merchantId] }), unique().on(t.senderId, t.keyword)],
);

export const customers = sqliteTable(
  "customers",
  {
    id: text().primaryKey(),
    merchantId: text("merchant_id").notNull(),
    phone: text().notNull(),
    name: text(),
    consent: text().$type<Consent>().notNull().default("none"),
    consentSeq: integer("consent_seq").notNull().default(0),
    proof: text({ mode: "json" }).$type<Proof>(),
    points: integer().notNull().default(0),
    pointsSeq: integer("points_seq").notNull().default(0),
    birthday: text(),
    email: text(),
    lastEarnAt: integer("last_earn_at"),
    earnsOnLastDay: integer("earns_on_last_day").notNull().default(0),
    expiryCheckAt: integer("expiry_check_at").notNull().default(0),
    lastReceipt: text("last_receipt", { mode: "json" }).$type<Receipt>(),
    emailConsent: text("email_consent").$type<EmailConsent>().notNull().default("none"),
    emailConsentSeq: integer("email_consent_seq").notNull().default(0),
    createdAt: integer("created_at").notNull(),
  },
  (t) => [unique().on(t.merchantId, t.phone), index("customers_by_phone").on(t.phone)],
);

export const emailConsentEntries = sqliteTable(
  "email_consent_entries",
  {
    customerId: text("customer_id").notNull(),
    seq: integer().notNull(),
    change: text().$type<"granted" | "withdrawn">().notNull(),
    email: text().notNull(),
    shown: text(),
    wordsVersion: text("words_version"),
    page: text(),
    actor: text().notNull(),
    cause: text().notNull(),
    at: integer().notNull(),
  },
  (t) => [primaryKey({ columns: [t.customerId, t.seq] })],
);

export const consentEntries = sqliteTable(
  "consent_entries",
  {
    customerId: text("customer_id").notNull(),
    seq: integer().notNull(),
    change: text().$type<ConsentChange>().notNull(),
    word: text().notNull(),
    shown: text(),
    actor: text().$type<"customer" | "carrier">().notNull(),
    cause: text().notNull(),
    at: integer().notNull(),
  },
  (t) => [primaryKey({ columns: [t.customerId, t.seq] })],
);

export const pointEntries = sqliteTable(
  "point_entries",
  {
    customerId: text("customer_id").notNull(),
    seq: integer().notNull(),
    delta: integer().notNull(),
    balance: integer().notNull(),
    idempotencyKey: text("idempotency_key").notNull().unique(),
    cause: text().$type<EntryCause>().notNull(),
    actor: text().notNull(),
    reverses: integer(),
    reason: text(),
    claimId: text("claim_id"),
    at: integer().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.customerId, t.seq] }),
    uniqueIndex("point_entries_reversed_once").on(t.customerId, t.reverses),
    index("point_entries_by_time").on(t.customerId, t.at),
  ],
);

export const expiryWarnings = sqliteTable(
  "expiry_warnings",
  {
    customerId: text("customer_id").notNull(),
    n: integer().notNull(),
    messageId: text("message_id").notNull(),
    warnedAt: integer("warned_at").notNull(),
    throughSeq: integer("through_seq").notNull(),
    expiresAt: integer("expires_at").notNull(),
    settledAt: integer("settled_at"),
  },
  (t) => [primaryKey({ columns: [t.customerId, t.n] })],
);

export const conversations = sqliteTable(
  "conversations",
  {
    id: text().primaryKey(),
    senderId: text("sender_id").notNull(),
    phone: text().notNull(),
    seq: integer().notNull(),
    state: text({ mode: "json" }).$type<StoredState>().notNull(),
    updatedAt: integer("updated_at").notNull(),
  },
  (t) => [unique().on(t.senderId, t.phone)],
);

export const conversationEntries = sqliteTable(
  "conversation_entries",
  {
    conversationId: text("conversation_id").notNull(),
    seq: integer().notNull(),
    cause: text().notNull(),
    events: text({ mode: "json" }).$type<readonly JournalEvent[]>().notNull(),
    at: integer().notNull(),
  },
  (t) => [primaryKey({ columns: [t.conversationId, t.seq] })],
);

export const inboundMessages = sqliteTable(
  "inbound_messages",
  {
    id: text().primaryKey(),
    carrier: text().$type<"vonage" | "simulator">().notNull(),
    carrierMessageId: text("carrier_message_id").notNull(),
    senderId: text("sender_id"),
    customerId: text("customer_id"),
    from: text("from_number").notNull(),
    to: text("to_number").notNull(),
    text: text().notNull(),
    sentAt: integer("sent_at"),
    receivedAt: integer("received_at").notNull(),
  },
  (t) => [
    unique().on(t.carrier, t.carrierMessageId),
    index("inbound_of_customer").on(t.customerId, t.receivedAt),
    index("inbound_by_phone").on(t.from, t.receivedAt),
  ],
);

export const inboundConflicts = sqliteTable("inbound_conflicts", {
  id: text().primaryKey(),
  carrier: text().notNull(),
  carrierMessageId: text("carrier_message_id").notNull(),
  from: text("from_number").notNull(),
  to: text("to_number").notNull(),
  text: text().notNull(),
  receivedAt: integer("received_at").notNull(),
});

export const outbox = sqliteTable(
  "outbox",
  {
    id: text().primaryKey(),
    cause: text().notNull(),
    n: integer().notNull(),
    senderId: text("sender_id").notNull(),
    merchantId: text("merchant_id"),
    customerId: text("customer_id"),
    personId: text("person_id"),
    recipient: text().notNull(),
    class: text().$type<MessageClass>().notNull(),
    kind: text().notNull(),
    text: text().notNull(),
    encoding: text().$type<Encoding>().notNull(),
    segments: integer().notNull(),
    evenIfStopped: integer("even_if_stopped", { mode: "boolean" }).notNull().default(false),
    status: text().$type<MessageStatus>().notNull(),
    reason: text(),
    priority: integer().notNull(),
    dueAt: integer("due_at").notNull(),
    expiresAt: integer("expires_at"),
    attempt: integer().notNull().default(0),
    claim: text(),
    leaseUntil: integer("lease_until"),
    carrierMessageId: text("carrier_message_id"),
    createdAt: integer("created_at").notNull(),
    submittedAt: integer("submitted_at"),
    settledAt: integer("settled_at"),
  },
  (t) => [unique().on(t.cause, t.n), index("outbox_of_customer").on(t.customerId, t.createdAt)],
);

export const threads = sqliteTable(
  "threads",
  {
    customerId: text("customer_id").primaryKey(),
    merchantId: text("merchant_id").notNull(),
    unread: integer().notNull().default(0),
    reason: text().$type<ThreadReason>().notNull(),
    lastAt: integer("last_at").notNull(),
  },
  (t) => [index("threads_of_merchant").on(t.merchantId, t.lastAt)],
);

export const links = sqliteTable("links", {
  id: text().primaryKey(),
  purpose: text().$type<"profile" | "wallet">().notNull(),
  merchantId: text("merchant_id").notNull(),
  customerId: text("customer_id").notNull(),
  usesLeft: integer("uses_left"),
  revokedAt: integer("revoked_at"),
  expiresAt: integer("expires_at").notNull(),
  createdAt: integer("created_at").notNull(),
});

export const people = sqliteTable(
  "people",
  {
    id: text().primaryKey(),
    merchantId: text("merchant_id").notNull(),
    phone: text().notNull(),
    name: text().notNull(),
    role: text().$type<Role>().notNull(),
    createdAt: integer("created_at").notNull(),
  },
  (t) => [unique().on(t.merchantId, t.phone), index("people_by_phone").on(t.phone)],
);

export const signInCodes = sqliteTable(
  "sign_in_codes",
  {
    id: text().primaryKey(),
    personId: text("person_id").notNull(),
    codeHash: text("code_hash").notNull(),
    tries: integer().notNull().default(0),
    expiresAt: integer("expires_at").notNull(),
    usedAt: integer("used_at"),
    createdAt: integer("created_at").notNull(),
  },
  (t) => [index("sign_in_codes_of_person").on(t.personId, t.createdAt)],
);

export const signUps = sqliteTable(
  "sign_ups",
  {
    id: text().primaryKey(),
    merchantId: text("merchant_id").notNull(),
    n: integer().notNull(),
    phone: text().notNull(),
    prefix: text().notNull(),
    source: text(),
    name: text(),
    birthday: text(),
    email: text(),
    language: text().$type<Language>().notNull(),
    smsWords: text("sms_words").notNull(),
    emailWords: text("email_words"),
    wordsVersion: text("words_version").notNull(),
    page: text().notNull(),
    codeHash: text("code_hash").notNull(),
    tries: integer().notNull().default(0),
    expiresAt: integer("expires_at").notNull(),
    confirmedAt: integer("confirmed_at"),
    confirmedBy: text("confirmed_by").$type<"code" | "text">(),
    customerId: text("customer_id"),
    createdAt: integer("created_at").notNull(),
  },
  (t) => [
    unique().on(t.merchantId, t.n),
    index("sign_ups_by_phone").on(t.phone, t.createdAt),
    index("sign_ups_by_source").on(t.source, t.createdAt),
    index("sign_ups_by_prefix").on(t.prefix, t.createdAt),
    index("sign_ups_of_merchant").on(t.merchantId, t.createdAt),
    index("sign_ups_of_customer").on(t.customerId),
    index("sign_ups_unconfirmed").on(t.createdAt),
  ],
);

export const sessions = sqliteTable(
  "sessions",
  {
    id: text().primaryKey(),
    tokenHash: text("token_hash").notNull().unique(),
    personId: text("person_id").notNull(),
    expiresAt: integer("expires_at").notNull(),
    revokedAt: integer("revoked_at"),
    createdAt: integer("created_at").notNull(),
  },
  (t) => [index("sessions_of_person").on(t.personId, t.createdAt)],
);

export const auditEntries = sqliteTable(
  "audit_entries",
  {
    id: text().primaryKey(),
    merchantId: text("merchant_id").notNull(),
    personId: text("person_id"),
    act: text().$type<Act>().notNull(),
    subject: text().notNull(),
    at: integer().notNull(),
  },
  (t) => [index("audit_of_merchant").on(t.merchantId, t.at)],
);

export const claims = sqliteTable(
  "claims",
  {
    id: text().primaryKey(),
    merchantId: text("merchant_id").notNull(),
    customerId: text("customer_id").notNull(),
    rewardId: text("reward_id").notNull(),
    cost: integer().notNull(),
    status: text().$type<ClaimStatus>().notNull(),
    code: text(),
    codeUntil: integer("code_until"),
    takenAt: integer("taken_at").notNull(),
    usedAt: integer("used_at"),
    usedWith: text("used_with"),
    expiresAt: integer("expires_at"),
  },
  (t) => [
    index("claims_of_customer").on(t.customerId, t.takenAt),
    uniqueIndex("claims_by_live_code").on(t.merchantId, t.code),
    uniqueIndex("claims_of_coupons").on(t.customerId, t.rewardId),
    index("claims_by_code").on(t.merchantId, t.code),
  ],
);

export const pastCodes = sqliteTable(
  "past_codes",
  {
    merchantId: text("merchant_id").notNull(),
    code: text().notNull(),
  },
  (t) => [primaryKey({ columns: [t.merchantId, t.code] })],
);

export const offers = sqliteTable(
  "offers",
  {
    id: text().primaryKey(),
    merchantId: text("merchant_id").notNull(),
    titleEn: text("title_en").notNull(),
    titleFr: text("title_fr").notNull(),
    detailsEn: text("details_en").notNull().default(""),
    detailsFr: text("details_fr").notNull().default(""),
    exclusionsEn: text("exclusions_en").notNull().default(""),
    exclusionsFr: text("exclusions_fr").notNull().default(""),
    hasCoupon: integer("has_coupon", { mode: "boolean" }).notNull().default(false),
    couponDays: integer("coupon_days"),
    pictureId: text("picture_id"),
    startsAt: integer("starts_at").notNull(),
    endsAt: integer("ends_at").notNull(),
    withdrawnAt: integer("withdrawn_at"),
    createdAt: integer("created_at").notNull(),
  },
  (t) => [index("offers_of_merchant").on(t.merchantId, t.endsAt)],
);

export const pictures = sqliteTable(
  "pictures",
  {
    id: text().primaryKey(),
    merchantId: text("merchant_id").notNull(),
    type: text().$type<PictureType>().notNull(),
    width: integer().notNull(),
    height: integer().notNull(),
    bytes: blob({ mode: "buffer" }).$type<Uint8Array<ArrayBuffer>>().notNull(),
    createdAt: integer("created_at").notNull(),
  },
  (t) => [index("pictures_of_merchant").on(t.merchantId)],
);

export const pendingPoints = sqliteTable(
  "pending_points",
  {
    id: text().primaryKey(),
    merchantId: text("merchant_id").notNull(),
    phone: text().notNull(),
    points: integer().notNull(),
    actor: text().notNull(),
    status: text().$type<"waiting" | "settled" | "lapsed" | "undone">().notNull().default("waiting"),
    idempotencyKey: text("idempotency_key").notNull().unique(),
    createdAt: integer("created_at").notNull(),
    lapsesAt: integer("lapses_at").notNull(),
  },
  (t) => [index("pending_of_phone").on(t.merchantId, t.phone)],
);

export const kiosks = sqliteTable(
  "kiosks",
  {
    id: text().primaryKey(),
    merchantId: text("merchant_id").notNull(),
    name: text().notNull(),
    pairingHash: text("pairing_hash").unique(),
    pairingUntil: integer("pairing_until"),
    tokenHash: text("token_hash").unique(),
    pairedAt: integer("paired_at"),
    wrongTries: integer("wrong_tries").notNull().default(0),
    lockedUntil: integer("locked_until").notNull().default(0),
    revokedAt: integer("revoked_at"),
    createdAt: integer("created_at").notNull(),
  },
  (t) => [index("kiosks_of_merchant").on(t.merchantId, t.createdAt)],
);

export const staffCodes = sqliteTable(
  "staff_codes",
  {
    id: text().primaryKey(),
    merchantId: text("merchant_id").notNull(),
    label: text().notNull(),
    codeHash: text("code_hash").notNull(),
    revokedAt: integer("revoked_at"),
    createdAt: integer("created_at").notNull(),
  },
  (t) => [unique().on(t.merchantId, t.codeHash)],
);

export const apiKeys = sqliteTable(
  "api_keys",
  {
    id: text().primaryKey(),
    merchantId: text("merchant_id").notNull(),
    label: text().notNull(),
    keyHash: text("key_hash").notNull().unique(),
    scopes: text({ mode: "json" }).$type<readonly ApiScope[]>().notNull(),
    lastUsedAt: integer("last_used_at"),
    revokedAt: integer("revoked_at"),
    createdAt: integer("created_at").notNull(),
  },
  (t) => [index("api_keys_of_merchant").on(t.merchantId, t.createdAt)],
);

export const purchases = sqliteTable(
  "purchases",
  {
    id: text().primaryKey(),
    merchantId: text("merchant_id").notNull(),
    apiKeyId: text("api_key_id").notNull(),
    idempotencyKey: text("idempotency_key").notNull(),
    fingerprint: text().notNull(),
    amountMinor: integer("amount_minor").notNull(),
    currency: text().$type<Currency>().notNull(),
    reference: text(),
    points: integer().notNull(),
    customerId: text("customer_id"),
    entrySeq: integer("entry_seq"),
    pendingId: text("pending_id"),
    balance: integer(),
    refundedAt: integer("refunded_at"),
    createdAt: integer("created_at").notNull(),
  },
  (t) => [unique().on(t.apiKeyId, t.idempotencyKey), index("purchases_of_customer").on(t.customerId, t.createdAt)],
);

export const customerSessions = sqliteTable("customer_sessions", {
  tokenHash: text("token_hash").primaryKey(),
  customerId: text("customer_id").notNull(),
  expiresAt: integer("expires_at").notNull(),
  createdAt: integer("created_at").notNull(),
});

export const disputes = sqliteTable(
  "disputes",
  {
    id: text().primaryKey(),
    merchantId: text("merchant_id").notNull(),
    customerId: text("customer_id").notNull(),
    entrySeq: integer("entry_seq"),
    claimId: text("claim_id"),
    givenBy: text("given_by").notNull(),
    openedAt: integer("opened_at").notNull(),
    settledAt: integer("settled_at"),
    settledBy: text("settled_by"),
  },
  (t) => [
    index("disputes_of_customer").on(t.customerId, t.openedAt),
    index("disputes_open").on(t.merchantId, t.openedAt),
  ],
);

export const moves = sqliteTable(
  "moves",
  {
    id: text().primaryKey(),
    merchantId: text("merchant_id").notNull(),
    customerId: text("customer_id").notNull(),
    leftCustomerId: text("left_customer_id"),
    holdSeq: integer("hold_seq"),
    senderId: text("sender_id").notNull(),
    fromPhone: text("from_phone").notNull(),
    toPhone: text("to_phone").notNull(),
    codeHash: text("code_hash").notNull(),
    askedAt: integer("asked_at").notNull(),
    expiresAt: integer("expires_at").notNull(),
    movedAt: integer("moved_at"),
    movedBackAt: integer("moved_back_at"),
  },
  (t) => [
    index("moves_of_customer").on(t.customerId, t.askedAt),
    index("moves_of_merchant").on(t.merchantId, t.askedAt),
    index("moves_to_phone").on(t.toPhone, t.askedAt),
    index("moves_from_phone").on(t.fromPhone, t.askedAt),
  ],
);
