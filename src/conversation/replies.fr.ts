// French replies. GSM-7 has é è à ù É but not ç ê ô î û: each sentence is worded around them rather than misspelt.

import type { Catalogue } from "./replies.ts";

export const french: Catalogue = {
  join_prompt:
    "{shop} : cumulez des {units}, recevez par SMS des cadeaux{offers, plural, =0 {} one { et au plus # offre par mois} other { et au plus # offres par mois}}. Répondez OUI pour accepter. {stop} pour quitter, AIDE pour de l'aide. Des frais de SMS peuvent s'appliquer.",
  already_member: "{shop} : vous participez déjà. Vous avez {balance}. {link}",
  welcome: "{shop} : bienvenue. Vous avez {balance}. Envoyez SOLDE à tout moment. Votre profil : {link}",
  welcome_back: "{shop} : bon retour. Vous avez {balance}. Envoyez SOLDE à tout moment. Votre page : {link}",
  not_member: "{shop} : vous ne participez pas encore. Envoyez JOIGNEZ pour voir ce qui vous attend.",
  stop_confirmed: "{shop} : vous ne recevrez plus de message de nous. Pour revenir, répondez OUI.",
  stop_confirmed_shared:
    "{shop} : nous ne vous écrirons plus. D'autres commerces partagent ce numéro : STOP TOUT les quitte aussi. Pour revenir, répondez OUI.",
  stop_all_confirmed:
    "Plus aucun commerce de ce numéro ne vous écrira. Pour revenir chez l'un d'eux, envoyez JOIGNEZ et son mot, par exemple JOIGNEZ {keyword}.",
  stop_question: "{shop} : voulez-vous encore recevoir nos messages ? Répondez OUI pour rester, {stop} pour quitter.",
  staying: "{shop} : merci, rien ne change. {stop} pour quitter à tout moment.",
  help: "{shop}, fidélité par SMS. Pour joindre une personne : {contact}, ou écrivez ici. SOLDE dit ce que vous avez. {stop} pour quitter. Des frais de SMS peuvent s'appliquer.",
  help_write_here:
    "{shop}, fidélité par SMS. Pour joindre une personne, écrivez ici. SOLDE dit ce que vous avez. {stop} pour quitter. Des frais de SMS peuvent s'appliquer.",
  help_shared:
    "Fidélité par SMS de plusieurs commerces : {shops}. Envoyez JOIGNEZ et le mot du commerce pour lui écrire. {stop} pour quitter. Des frais de SMS peuvent s'appliquer.",
  balance: "{shop} : vous avez {balance}. {link}",
  balance_next: "{shop} : vous avez {balance}. Encore {missing} pour : {reward}. {link}",
  balance_ready: "{shop} : vous avez {balance}. Pour vous : {reward}. {link}",
  language_chosen: "{shop} : c'est noté, nous vous répondrons dans cette langue. To change: ENGLISH.",
  why: "{shop} : vous avez accepté nos messages le {date} en envoyant {word} à ce numéro. Nous en gardons la preuve. {stop} pour quitter à tout moment.",
  why_no_consent: "{shop} : vous n'avez rien accepté. Vous recevez des réponses à ce que vous écrivez, rien d'autre.",
  why_stopped:
    "{shop} : vous avez accepté le {date} en envoyant {word}, puis vous avez quitté. Nous ne vous envoyons plus rien.",
  away: "{shop} : merci, nous avons votre message. Nous répondrons dès l'ouverture.",
  which_shop:
    "Plusieurs commerces partagent ce numéro. Envoyez JOIGNEZ et le mot du commerce, par exemple JOIGNEZ {keyword}. AIDE en donne la liste.",
};
