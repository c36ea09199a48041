// Signing up on a page: the form of a shop, and the code that proves the number typed on it. Works without a script.

import { type Context, Hono } from "hono";
import * as v from "valibot";
import { consentWords } from "../../../src/consent/consent-words.ts";
import { readSignUp, type SignUpErrors, type TypedSignUp } from "../../../src/consent/sign-up.ts";
import { formatUnits } from "../../../src/loyalty/programme.ts";
import { servedCountries } from "../../../src/messaging/pumping.ts";
import { type Country, formatPhone } from "../../../src/phone.ts";
import { loadPublicShop, type PublicShop } from "../../db/public-shop.ts";
import { confirmSignUp } from "../../usecases/confirm-sign-up.ts";
import { requestSignUp } from "../../usecases/request-sign-up.ts";
import {
  addressOf,
  answerWithPage,
  errorPage,
  formRules,
  languageOf,
  type PageEnv,
  readersLanguage,
} from "../shared/routes/page.tsx";
import { simulatorHref } from "../simulator/addresses.ts";
import { joinPaths } from "./addresses.ts";
import {
  JoinClosedPage,
  JoinCodePage,
  type JoinCodeView,
  JoinedPage,
  type JoiningShop,
  JoinPage,
  type JoinView,
} from "./join.tsx";

type JoinContext = Context<PageEnv>;

/** A shop that can text: it has a number, and it is known which law applies. */
interface OpenShop extends PublicShop {
  readonly country: Country;
  readonly sender: NonNullable<PublicShop["sender"]>;
}

const field = v.fallback(v.pipe(v.string(), v.maxLength(1_000)), "");
/** A browser leaves out a box that is not ticked. */
const box = v.fallback(
  v.pipe(
    v.literal("yes"),
    v.transform(() => true),
  ),
  false,
);
const typedForm = v.object({
  phone: field,
  country: field,
  name: field,
  birthday: field,
  email: field,
  language: v.fallback(v.nullable(v.picklist(["fr", "en"])), null),
  sms: box,
  offers: box,
  emailOffers: box,
  website: field,
  shownAt: v.fallback(v.pipe(v.string(), v.digits(), v.transform(Number), v.safeInteger()), 0),
});
const typedCode = v.object({ code: field });
const signUpId = v.pipe(v.string(), v.uuid());

const ALL = joinPaths.form("*");

export const join = new Hono<PageEnv>();

join.onError(answerWithPage);
join.use(ALL, ...formRules, readersLanguage);
join.use(ALL, async (c, next) => {
  c.header("cache-control", "private, no-store");
  await next();
});

join.get(joinPaths.form(":shop"), async (c) => {
  const shop = await openShop(c);
  return shop instanceof Response ? shop : showForm(c, shop, emptyForm(c, shop), {});
});

join.post(joinPaths.form(":shop"), async (c) => {
  const shop = await openShop(c);
  if (shop instanceof Response) return shop;
  const typed = await readTyped(c);
  const form = readSignUp(typed, shop.country, c.var.context.now());
  if (!form.ok) return showForm(c, shop, typed, form.error);
  const asked = await requestSignUp(c.var.context, {
    shop,
    form: form.value,
    shownIn: languageOf(c.var),
    page: new URL(c.req.path, c.var.context.config.APP_BASE_URL).href,
    address: addressOf(c),
  });
  if (!asked.ok) return showForm(c, shop, typed, { form: "too_many" });
  // In the simulator the code page says on which phone to look. A real number stays out of addresses.
  const hint = isSimulated(c) ? `?${new URLSearchParams({ phone: form.value.phone })}` : "";
  return c.redirect(`${joinPaths.code(shop.merchant.slug, asked.value)}${hint}`, 303);
});

join.get(joinPaths.code(":shop", ":signUp"), async (c) => {
  const shop = await openShop(c);
  return shop instanceof Response ? shop : showCode(c, shop, null);
});

join.post(joinPaths.code(":shop", ":signUp"), async (c) => {
  const shop = await openShop(c);
  if (shop instanceof Response) return shop;
  const { code } = v.parse(typedCode, await c.req.parseBody());
  const id = v.safeParse(signUpId, c.req.param("signUp"));
  if (!id.success) return errorPage(c, "not_found", 404);
  const joined = await confirmSignUp(c.var.context, c.var.service.links, {
    shop,
    signUpId: id.output,
    typedCode: code,
  });
  if (!joined.ok) return showCode(c, shop, joined.error);
  const language = languageOf(c.var);
  const balance = formatUnits(joined.value.points, shop.merchant.unit, language);
  return c.html(
    <JoinedPage language={language} shop={shown(shop)} balance={balance} walletUrl={joined.value.walletUrl} />,
  );
});

async function openShop(c: JoinContext): Promise<OpenShop | Response> {
  const { context } = c.var;
  const shop = await loadPublicShop(context.db, c.req.param("shop") ?? "", context.now());
  if (shop === null) return errorPage(c, "not_found", 404);
  const { country, region } = shop.merchant;
  if (shop.sender === null || country === null || region === null) {
    return c.html(<JoinClosedPage language={languageOf(c.var)} shop={shown(shop)} />, 503);
  }
  return { ...shop, country, sender: shop.sender };
}

function showForm(c: JoinContext, shop: OpenShop, typed: TypedSignUp, errors: SignUpErrors) {
  const { merchant, reward, country } = shop;
  const language = languageOf(c.var);
  const view: JoinView = {
    language,
    shop: shown(shop),
    reward: reward && {
      title: capital(reward.title[language]),
      cost: formatUnits(reward.cost, merchant.unit, language),
    },
    units: merchant.unit[language].other,
    countries: servedCountries(country),
    typed,
    errors,
    smsWords: consentWords("sms", merchant, language),
    // A shop that sends none asks for none.
    offersWords: merchant.promotionsPerMonth > 0 ? consentWords("offers", merchant, language) : null,
    emailWords: consentWords("email", merchant, language),
  };
  return c.html(<JoinPage {...view} />, Object.keys(errors).length === 0 ? 200 : 422);
}

function showCode(c: JoinContext, shop: OpenShop, error: JoinCodeView["error"]) {
  const phone = c.req.query("phone");
  const href = isSimulated(c) && phone ? simulatorHref(phone, shop.sender.number) : null;
  const view = { language: languageOf(c.var), shop: shown(shop), signUpId: c.req.param("signUp") ?? "", error };
  return c.html(<JoinCodePage {...view} simulatorHref={href} />, error === null ? 200 : 422);
}

const emptyForm = (c: JoinContext, { country }: OpenShop): TypedSignUp => ({
  phone: "",
  country,
  name: "",
  birthday: "",
  email: "",
  language: languageOf(c.var),
  agreesToSms: false,
  agreesToOffers: false,
  agreesToEmail: false,
  trap: "",
  shownAt: c.var.context.now(),
});

async function readTyped(c: JoinContext): Promise<TypedSignUp> {
  const { sms, offers, emailOffers, website, language, ...typed } = v.parse(typedForm, await c.req.parseBody());
  return {
    ...typed,
    language: language ?? languageOf(c.var),
    agreesToSms: sms,
    agreesToOffers: offers,
    agreesToEmail: emailOffers,
    trap: website,
  };
}

const shown = ({ merchant, sender }: PublicShop): JoiningShop => ({
  slug: merchant.slug,
  name: merchant.name,
  accent: merchant.accentColor,
  contact: merchant.contact,
  keyword: sender?.keyword ?? "",
  number: sender ? formatPhone(sender.number) : "",
});

const capital = (text: string): string => text.charAt(0).toLocaleUpperCase() + text.slice(1);

const isSimulated = (c: JoinContext): boolean => c.var.context.config.CARRIER === "simulator";
