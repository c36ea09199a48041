// What points are for: rewards, offers with their pictures, and the claims on both.

import { blob, index, integer, primaryKey, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";
import type { PictureType } from "../../../src/pictures/picture.ts";
import type { ClaimStatus } from "../../../src/rewards/claims.ts";

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
  (t) => [index("rewards_of_merchant").on(t.merchantId, t.cost), index("rewards_of_offer").on(t.offerId)],
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
  (t) => [index("offers_of_merchant").on(t.merchantId, t.endsAt), index("offers_with_picture").on(t.pictureId)],
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
    index("claims_of_reward").on(t.rewardId, t.status),
  ],
);

export const pastCodes = sqliteTable(
  "past_codes",
  {
    merchantId: text("merchant_id").notNull(),
    code: text().notNull(),
    leftAt: integer("left_at").notNull().default(0),
  },
  (t) => [primaryKey({ columns: [t.merchantId, t.code] })],
);
