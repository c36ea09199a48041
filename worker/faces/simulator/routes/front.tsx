// GET /: with a carrier the merchant's inbox, which asks who it is; on a machine of one's own the doors to all there is.

import { Hono } from "hono";
import { loadSimulator } from "../../../db/simulator.ts";
import { merchantPaths } from "../../merchant/addresses.ts";
import { answerWithPage, languageOf, type PageEnv, readersLanguage } from "../../shared/routes/page.tsx";
import { simulatorPaths } from "../addresses.ts";
import { FrontPage } from "../front.tsx";

export const front = new Hono<PageEnv>();

front.onError(answerWithPage);

front.get(simulatorPaths.front(), readersLanguage, async (c) => {
  const { config, db } = c.var.context;
  if (config.CARRIER !== "simulator") return c.redirect(new URL(merchantPaths.inbox(), config.APP_BASE_URL).href, 303);
  const { shops, owners } = await loadSimulator(db);
  return c.html(<FrontPage language={languageOf(c.var)} shops={shops} ownerPhone={owners[0]?.phone ?? null} />);
});
