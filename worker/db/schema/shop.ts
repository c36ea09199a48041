// A shop, and the numbers that it sends from.

import { integer, primaryKey, real, sqliteTable, text, unique } from "drizzle-orm/sqlite-core";
import type { Language } from "../../../src/conversation/language.ts";
import type { OpeningHours } from "../../../src/conversation/opening-hours.ts";
import type { Unit } from "../../../src/loyalty/programme.ts";
import type { Trade } from "../../../src/merchant/shop-settings.ts";
import type { MessageClass } from "../../../src/messaging/lifecycle.ts";
import type { Country } from "../../../src/phone.ts";

export const merchants = sqliteTable("merchants", {
  id: text().primaryKey(),
  slug: text().notNull().unique(),
  name: text().notNull(),
  country: text().$type<Country>(),
  region: text(),
  language: text().$type<Language>().notNull(),
  timeZone: text("time_zone").notNull(),
  contact: text(),
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
  trades: text({ mode: "json" }).$type<readonly Trade[]>().notNull().default([]),
  transactionalOpenedAt: integer("transactional_opened_at"),
});

export const senders = sqliteTable("senders", {
  id: text().primaryKey(),
  number: text().notNull().unique(),
  kind: text().$type<"long" | "ten_dlc" | "toll_free" | "short_code">().notNull(),
  paceSegmentsPerS: real("pace_segments_per_s").notNull(),
  carrierAnswersOptOuts: integer("carrier_answers_opt_outs", { mode: "boolean" }).notNull().default(false),
  pool: text().$type<"own" | "shared">().notNull().default("own"),
  stopScope: text("stop_scope").$type<"pool" | "shop">().notNull().default("pool"),
  registered: text().$type<"yes" | "pending" | "no">().notNull().default("yes"),
  purposes: text({ mode: "json" })
    .$type<readonly MessageClass[]>()
    .notNull()
    .default(["conversation", "transactional", "promotional"]),
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
