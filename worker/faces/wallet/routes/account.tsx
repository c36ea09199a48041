// /me/account: what the customer changes of themselves, takes away, and leaves by.

import { Hono } from "hono";
import * as v from "valibot";
import { type AccountFaults, readAccount, type TypedAccount } from "../../../../src/consent/account-form.ts";
import { asShown, CONSENT_WORDS_VERSION, consentWords } from "../../../../src/consent/consent-words.ts";
import { isMember } from "../../../../src/conversation/state.ts";
import { formatUnits } from "../../../../src/loyalty/programme.ts";
import { smsUri } from "../../../../src/messaging/sms-uri.ts";
import { formatPhone } from "../../../../src/phone.ts";
import { loadAllOfCustomer, loadConsents } from "../../../db/wallet.ts";
import { hash } from "../../../gateways/secrets.ts";
import { chooseLanguage } from "../../../usecases/choose-language.ts";
import { closeWallet } from "../../../usecases/close-wallet.ts";
import { deleteCustomer } from "../../../usecases/delete-customer.ts";
import { leaveOffers } from "../../../usecases/leave-offers.ts";
import { saveProfile } from "../../../usecases/save-profile.ts";
import { withdrawConsentByPage } from "../../../usecases/withdraw-consent-by-page.ts";
import { withdrawEmailConsent } from "../../../usecases/withdraw-email-consent.ts";
import { dropCookie } from "../../shared/routes/cookies.ts";
import { errorPage } from "../../shared/routes/page.tsx";
import { AccountPage, DeletePage, LeavePage } from "../account.tsx";
import type { EmailsOf } from "../account-view.ts";
import { walletPaths } from "../addresses.ts";
import { DeletedPage } from "../ended.tsx";
import { type WalletDeed, type WalletError, walletDeeds, walletWords } from "../words.ts";
import { writtenBirthday } from "../written-birthday.ts";
import { exportOf } from "./export.ts";
import { proofsOf } from "./proofs.ts";
import { frameOf, ownerOf, type WalletContext, type WalletEnv } from "./session.tsx";

const text = v.fallback(v.string(), "");
/** A browser leaves out a box that is not ticked. */
const profileForm = v.object({ name: text, birthday: text, email: text, emailOffers: text, wordsShown: text });
const languageForm = v.object({
  language: v.picklist(["fr", "en"]),
  back: v.fallback(v.pipe(v.string(), v.regex(/^\/me(?:\/[\w-]+)*$/)), walletPaths.home()),
});
const deed = v.fallback(v.nullable(v.picklist(walletDeeds)), null);

export const walletAccount = new Hono<WalletEnv>();

walletAccount.post(walletPaths.language(), async (c) => {
  const form = v.safeParse(languageForm, await c.req.parseBody());
  if (!form.success) return errorPage(c, "malformed", 400);
  const { language, back } = form.output;
  await chooseLanguage(c.var.context, { ...ownerOf(c.var), language });
  return c.redirect(back === walletPaths.account() ? `${back}?done=language` : back, 303);
});

walletAccount.get(walletPaths.account(), (c) => showAccount(c, { done: v.parse(deed, c.req.query("done")) }));

walletAccount.post(walletPaths.account(), async (c) => {
  const { emailOffers, ...form } = v.parse(profileForm, await c.req.parseBody());
  const { customer, merchant, language } = c.var.session;
  const agreement = await agreementOf(c);
  const typed = { ...form, agreesToEmail: emailOffers === "yes" };
  // In the United States 12/05 is in December, elsewhere in May.
  const account = readAccount(typed, { monthFirst: merchant.country === "US", words: agreement.wordsShown });
  if (!account.ok) return showAccount(c, { typed, faults: account.error });
  const { agreesToEmail, email } = account.value;
  const words = { shown: asShown(agreement.wordings), version: agreement.version };
  const ending = walletWords[language].emails.ends;
  await saveProfile(c.var.context, { ...ownerOf(c.var), account: account.value, ending, words });
  const hasEnded = emailsOf(customer) !== "none" && customer.email !== email;
  const done: WalletDeed = agreesToEmail ? "agreed_email" : hasEnded ? "saved_address" : "saved";
  return c.redirect(`${walletPaths.account()}?done=${done}`, 303);
});

walletAccount.get(walletPaths.download(), async (c) => {
  const { merchantId, customerId } = ownerOf(c.var);
  const held = await loadAllOfCustomer(c.var.context.db, merchantId, customerId);
  c.header("content-disposition", `attachment; filename="${c.var.session.merchant.slug}.json"`);
  return c.json(exportOf(held, c.var.session.merchant.name, c.var.context.now()));
});

walletAccount.get(walletPaths.leave(), (c) => c.html(<LeavePage {...frameOf(c, c.req.path)} error={null} />));

walletAccount.post(walletPaths.leave(), async (c) => {
  const { language, merchant } = c.var.session;
  const { leaving } = walletWords[language];
  const evidence = { word: leaving.yes, shown: leaving.what(merchant.name) };
  const left = await withdrawConsentByPage(c.var.context, { ...ownerOf(c.var), ...evidence });
  if (left === "busy") return c.html(<LeavePage {...frameOf(c, c.req.path)} error="busy" />, 409);
  return c.redirect(`${walletPaths.account()}?done=left`, 303);
});

walletAccount.post(walletPaths.leaveEmail(), async (c) => {
  const { language, merchant } = c.var.session;
  const { emails } = walletWords[language];
  await withdrawEmailConsent(c.var.context, { ...ownerOf(c.var), shown: emails.what(merchant.name) });
  return c.redirect(`${walletPaths.account()}?done=left_email`, 303);
});

walletAccount.post(walletPaths.leaveOffers(), async (c) => {
  const { language } = c.var.session;
  const { texts } = walletWords[language];
  await leaveOffers(c.var.context, { ...ownerOf(c.var), word: texts.offersEnd, shown: texts.offersOn });
  return c.redirect(`${walletPaths.account()}?done=left_offers`, 303);
});

walletAccount.get(walletPaths.deleteAccount(), (c) => showDelete(c, null));

walletAccount.post(walletPaths.deleteAccount(), async (c) => {
  const { language, merchant } = c.var.session;
  const { deleting } = walletWords[language];
  const evidence = { word: deleting.yes, shown: deleting.what(merchant.name, balanceOf(c)) };
  const deleted = await deleteCustomer(c.var.context, { ...ownerOf(c.var), ...evidence });
  if (deleted === "busy") return showDelete(c, "busy");
  dropCookie(c, "wallet");
  return c.html(<DeletedPage language={language} shop={merchant.name} accent={merchant.accentColor} />);
});

walletAccount.post(walletPaths.close(), async (c) => {
  await closeWallet(c.var.context, c.var.session.tokenHash);
  dropCookie(c, "wallet");
  return c.redirect(walletPaths.home(), 303);
});

interface AccountOptions {
  readonly done?: WalletDeed | null;
  readonly typed?: TypedAccount;
  readonly faults?: AccountFaults;
}

const emailsOf = ({ emailConsent, emailAskedAt }: WalletContext["var"]["session"]["customer"]): EmailsOf =>
  emailConsent === "subscribed" ? "subscribed" : emailAskedAt === null ? "none" : "asked";

function offersByText({ var: { session } }: WalletContext): boolean | null {
  const { customer, merchant } = session;
  if (!isMember(customer) || merchant.promotionsPerMonth === 0) return null;
  return customer.offersConsent === "subscribed";
}

/** What stands beside the box for e-mail, in the language of the page. */
async function agreementOf({ var: { session } }: WalletContext) {
  const version = CONSENT_WORDS_VERSION;
  const wordings = consentWords("email", session.merchant, session.language);
  return { version, wordings, wordsShown: await hash(`${version}\n${asShown(wordings)}`) };
}

async function showAccount(c: WalletContext, options: AccountOptions): Promise<Response> {
  const { done = null, typed, faults = {} } = options;
  const { customer, language, number } = c.var.session;
  const view = {
    ...frameOf(c, walletPaths.account()),
    phone: formatPhone(customer.phone),
    profile: typed ?? {
      name: customer.name ?? "",
      birthday: customer.birthday === null ? "" : writtenBirthday(customer.birthday, language),
      email: customer.email ?? "",
    },
    faults,
    consent: customer.consent,
    proofs: proofsOf(await loadConsents(c.var.context.db, customer.id)),
    emails: emailsOf(customer),
    offersByText: offersByText(c),
    // Whoever has to read the words again ticks the box again.
    agreement: { ...(await agreementOf(c)), ticked: typed?.agreesToEmail === true && !faults.agreement },
    comeBackHref: number && smsUri(number, walletWords[language].texts.comeBackWord),
    done,
  };
  return c.html(<AccountPage {...view} />, typed ? 422 : 200);
}

const showDelete = (c: WalletContext, error: WalletError | null) =>
  c.html(<DeletePage {...frameOf(c, c.req.path)} balance={balanceOf(c)} error={error} />, error ? 409 : 200);

function balanceOf(c: WalletContext): string {
  const { customer, merchant, language } = c.var.session;
  return formatUnits(customer.points, merchant.unit, language);
}
