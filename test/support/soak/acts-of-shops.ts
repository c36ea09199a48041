// What a shop does about a number: on its tablet, in its inbox, from its till; and what people say to it.

import { randomUUID } from "node:crypto";
import { newActId } from "../kiosk.ts";
import { insist } from "./browser.ts";
import type { Deed, Doing } from "./person.ts";
import { STAFF_CODE } from "./world.ts";

/** A number that is typed at a counter may be asked whether it joins. */
const mayBeAsked = ({ stage, phone, shop }: Doing) => stage.says({ type: "asked", phone, shop: shop.id });

const visit: Deed = async (doing) => {
  const { stage, shop, phone } = doing;
  const { tablet } = shop;
  if (!tablet) return false;
  mayBeAsked(doing);
  const id = newActId();
  const { status } = await insist(() => tablet.types(phone, { id }));
  stage.remarks(phone, `is typed on the tablet of ${shop.name}: ${status}`);
  return true;
};

const visitByEmail: Deed = async ({ stage, shop, phone }) => {
  const { tablet } = shop;
  const { db } = stage.service;
  const email = `p${phone.slice(1)}@example.com`;
  const { rowsAffected } = await db.execute({
    sql: "UPDATE customers SET email = ? WHERE merchant_id = ? AND phone = ?",
    args: [email, shop.id, phone],
  });
  if (!tablet || rowsAffected === 0) return false;
  const id = newActId();
  const { status } = await insist(() => tablet.posts("/kiosk/visits", { id, email, age: 0, lang: "en" }));
  stage.remarks(phone, `is typed as ${email} on the tablet of ${shop.name}: ${status}`);
  return true;
};

/** The staff side closes by itself, and with the machine. */
async function asStaff({ shop }: Doing, path: string, fields: Record<string, string | number>): Promise<number | null> {
  const { tablet } = shop;
  if (!tablet) return null;
  await insist(() => tablet.opens(STAFF_CODE));
  return (await insist(() => tablet.posts(path, fields))).status;
}

const gift: Deed = async (doing) => {
  const { stage, person, shop, phone, choice } = doing;
  mayBeAsked(doing);
  const id = newActId();
  const status = await asStaff(doing, "/kiosk/staff/points", {
    id,
    phone,
    points: 1 + (choice % 3),
    multiPointCode: "",
  });
  if (status === null) return false;
  person.lastAct = { shop, id };
  stage.remarks(phone, `is given points on the tablet of ${shop.name}: ${status}`);
  return true;
};

const moveWaiting: Deed = async (doing) => {
  const { stage, shop, phone } = doing;
  const sql = "SELECT id FROM pending_points WHERE merchant_id = ? AND status = 'waiting' ORDER BY phone = ? LIMIT 1";
  const { rows } = await stage.service.db.execute({ sql, args: [shop.id, phone] });
  if (!rows[0]) return false;
  mayBeAsked(doing);
  const status = await asStaff(doing, "/kiosk/staff/waiting/move", { id: String(rows[0].id), phone });
  stage.remarks(phone, `waiting points of ${shop.name} are moved to it: ${status}`);
  return status !== null;
};

const undo: Deed = async (doing) => {
  const { stage, person, phone } = doing;
  const { lastAct } = person;
  if (!lastAct) return false;
  const status = await asStaff({ ...doing, shop: lastAct.shop }, "/kiosk/staff/undo", { id: lastAct.id });
  stage.remarks(phone, `what staff of ${lastAct.shop.name} did is undone: ${status}`);
  return status !== null;
};

const inInbox = async (
  { stage, shop, phone }: Doing,
  what: string,
  pathOf: (customerId: string) => Promise<string | null> | string,
  fields: Readonly<Record<string, string>>,
): Promise<boolean> => {
  const customerId = await stage.customerId(shop, phone);
  const path = customerId && (await pathOf(customerId));
  if (!path) return false;
  const { status } = await shop.owner.posts(path, fields);
  stage.remarks(phone, `${what} by the owner of ${shop.name}: ${status}`);
  return status === 303 || status === 422;
};

const reply: Deed = (doing) =>
  inInbox(doing, "is answered", (id) => `/inbox/threads/${id}/replies`, {
    text: "Yes, we have kept one for you.",
    idempotencyKey: randomUUID(),
  });

const byHand: Deed = (doing) =>
  inInbox(doing, "is given points by hand", (id) => `/inbox/customers/${id}/points`, {
    amount: "2",
    reason: "a birthday cake",
    direction: "give",
    idempotencyKey: randomUUID(),
  });

const reverse: Deed = (doing) => {
  const last = async (id: string) => {
    const sql = "SELECT seq FROM point_entries WHERE customer_id = ? ORDER BY seq DESC LIMIT 1";
    const { rows } = await doing.stage.service.db.execute({ sql, args: [id] });
    return rows[0] ? `/inbox/customers/${id}/entries/${rows[0].seq}/reverse` : null;
  };
  return inInbox(doing, "an entry is reversed", last, { reason: "a slip" });
};

const addPerson: Deed = async ({ stage, shop, phone }) => {
  const { status } = await shop.owner.posts("/inbox/people", { name: "Sam", phone, role: "staff" });
  stage.remarks(phone, `is added to the people of ${shop.name}: ${status}`);
  return status === 303 || status === 422;
};

const buys: Deed = async (doing) => {
  const { stage, person, shop, phone } = doing;
  const { till } = shop;
  if (!till) return false;
  mayBeAsked(doing);
  const idempotencyKey = randomUUID();
  const { status, body } = await insist(() => till.buys({ phone, amount: 450, reference: "1042" }, idempotencyKey));
  if (typeof body.id === "string") person.lastPurchase = { shop, id: body.id };
  stage.remarks(phone, `buys at ${shop.name}: ${status}`);
  return true;
};

const refunds: Deed = async ({ stage, person: { lastPurchase }, phone }) => {
  const till = lastPurchase?.shop.till;
  if (!till) return false;
  const { status } = await insist(() => till.refunds(lastPurchase?.id));
  stage.remarks(phone, `is refunded by ${lastPurchase?.shop.name}: ${status}`);
  return true;
};

/** It is about what was told last, which is now. */
const disputes: Deed = async ({ stage, person, line, phone, choice }, act) => {
  const told = await stage.reads(line, phone, (text) => /\+\d+ point/.test(text));
  if (told === null) return false;
  let isDisputed = false;
  const settles = async (id: string) => {
    isDisputed = (await stage.answerTo(id, "disputed")) !== null;
  };
  const no = {
    line,
    phone,
    words: choice % 2 === 0 ? "NO" : "NON",
    asks: "nothing",
    shops: [],
    leaves: null,
    settles,
  } as const;
  await person.letters.writes(no, { ...act, delivery: "text on its way: without a time" });
  return isDisputed;
};

export const atShops = {
  "text: NO to a receipt": disputes,
  "tablet: a visit": visit,
  "tablet: a visit by e-mail": visitByEmail,
  "tablet: a gift": gift,
  "tablet: waiting points moved": moveWaiting,
  "tablet: undone": undo,
  "inbox: a reply": reply,
  "inbox: points by hand": byHand,
  "inbox: an entry reversed": reverse,
  "inbox: a person added": addPerson,
  "till: a purchase": buys,
  "till: a refund": refunds,
} satisfies Record<string, Deed>;
