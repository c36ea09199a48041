// The merchant's inbox: conversations, answers, and the socket that says when something changed.

import { type Context, Hono } from "hono";
import * as v from "valibot";
import type { Writer } from "../../../../src/consent/first-text.ts";
import { isClosed } from "../../../../src/consent/forbidden-trades.ts";
import { mayReply } from "../../../../src/consent/may-reply.ts";
import { tradeFacts } from "../../../../src/consent/may-send.ts";
import { lacksRegistration } from "../../../../src/consent/registration.ts";
import { formatUnits } from "../../../../src/loyalty/programme.ts";
import { mayDo } from "../../../../src/people/roles.ts";
import { countryOf, formatPhone } from "../../../../src/phone.ts";
import { loadInbox } from "../../../db/inbox.ts";
import type { LoadedEntry, LoadedThread } from "../../../db/inbox-thread.ts";
import { markThreadRead } from "../../../usecases/mark-thread-read.ts";
import { replyToCustomer } from "../../../usecases/reply-to-customer.ts";
import { answerWithPage, errorPage, formRules, joinRoom } from "../../shared/routes/page.tsx";
import { type InboxEnv, signedIn } from "../../shared/routes/session.ts";
import { simulatorHref } from "../../simulator/addresses.ts";
import { merchantPaths } from "../addresses.ts";
import { actorInWords } from "../customers/customer-words.ts";
import { merchantPages } from "../routes/index.ts";
import { only } from "../routes/may-do.tsx";
import { signInRoutes, signOutRoute } from "../sign-in/routes.tsx";
import { InboxPage, type InboxView } from "./inbox.tsx";
import type { Draft, ThreadEntry, ThreadView } from "./thread.tsx";

type InboxContext = Context<InboxEnv>;
type Merchant = InboxContext["var"]["signedIn"]["merchant"];

const replyForm = v.object({ text: v.string(), idempotencyKey: v.pipe(v.string(), v.uuid()) });
const moment = v.pipe(v.string(), v.digits(), v.transform(Number), v.safeInteger());
const readForm = v.object({ upTo: moment });
const beforeQuery = v.fallback(v.nullable(moment), null);

const ALL = `${merchantPaths.inbox()}/*`;

export const inbox = new Hono<InboxEnv>();

inbox.onError(answerWithPage);
inbox.use(ALL, ...formRules);
inbox.route("/", signInRoutes);
inbox.route("/", signOutRoute);
inbox.use(ALL, signedIn);
inbox.route("/", merchantPages);
inbox.use(ALL, only("answer_customers"));

inbox.get(merchantPaths.inbox(), (c) => showInbox(c, null, null));

inbox.get(merchantPaths.live(), (c) => joinRoom(c.env.ROOM, c.var.signedIn.merchant.id, c.req.raw));

inbox.get(merchantPaths.thread(":customerId"), (c) => showInbox(c, c.req.param("customerId"), null));

inbox.post(merchantPaths.replies(":customerId"), async (c) => {
  const customerId = c.req.param("customerId");
  const form = v.safeParse(replyForm, await c.req.parseBody());
  if (!form.success) return errorPage(c, "malformed", 400);
  const { text, idempotencyKey: key } = form.output;
  const replied = await replyToCustomer(c.var.context, c.var.signedIn, { customerId, text, key });
  if (replied.ok) return c.redirect(threadHref(customerId), 303);
  if (replied.error === "no_such_thread") return errorPage(c, "not_found", 404);
  return showInbox(c, customerId, { text, key: crypto.randomUUID(), error: replied.error });
});

inbox.post(merchantPaths.markRead(":customerId"), async (c) => {
  const customerId = c.req.param("customerId");
  const form = v.safeParse(readForm, await c.req.parseBody());
  if (!form.success) return errorPage(c, "malformed", 400);
  await markThreadRead(c.var.context, c.var.signedIn.merchant.id, customerId, form.output.upTo);
  return c.redirect(threadHref(customerId), 303);
});

const threadHref = (customerId: string): string => merchantPaths.thread(encodeURIComponent(customerId));

/** @param refused a reply that was not taken: its text stays in the form, with the reason. */
async function showInbox(c: InboxContext, customerId: string | null, refused: Draft | null): Promise<Response> {
  const { context, signedIn } = c.var;
  const { merchant, person } = signedIn;
  const before = v.parse(beforeQuery, c.req.query("before"));
  const loaded = await loadInbox(context.db, merchant.id, { customerId, before });
  if (customerId !== null && loaded.thread === null) return errorPage(c, "not_found", 404);
  const simulated = context.config.CARRIER === "simulator";
  const view: InboxView = {
    language: merchant.language,
    now: context.now(),
    timeZone: merchant.timeZone,
    shop: {
      name: merchant.name,
      accent: merchant.accentColor,
      number: loaded.number && formatPhone(loaded.number),
      complete: merchant.country !== null && merchant.region !== null,
      unregistered:
        loaded.numbers.find((sender) => lacksRegistration(sender, merchant.country, simulated))?.number ?? null,
    },
    person: { name: person.name, role: person.role },
    threads: loaded.threads.map(({ consent, phone, name, lastAt, ...item }) => ({
      ...item,
      name: name ?? formatPhone(phone),
      at: lastAt,
      stopped: consent === "opted_out",
    })),
    olderHref: loaded.olderThan === null ? null : `${merchantPaths.inbox()}?before=${loaded.olderThan}`,
    newestHref: before === null ? null : merchantPaths.inbox(),
    thread: loaded.thread && threadView(c, loaded.thread, loaded.introduction, refused),
    simulatorHref: simulated ? simulatorHref(null, loaded.number) : null,
  };
  return c.html(<InboxPage {...view} />, refused ? 422 : 200);
}

function threadView(
  c: InboxContext,
  thread: LoadedThread,
  introduction: Writer | null,
  refused: Draft | null,
): ThreadView {
  const { merchant, person } = c.var.signedIn;
  const { entries, points, name, hasSender, ...rest } = thread;
  const may = mayReply({
    ...merchant,
    consent: thread.consent,
    isClosedByTrade: isClosed(tradeFacts(merchant, countryOf(thread.phone))),
    hasSender,
  });
  return {
    ...rest,
    introduction,
    name: name ?? formatPhone(thread.phone),
    balance: formatUnits(points, merchant.unit, merchant.language),
    items: entries.map((entry) => (entry.kind === "dispute" ? disputeView(entry, merchant) : entry)),
    refusal: may.ok ? null : may.error,
    maySettle: mayDo(person.role, "correct_points"),
    draft: refused ?? { text: "", key: crypto.randomUUID(), error: null },
  };
}

type Disputed = Extract<LoadedEntry, { readonly kind: "dispute" }>;

function disputeView({ points, titleEn, titleFr, settledAt, ...entry }: Disputed, merchant: Merchant): ThreadEntry {
  const { unit, language } = merchant;
  const title = language === "fr" ? titleFr : titleEn;
  return {
    kind: "dispute",
    id: entry.id,
    at: entry.at,
    what: points === null ? (title ?? "") : formatUnits(points, unit, language),
    by: actorInWords(entry.givenBy, new Map(), language),
    settled: settledAt !== null,
  };
}
