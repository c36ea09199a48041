// Offers: agreed to and ended by text and on a page, held by a doubt, and sent by a shop to whoever is on its list.

import { walletOf } from "./acts-on-pages.ts";
import type { OnOffers } from "./model.ts";
import type { Deed } from "./person.ts";
import { queues } from "./queued.ts";

const one = <T>(of: readonly T[], choice: number): T => of[choice % of.length] as T;

const agrees: Deed = async ({ person, line, phone, choice }, act) => {
  const words = one(["YES OFFERS", "OUI OFFRES"], choice);
  await person.letters.writes(
    { line, phone, words, asks: "agree", shops: line.shops, leaves: null, agreesToOffers: true },
    act,
  );
  return true;
};

/** Which shop it was about, the service says in its answer; a number of one shop has no other. */
const writesOf =
  (type: OnOffers["type"], answer: string, all: readonly string[]): Deed =>
  async ({ stage, person, line, phone, choice }, act) => {
    const words = one(all, choice);
    const settles = async (id: string, written: number) => {
      const answered = await stage.answerTo(id, answer);
      const only = line.shared || type === "offers held" ? null : line.shops[0]?.id;
      const shop = answered?.shop ?? only;
      if (shop) await stage.endsOffers({ type, phone, shop, written, by: `"${words}"` });
    };
    await person.letters.writes({ line, phone, words, asks: "nothing", shops: [], leaves: null, settles }, act);
    return true;
  };

const endsOnPage: Deed = async (doing) => {
  const { stage, person, phone } = doing;
  const opened = await walletOf(doing);
  if (!opened) return false;
  const { wallet, shop } = opened;
  const written = Date.now();
  const form = { method: "POST", body: new URLSearchParams() };
  const ended = await wallet.fetch("/me/account/leave-offers", form).catch(() => null);
  if (!ended?.headers.get("location")?.includes("done=left_offers")) return false;
  await stage.endsOffers({ type: "offers ended", phone, shop: shop.id, written, by: "the wallet's page" });
  person.letters.livesNow();
  return true;
};

/** There is no door yet that sends one. */
const offer: Deed = async (doing) => {
  await queues(doing, "promotional", 1);
  doing.stage.remarks(doing.phone, `is to get an offer of ${doing.shop.name}`);
  return true;
};

export const onOffers = {
  "text: YES OFFERS": agrees,
  "text: NO OFFERS": writesOf("offers ended", "offers_off", ["NO OFFERS", "SANS OFFRES"]),
  "text: a doubtful stop, in English": writesOf("offers held", "stop_question", ["ok stop now lol", "STOP wow"]),
  "text: a doubtful stop, in French": writesOf("offers held", "stop_question", [
    "ok arrêt maintenant mdr",
    "ARRET mdr",
  ]),
  "page: ends the offers": endsOnPage,
  "shop: sends an offer": offer,
} satisfies Record<string, Deed>;
