// Reads a text that ends the offers and nothing else, said in more words than NO OFFERS: "stop sending me offers", « stop les offres ».
import { withoutPoliteWords } from "./keywords-polite.ts";
import type { Language } from "./language.ts";
import type { Reading } from "./reader-commands.ts";

const OFFERS = "(?:offers?|offres?|promos?|promotions?)";

/** The whole text, without its polite words. What names other texts too is a STOP. */
const LINES: readonly (readonly [Language, RegExp])[] = (
  [
    ["en", "(?:stop|end|cancel|quit)(?: sending)?(?: me| us)?(?: with)?(?: any| all| the| your| these| those)*"],
    [
      "en",
      "(?:i )?(?:do not|dont) (?:want|send|need)(?: to (?:get|receive))?(?: me| us)?(?: any| more| the| your| these| those)*",
    ],
    ["en", "(?:please )?no(?: more)?"],
    [
      "fr",
      "(?:stop|stoppez|arret|arrete|arreter|arretez|cessez)(?: (?:de |d )?(?:m |me |nous )envoyer)?(?: aux?| avec| les| vos| ces| tes| des| de| d| toutes)*",
    ],
    [
      "fr",
      "(?:je |j )?(?:n |ne )(?:en )?(?:veux|voulons|souhaite|desire) (?:plus|pas|pu)(?: recevoir)?(?: les| vos| ces| tes| des| de| d| aucune)*",
    ],
    ["fr", "(?:je |j )?(?:veux|souhaite|desire) (?:pas|pu)(?: recevoir)?(?: les| vos| ces| tes| des| de| d| aucune)*"],
    ["fr", "(?:sans|pas|plus)(?: les| vos| ces| de| d)*"],
  ] as const
).map(([language, words]) => [language, new RegExp(`^${words} ${OFFERS}(?: anymore)?$`)]);

export function readEndOfOffers(words: readonly string[]): Reading | undefined {
  const core = withoutPoliteWords(words).join(" ");
  const line = LINES.find(([, whole]) => whole.test(core));
  return line && { kind: "no_offers", language: line[0], doubt: false, word: core.toUpperCase() };
}
