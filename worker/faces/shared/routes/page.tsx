// What the routes that answer with pages have in common.

import type { Context, ErrorHandler, MiddlewareHandler, NotFoundHandler } from "hono";
import { bodyLimit } from "hono/body-limit";
import { except } from "hono/combine";
import { csrf } from "hono/csrf";
import { HTTPException } from "hono/http-exception";
import {
  type DetectorOptions,
  detectFromCookie,
  detectFromHeader,
  detectFromQuery,
  type LanguageVariables,
  languageDetector,
} from "hono/language";
import { routePath } from "hono/route";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import type { Language } from "../../../../src/conversation/language.ts";
import type { AppEnv } from "../../../env.ts";
import { failure, log } from "../../../log.ts";
import type { Room } from "../../../objects/room.ts";
import { problem, unavailabilityOf } from "../../../problems.ts";
import { merchantPaths } from "../../merchant/addresses.ts";
import { type ErrorKind, ErrorPage } from "../error.tsx";

export interface PageEnv extends AppEnv {
  Variables: AppEnv["Variables"] & LanguageVariables;
}

const FORM_BYTES_MAX = 64 * 1024;

/** What says that it is a form, and can't be read as one, is no fault of ours. Read once: the route gets what was read here. */
export const readableForm: MiddlewareHandler = async function readableForm(c, next) {
  const form = await c.req.parseBody().catch(() => null);
  return form === null ? errorPage(c, "malformed", 400) : next();
};

/** Has a picture in it, and a bound of its own. */
const PICTURE_FORM = merchantPaths.offer(":offerId");

/** Forms come from our own pages, and are small. */
export const formRules: readonly MiddlewareHandler[] = [
  csrf(),
  except(
    PICTURE_FORM,
    bodyLimit({ maxSize: FORM_BYTES_MAX, onError: (c) => errorPage(c, "malformed", 413) }),
    readableForm,
  ),
];

/** The reader's language where no merchant's is known: `?lang=`, then the choice made before, then what the browser asks for. */
const detection: DetectorOptions = {
  order: ["querystring", "cookie", "header"],
  lookupQueryString: "lang",
  lookupCookie: "language",
  lookupFromHeaderKey: "accept-language",
  lookupFromPathIndex: 0,
  caches: ["cookie"],
  ignoreCase: true,
  supportedLanguages: ["en", "fr"],
  fallbackLanguage: "en",
  cookieOptions: { secure: false, sameSite: "Lax" },
};

export const readersLanguage = languageDetector(detection);

/** The same, for a page that does not keep it. */
export function askedLanguage(c: Context): Language {
  const asked = detectFromQuery(c, detection) ?? detectFromCookie(c, detection) ?? detectFromHeader(c, detection);
  return asked === "fr" ? "fr" : "en";
}

export const errorPage = (c: Context, kind: ErrorKind, status: ContentfulStatusCode) =>
  c.html(<ErrorPage kind={kind} language={askedLanguage(c)} />, status);

export const languageOf = (variables: LanguageVariables): Language => (variables.language === "fr" ? "fr" : "en");

/** The network address of who asks, as Cloudflare says it; undefined where nobody does. */
export const addressOf = <E extends AppEnv>(c: Context<E>): string | undefined => c.req.header("cf-connecting-ip");

export const answerWithPage: ErrorHandler = (error, c) => {
  // A middleware refuses a request by throwing the answer.
  if (error instanceof HTTPException) return error.getResponse();
  log("error", "request_failed", { method: c.req.method, route: routePath(c), ...failure(error) });
  return errorPage(c, "failed", unavailabilityOf(error) ? 503 : 500);
};

/** A browser that a person sits at gets a page, a program a problem. */
export const answerNotFound: NotFoundHandler = (c) => {
  const isReader = c.req.header("accept")?.includes("text/html");
  return isReader ? errorPage(c, "not_found", 404) : problem(404, "not_found");
};

/** Hands a page's socket to a room. The answer is made anew, since middleware adds headers to it. */
export async function joinRoom(rooms: DurableObjectNamespace<Room>, name: string, request: Request): Promise<Response> {
  const { status, webSocket } = await rooms.get(rooms.idFromName(name)).fetch(request);
  return new Response(null, { status, webSocket });
}
