// What people do on pages: leave, have themselves deleted, sign up with and without the code, ask for a code to sign in.

import { openLink, type Wallet } from "../wallet.ts";
import { Browser } from "./browser.ts";
import type { OnOffers } from "./model.ts";
import type { Deed, Doing } from "./person.ts";
import { scopeOf } from "./stage.ts";
import type { Shop } from "./world.ts";

/** As whoever opens the last link on the phone. Null where there is none, or where it opens nothing any more. */
export async function walletOf({ stage, line, phone }: Doing): Promise<{ wallet: Wallet; shop: Shop } | null> {
  const told = (await stage.reads(line, phone, (text) => /http\S+$/.test(text))) ?? "";
  const link = /http\S+$/.exec(told)?.[0];
  const shop = line.shops.find(({ name }) => told.startsWith(name));
  if (!link || !shop) return null;
  const wallet = await openLink(stage.service, phone, link).catch(() => null);
  return wallet && { wallet, shop };
}

type Ending = { readonly path: string; readonly by: string; readonly isDone: (answer: Response) => boolean };

const LEAVE: Ending = {
  path: "/me/account/leave",
  by: "the wallet's button",
  isDone: ({ headers }) => headers.get("location")?.includes("done=left") === true,
};
const DELETE: Ending = { path: "/me/account/delete", by: "a deletion", isDone: ({ status }) => status === 200 };

async function ends(doing: Doing, { path, by, isDone }: Ending): Promise<boolean> {
  const { stage, person, line, phone } = doing;
  const opened = await walletOf(doing);
  if (!opened) return false;
  const { wallet, shop } = opened;
  const written = Date.now();
  const answer = await wallet.fetch(path, { method: "POST", body: new URLSearchParams() }).catch(() => null);
  if (answer === null || !isDone(answer)) return false;
  await stage.stops({ phone, scope: scopeOf(line, shop), written, by });
  person.letters.livesNow();
  return true;
}

const sendsForm: Deed = async ({ stage, person, shop, phone }) => {
  stage.says({ type: "asked", phone, shop: shop.id });
  const isMember = await stage.isMember(shop, phone);
  const shownAt = String(Date.now() - 10_000);
  const email = `p${phone.slice(1)}@example.com`;
  const typed = { phone, country: "CA", language: "en", email, birthday: "", website: "", shownAt };
  const page = `/join/${shop.slug}?lang=en`;
  const sent = await new Browser(stage.service).sends(page, typed);
  stage.remarks(phone, `is typed on the form of ${shop.name}: ${sent.status}`);
  if (sent.status !== 303 || sent.location === null) return false;
  person.form = { shop, phone, path: sent.location };
  if (isMember) stage.happened("form: sent over a member's conversation");
  return true;
};

const typesCode: Deed = async ({ stage, person, line }) => {
  const { form } = person;
  if (form === null) return false;
  const { shop, phone, path } = form;
  const told = await stage.reads(line, phone, (text) => text.startsWith(shop.name) && /\d{6}/.test(text));
  const code = /\d{6}/.exec(told ?? "")?.[0];
  if (code === undefined) return false;
  stage.says({ type: "member", phone, shop: shop.id });
  const agreed = { written: Number.MAX_SAFE_INTEGER, known: 0, inFlight: new Map(), by: "a form" } as const;
  const offers = stage.says<OnOffers>({ type: "offers agreed", phone, shop: shop.id, ...agreed });
  const typed = await new Browser(stage.service).posts(path, { code });
  stage.dates(offers, Date.now());
  stage.remarks(phone, `types the code of the form of ${shop.name}: ${typed.status}`);
  return true;
};

/** Whoever types the number of somebody who works at a shop. */
const strangerAsks: Deed = async ({ stage, phone, shop }) => {
  const { rows } = await stage.service.db.execute({ sql: "SELECT 1 FROM people WHERE phone = ?", args: [phone] });
  if (rows.length === 0) return false;
  stage.says({ type: "code asked by a stranger", phone, shop: shop.id });
  const asked = await new Browser(stage.service).posts("/inbox/sign-in", { phone });
  stage.remarks(phone, `a stranger asks for a code to sign in: ${asked.status}`);
  return true;
};

const deviceAsks: Deed = async ({ stage, person: { phones } }) => {
  const [phone] = phones;
  const shop = stage.world.lines.flatMap(({ shops }) => shops).find(({ ownerPhone }) => ownerPhone === phone);
  if (!shop) return false;
  stage.says({ type: "code asked by its device", phone, shop: shop.id });
  const asked = await shop.owner.posts("/inbox/sign-in", { phone });
  stage.remarks(phone, `their device asks for a code to sign in: ${asked.status}`);
  return true;
};

export const onPages = {
  "page: leaves": (doing: Doing) => ends(doing, LEAVE),
  "page: has themselves deleted": async (doing: Doing) => {
    const isDone = await ends(doing, DELETE);
    if (isDone) doing.stage.says({ type: "deleted", phone: doing.phone, shop: doing.shop.id });
    return isDone;
  },
  "form: sent": sendsForm,
  "form: its code typed": typesCode,
  "sign-in: asked by a stranger": strangerAsks,
  "sign-in: asked by a device that signed in": deviceAsks,
} satisfies Record<string, Deed>;
