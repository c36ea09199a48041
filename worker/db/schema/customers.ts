// Customers: who they are, what they agreed to, and how they come to their page.

import { index, integer, primaryKey, sqliteTable, text, unique } from "drizzle-orm/sqlite-core";
import type { Consent, ConsentChange, OffersConsent, Proof, Purpose } from "../../../src/consent/consent.ts";
import type { Language } from "../../../src/conversation/language.ts";
import type { Receipt } from "../../../src/loyalty/receipts.ts";

export type EmailConsent = "none" | "subscribed" | "opted_out";

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
    offersConsent: text("offers_consent").$type<OffersConsent>().notNull().default("none"),
    offersProof: text("offers_proof", { mode: "json" }).$type<Proof>(),
    /** When they last said yes or no to offers, by whatever door. */
    offersSaidAt: integer("offers_said_at"),
    points: integer().notNull().default(0),
    pointsSeq: integer("points_seq").notNull().default(0),
    birthday: text(),
    email: text(),
    lastEarnAt: integer("last_earn_at"),
    /** Kept by triggers on purchases. */
    lastBoughtAt: integer("last_bought_at"),
    earnsOnLastDay: integer("earns_on_last_day").notNull().default(0),
    expiryCheckAt: integer("expiry_check_at").notNull().default(0),
    lastReceipt: text("last_receipt", { mode: "json" }).$type<Receipt>(),
    emailConsent: text("email_consent").$type<EmailConsent>().notNull().default("none"),
    emailConsentSeq: integer("email_consent_seq").notNull().default(0),
    emailAskedAt: integer("email_asked_at"),
    createdAt: integer("created_at").notNull(),
  },
  (t) => [
    unique().on(t.merchantId, t.phone),
    index("customers_by_phone").on(t.phone),
    index("customers_never_here").on(t.merchantId, t.createdAt, t.id),
  ],
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
    /** The form that it was given on. */
    signUpId: text("sign_up_id"),
    at: integer().notNull(),
    purpose: text().$type<Purpose>().notNull().default("points"),
  },
  (t) => [primaryKey({ columns: [t.customerId, t.seq] }), index("consent_entries_by_page").on(t.signUpId)],
);

export const emailConsentEntries = sqliteTable(
  "email_consent_entries",
  {
    customerId: text("customer_id").notNull(),
    seq: integer().notNull(),
    change: text().$type<"asked" | "granted" | "withdrawn">().notNull(),
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
    offersWords: text("offers_words"),
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

export const links = sqliteTable(
  "links",
  {
    id: text().primaryKey(),
    purpose: text().$type<"profile" | "wallet">().notNull(),
    merchantId: text("merchant_id").notNull(),
    customerId: text("customer_id").notNull(),
    usesLeft: integer("uses_left"),
    revokedAt: integer("revoked_at"),
    expiresAt: integer("expires_at").notNull(),
    createdAt: integer("created_at").notNull(),
  },
  (t) => [index("links_of_customer").on(t.customerId)],
);

export const customerSessions = sqliteTable(
  "customer_sessions",
  {
    tokenHash: text("token_hash").primaryKey(),
    customerId: text("customer_id").notNull(),
    expiresAt: integer("expires_at").notNull(),
    createdAt: integer("created_at").notNull(),
  },
  (t) => [index("customer_sessions_of_customer").on(t.customerId)],
);
