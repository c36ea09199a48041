// The history's page: filtered and paged by its address.

import { Hono } from "hono";
import * as v from "valibot";
import { loadCustomer } from "../../db/merchant-customer.ts";
import { loadHistory } from "../../db/merchant-history.ts";
import { ErrorPage } from "../../pages/error.tsx";
import { customerName } from "../../pages/merchant/customer-name.ts";
import { actorInWords } from "../../pages/merchant/customer-words.ts";
import { HistoryPage } from "../../pages/merchant/history.tsx";
import { historyWords } from "../../pages/merchant/history-words.ts";
import type { InboxEnv } from "../session.ts";
import { clockOf, frameOf } from "./frame.ts";

const said = v.fallback(v.pipe(v.string(), v.trim(), v.maxLength(100)), "");
const query = v.object({ actor: said, act: said, points: said, customer: said, before: said });

export const history = new Hono<InboxEnv>();

history.get("/", async (c) => {
  const { context, signedIn } = c.var;
  const { id: merchantId, language } = signedIn.merchant;
  const { actor, act, points, customer: customerId, before } = v.parse(query, c.req.query());
  const customer = customerId === "" ? null : await loadCustomer(context.db, merchantId, customerId, null);
  if (customerId !== "" && customer === null) return c.html(<ErrorPage kind="not_found" />, 404);
  const [, at, id] = /^(\d{1,15})\.([\w:-]+)$/.exec(before) ?? [];
  const loaded = await loadHistory(context.db, merchantId, {
    actor: actor || null,
    act: act || null,
    customerId: customerId || null,
    points: /^\d{1,6}$/.test(points) ? Number(points) : null,
    after: at !== undefined && id !== undefined ? { at: Number(at), id } : null,
  });
  const last = loaded.rows.at(-1);
  const more = new URLSearchParams({ actor, act, points, customer: customerId, before: `${last?.at}.${last?.id}` });
  const view = {
    frame: frameOf(c),
    clock: clockOf(c),
    rows: loaded.rows.map(({ titleEn, titleFr, actor, ...row }) => ({
      ...row,
      title: language === "fr" ? titleFr : titleEn,
      actor: actor === null ? historyWords[language].automatic : actorInWords(actor, loaded.actors, language),
    })),
    actors: [...loaded.actors.keys()].map((value) => ({ value, name: actorInWords(value, loaded.actors, language) })),
    filter: {
      actor,
      act,
      points,
      customer: customer && { id: customer.id, name: customerName(customer, language) },
    },
    moreHref: loaded.more ? `/inbox/history?${more}` : null,
  };
  return c.html(<HistoryPage {...view} />);
});
