// The catalogue's pages. A reward's id is made with its form: posting to it adds the reward or changes it.

import { Hono } from "hono";
import * as v from "valibot";
import { readRewardSettings, typedReward } from "../../../../../src/rewards/reward-settings.ts";
import { loadCatalogue, loadReward } from "../../../../db/merchant-catalogue.ts";
import { saveReward } from "../../../../usecases/save-reward.ts";
import { withdrawReward } from "../../../../usecases/withdraw-reward.ts";
import { errorPage } from "../../../shared/routes/page.tsx";
import type { InboxEnv } from "../../../shared/routes/session.ts";
import { merchantPaths } from "../../addresses.ts";
import type { FormView } from "../../fields.tsx";
import { clockOf, formOf, frameOf, type InboxContext, typedIn } from "../../routes/frame.ts";
import { RewardPage, RewardsPage } from "../rewards.tsx";

const isId = (id: string): boolean => v.is(v.pipe(v.string(), v.uuid()), id);

export const rewards = new Hono<InboxEnv>();

rewards.get(merchantPaths.rewards(), async (c) => {
  const { context, signedIn } = c.var;
  const items = await loadCatalogue(context.db, signedIn.merchant.id);
  const view = {
    frame: frameOf(c),
    clock: clockOf(c),
    now: context.now(),
    unit: signedIn.merchant.unit,
    rewards: items.map(({ reward, taken, used }) => ({ ...reward, taken, used })),
  };
  return c.html(<RewardsPage {...view} />);
});

rewards.get(merchantPaths.newReward(), (c) => show(c, c.var.context.newId(), null, formOf(c, {})));

rewards.get(merchantPaths.reward(":rewardId"), async (c) => {
  const { context, signedIn } = c.var;
  const { id, language, timeZone } = signedIn.merchant;
  const reward = await loadReward(context.db, id, c.req.param("rewardId"));
  if (reward === null || reward.withdrawnAt !== null) return errorPage(c, "not_found", 404);
  const title = language === "fr" ? reward.titleFr : reward.titleEn;
  return show(c, reward.id, title, formOf(c, typedReward(reward, timeZone)));
});

rewards.post(merchantPaths.reward(":rewardId"), async (c) => {
  const { context, signedIn } = c.var;
  const rewardId = c.req.param("rewardId");
  if (!isId(rewardId)) return errorPage(c, "not_found", 404);
  const typed = await typedIn(c);
  const settings = readRewardSettings(typed, signedIn.merchant.timeZone);
  if (!settings.ok) return show(c, rewardId, null, formOf(c, typed, settings.error));
  const saved = await saveReward(context, signedIn, rewardId, settings.value);
  return saved.ok ? c.redirect(`${merchantPaths.rewards()}?done=saved`, 303) : errorPage(c, "not_found", 404);
});

rewards.post(merchantPaths.withdrawReward(":rewardId"), async (c) => {
  const withdrawn = await withdrawReward(c.var.context, c.var.signedIn, c.req.param("rewardId"));
  return withdrawn.ok ? c.redirect(`${merchantPaths.rewards()}?done=withdrawn`, 303) : errorPage(c, "not_found", 404);
});

function show(c: InboxContext, rewardId: string, title: string | null, form: FormView): Response | Promise<Response> {
  const view = { frame: frameOf(c), form, unit: c.var.signedIn.merchant.unit, rewardId, title };
  return c.html(<RewardPage {...view} />, Object.keys(form.errors).length > 0 ? 422 : 200);
}
