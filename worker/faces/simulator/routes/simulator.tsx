// The phone in the browser. It exists only where the carrier is the simulator, and texts through the same usecase as a carrier.

import { type Context, Hono } from "hono";
import * as v from "valibot";
import { normaliseAddress } from "../../../../src/carriers/address.ts";
import { storableText } from "../../../../src/carriers/text.ts";
import { membership, newConversation } from "../../../../src/conversation/state.ts";
import { segment } from "../../../../src/messaging/segments.ts";
import { SIMULATOR_ROOM } from "../../../context.ts";
import { type LoadedPhone, type LoadedSimulator, loadPhone, loadSimulator } from "../../../db/simulator.ts";
import { problem } from "../../../problems.ts";
import { handToLine } from "../../../usecases/hand-to-line.ts";
import { DEFAULT_ACCENT } from "../../shared/accent.ts";
import {
  answerWithPage,
  errorPage,
  formRules,
  joinRoom,
  languageOf,
  type PageEnv,
  readersLanguage,
} from "../../shared/routes/page.tsx";
import { simulatorHref, simulatorPaths } from "../addresses.ts";
import { SimulatorPage, type SimulatorView } from "../simulator.tsx";
import { suggestTexts } from "../suggestions.ts";

/** Fictional numbers of Montréal, for customers. */
const customerPhone = (n: number): string => `+15145550${String(n).padStart(3, "0")}`;
const FIRST_CUSTOMER = 120;
const LAST_CUSTOMER = 198;

const address = v.pipe(v.string(), v.transform(normaliseAddress), v.nonEmpty(), v.maxLength(40));
const message = v.object({ from: address, to: address, text: v.pipe(v.string(), v.transform(storableText)) });
const pair = v.object({ phone: v.fallback(v.nullable(address), null), to: v.fallback(v.nullable(address), null) });

const ALL = `${simulatorPaths.home()}/*`;

export const simulator = new Hono<PageEnv>();

simulator.onError(answerWithPage);
simulator.use(ALL, async (c, next) => {
  if (c.var.context.config.CARRIER !== "simulator") return errorPage(c, "not_found", 404);
  c.header("cache-control", "no-store");
  return next();
});
simulator.use(ALL, ...formRules);

simulator.get(simulatorPaths.home(), readersLanguage, async (c) => {
  const loaded = await loadSimulator(c.var.context.db);
  const asked = v.parse(pair, c.req.query());
  const to = asked.to ?? loaded.shops[0]?.number ?? null;
  const phone = asked.phone ?? customerPhone(FIRST_CUSTOMER);
  const open = to === null ? null : await loadPhone(c.var.context.db, phone, to);
  return c.html(<SimulatorPage {...simulatorView(c, loaded, open, phone, to)} />);
});

simulator.get(simulatorPaths.live(), (c) => joinRoom(c.env.ROOM, SIMULATOR_ROOM, c.req.raw));

simulator.get(simulatorPaths.phone(":number"), async (c) => {
  const { phone, to } = v.parse(pair, { phone: c.req.param("number"), to: c.req.query("to") });
  if (phone === null || to === null) return problem(400, "malformed", "Which number does the phone text? Say ?to=");
  const { texts, behind } = await loadPhone(c.var.context.db, phone, to);
  return c.json({ texts, behind });
});

simulator.post(simulatorPaths.messages(), async (c) => {
  const isForm = !c.req.header("content-type")?.startsWith("application/json");
  const body = isForm ? await c.req.parseBody() : await c.req.json().catch(() => null);
  const parsed = v.safeParse(message, body);
  if (!parsed.success) return problem(400, "malformed", "A message has from, to and text, each a string.");
  const { from, to, text } = parsed.output;
  const carrierMessageId = crypto.randomUUID();
  const inbound = { carrier: "simulator", carrierMessageId, from, to, text, content: "text", sentAt: null } as const;
  const received = await handToLine(c.env.LINE, c.var.context, inbound, null);
  if (received === "busy") return problem(503, "busy");
  return isForm ? c.redirect(simulatorHref(from, to), 303) : c.json({ id: carrierMessageId, received }, 202);
});

function simulatorView(
  c: Context<PageEnv>,
  { shops, owners, phones }: LoadedSimulator,
  open: LoadedPhone | null,
  phone: string,
  to: string | null,
): SimulatorView {
  const numbers = [...new Set(shops.map((shop) => shop.number))].map((number) => ({
    number,
    shops: shops
      .filter((shop) => shop.number === number)
      .map((shop) => shop.name)
      .join(", "),
  }));
  const excerpts = new Map(phones.map((known) => [known.phone, known.excerpt]));
  const customers = new Set([customerPhone(FIRST_CUSTOMER), ...excerpts.keys(), phone]);
  for (const owner of owners) customers.delete(owner.phone);
  const shown = [
    ...[...customers].map((number) => ({ number, ownerOf: null, excerpt: excerpts.get(number) ?? null })),
    ...owners.map(({ phone: number, shop, excerpt }) => ({ number, ownerOf: shop, excerpt })),
  ];
  const current = shops.filter((shop) => shop.number === to);
  return {
    language: languageOf(c.var),
    now: c.var.context.now(),
    timeZone: current[0]?.timeZone ?? "UTC",
    accent: current[0]?.accent ?? DEFAULT_ACCENT,
    numbers,
    to: numbers.find(({ number }) => number === to) ?? null,
    phones: shown,
    phone: shown.find(({ number }) => number === phone) ?? { number: phone, ownerOf: null, excerpt: null },
    nextPhone: nextPhone(customers),
    texts: open?.texts.map((text) => ({ ...segment(text.text), ...text })) ?? [],
    suggestions: open ? suggestionsFor(current, open, c.var.context.now()) : [],
    behind: open?.behind ?? [],
  };
}

function nextPhone(taken: ReadonlySet<string>): string {
  for (let n = FIRST_CUSTOMER; n < LAST_CUSTOMER; n++) if (!taken.has(customerPhone(n))) return customerPhone(n);
  return customerPhone(LAST_CUSTOMER);
}

function suggestionsFor(
  shops: LoadedSimulator["shops"],
  { state, consents }: LoadedPhone,
  now: number,
): readonly string[] {
  const shop = shops.find(({ id }) => id === state?.shopId) ?? shops[0];
  const conversation = { ...newConversation, ...state };
  const { dialogue } = conversation;
  return suggestTexts({
    language: conversation.language,
    dialogue: dialogue !== null && now < dialogue.until ? dialogue.kind : null,
    consent: (shop && consents.get(shop.id)) ?? membership(conversation, shop?.id ?? "").consent,
    country: shop?.country ?? null,
    keyword: shops.length > 1 ? (shop?.keyword ?? null) : null,
  });
}
