// What the wallet's routes have in common: whose wallet it is, and what every page of it says of the shop.

import type { Context } from "hono";
import { createMiddleware } from "hono/factory";
import { formatPhone } from "../../../../src/phone.ts";
import type { CustomerSession } from "../../../db/customer-session.ts";
import type { AppEnv } from "../../../env.ts";
import { askedLanguage } from "../../shared/routes/page.tsx";
import { WalletEndedPage } from "../ended.tsx";
import type { WalletFrameView } from "../frame.tsx";
import { readCustomerSession } from "./customer-session.ts";

export interface WalletEnv extends AppEnv {
  Variables: AppEnv["Variables"] & { session: CustomerSession };
}

export type WalletContext = Context<WalletEnv>;

/** Without a session there is a page that says how to get one. */
export const withCustomer = createMiddleware<WalletEnv>(async function withCustomer(c, next) {
  c.header("cache-control", "private, no-store");
  const session = await readCustomerSession(c);
  if (session === null || session.expiresAt <= c.var.context.now()) {
    return c.html(<WalletEndedPage view={session && shopOf(session)} asked={askedLanguage(c)} />, 401);
  }
  c.set("session", session);
  await next();
});

export function shopOf({ merchant, language, number }: CustomerSession) {
  return {
    language,
    shop: merchant.name,
    accent: merchant.accentColor,
    number: number === null ? null : { written: formatPhone(number), e164: number },
  };
}

/** @param here the address that shows the page at hand again. */
export function frameOf(c: WalletContext, here: string, session = c.var.session): WalletFrameView {
  const { merchant } = session;
  const { number, ...shop } = shopOf(session);
  const { unit, timeZone } = merchant;
  return { ...shop, unit, timeZone, now: c.var.context.now(), number: number && onOneLine(number.written), here };
}

/** A number that goes over the end of a line is mistyped. */
const onOneLine = (number: string): string => number.replaceAll(" ", "\u00a0").replaceAll("-", "\u2011");

/** Whose ledger it is, and at which shop: what every usecase asks first. */
export const ownerOf = ({ session: { customer, merchant } }: WalletContext["var"]) => ({
  merchantId: merchant.id,
  customerId: customer.id,
});
