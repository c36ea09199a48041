// The history's page: filtered and paged by its address.

import { Hono } from "hono";
import * as v from "valibot";
import type { ActorNames } from "../../../../db/merchant-actors.ts";
import { findCustomer } from "../../../../db/merchant-customer.ts";
import { type HistoryRow, loadHistory } from "../../../../db/merchant-history.ts";
import { errorPage } from "../../../shared/routes/page.tsx";
import type { InboxEnv } from "../../../shared/routes/session.ts";
import { merchantPaths } from "../../addresses.ts";
import { customerName } from "../../customer-name.ts";
import { actorInWords } from "../../customers/customer-words.ts";
import { clockOf, frameOf } from "../../routes/frame.ts";
import { HistoryPage } from "../history.tsx";
import { HISTORY_ACTS, historyWords } from "../history-words.ts";

const said = v.fallback(v.pipe(v.string(), v.trim(), v.maxLength(100)), "");
const act = v.fallback(v.picklist(["", ...HISTORY_ACTS]), "");
const query = v.object({ actor: said, act, points: said, customer: said, before: said });

export const history = new Hono<InboxEnv>();

history.get(merchantPaths.history(), async (c) => {
  const { context, signedIn } = c.var;
  const { id: merchantId, language, unit } = signedIn.merchant;
  const { actor, act, points, customer: customerId, before } = v.parse(query, c.req.query());
  const customer = customerId === "" ? null : await findCustomer(context.db, merchantId, customerId);
  if (customerId !== "" && customer === null) return errorPage(c, "not_found", 404);
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
    unit,
    rows: loaded.rows.map(({ titleEn, titleFr, actor, ...row }) => ({
      ...row,
      title: (language === "fr" ? titleFr : titleEn) ?? nameOfDevice(row, loaded.actors),
      actor: actor === null ? historyWords[language].automatic : actorInWords(actor, loaded.actors, language),
    })),
    actors: [...loaded.actors.keys()].map((value) => ({ value, name: actorInWords(value, loaded.actors, language) })),
    filter: {
      actor,
      act,
      points,
      customer: customer && { id: customer.id, name: customerName(customer, language) },
    },
    moreHref: loaded.more ? `${merchantPaths.history()}?${more}` : null,
  };
  return c.html(<HistoryPage {...view} />);
});

/** The kiosk, the staff code or the till that an act is about. Of a kiosk that was paired the name is said already: it did it. */
function nameOfDevice({ act, subject }: Pick<HistoryRow, "act" | "subject">, actors: ActorNames): string | null {
  switch (act) {
    case "kiosk_added":
    case "kiosk_revoked":
      return actors.get(`kiosk:${subject}`) ?? null;
    case "staff_code_added":
    case "staff_code_revoked":
      return actors.get(`staff:${subject}`) ?? null;
    case "api_key_made":
    case "api_key_revoked":
      return actors.get(`till:${subject}`) ?? null;
    default:
      return null;
  }
}
