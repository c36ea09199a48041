// The texts in French. GSM-7 has é è à ù É but not ç ê ô î û: each sentence is worded around them rather than misspelt.

import { offersAMonth } from "./offers-a-month.ts";
import type { WordedKind } from "./values.ts";

/** What a OUI to a code or an invitation agrees to, and what OUI OFFRES adds. */
const promised = `des cadeaux par SMS.{offers, plural, =0 {} other { OUI OFFRES ajoute ${offersAMonth.fr.atMost}.}}`;

/** What comes of a move, to the phone that has texted and to the other one. */
const moves = {
  here: "votre compte est maintenant sur ce téléphone. Vous avez {balance}. Pour annuler, CHANGER RETOUR sous 7 jours.",
  away: "votre compte est passé au téléphone qui finit par {digits}. Pas vous ? Répondez CHANGER RETOUR sous 7 jours.",
  back: "votre compte est revenu sur ce téléphone. Vous avez {balance}.",
  gone: "le compte est retourné à l'ancien téléphone.",
};

export const french: Readonly<Record<WordedKind, string>> = {
  join_prompt: `{shop} : {units} et cadeaux par SMS. OUI pour accepter{offers, plural, =0 {} other {, OUI OFFRES ajoute ${offersAMonth.fr.short}}}. {stop} pour quitter, AIDE : aide. Frais SMS possibles.`,
  join_by_page: "{shop} : nous ne pouvons pas écrire par SMS. Tout est sur votre page : {link}",
  offers_on: `{shop} : vous recevrez aussi nos offres, ${offersAMonth.fr.ofThem}. SANS OFFRES met fin aux offres seules, {stop} à tous nos SMS.`,
  offers_off: "{shop} : vous ne recevrez plus d'offres. Les SMS sur vos points continuent. {stop} y met fin aussi.",
  already_member: "{shop} : vous participez déjà. Vous avez {balance}. {link}",
  welcome: "{shop} : bienvenue. Vous avez {balance}. Envoyez SOLDE à tout moment. Votre profil : {link}",
  welcome_back: "{shop} : bon retour. Vous avez {balance}. Envoyez SOLDE à tout moment. Votre page : {link}",
  not_member: "{shop} : vous ne participez pas encore. Envoyez JOIGNEZ pour voir ce qui vous attend.",
  stop_confirmed: "{shop} : vous ne recevrez plus de message de nous. Pour revenir, répondez OUI.",
  stop_confirmed_shared:
    "{shop} : nous ne vous écrirons plus. STOP TOUT quitte aussi les autres commerces de ce numéro. Pour revenir, JOIGNEZ {keyword}.",
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
  why: "{shop} : vous avez accepté nos messages le {date} en envoyant {word} à ce numéro.{offers} Nous en gardons la preuve. {stop} pour quitter à tout moment.",
  why_page:
    "{shop} : vous avez accepté nos SMS le {date} sur notre page, avec un code de confirmation.{offers} Nous en gardons la preuve. {stop} pour quitter.",
  why_no_consent: "{shop} : vous n'avez rien accepté. Vous recevez des réponses à ce que vous écrivez, rien d'autre.",
  why_stopped:
    "{shop} : vous avez accepté le {date} en envoyant {word}, puis vous avez quitté. Nous ne vous envoyons plus rien.",
  why_page_stopped:
    "{shop} : vous avez accepté le {date} sur notre page, avec un code de confirmation, puis vous avez quitté. Nous ne vous envoyons plus rien.",
  away: "{shop} : merci, nous avons votre message. Nous répondrons dès l'ouverture.",
  which_shop:
    "Plusieurs commerces partagent ce numéro. Envoyez JOIGNEZ et le mot du commerce, par exemple JOIGNEZ {keyword}. AIDE en donne la liste.",
  shops_to_come_back: "Chez quel commerce voulez-vous revenir ? Répondez par son numéro :\n{list}",
  nothing_changed: "{shop} : d'accord, rien n'a changé.",
  lapsed: "{shop} : plus de 10 minutes ont passé, rien n'a changé. Envoyez {word} pour recommencer.",
  reward_list: "{shop} : vous avez {balance}. Répondez par un numéro pour en prendre un :\n{list}",
  reward_missing: "{shop} : vous avez {balance}. Encore {missing} pour : {reward}.",
  no_rewards: "{shop} : vous avez {balance}. Aucun cadeau n'est à prendre en ce moment.",
  points_on_hold: "{shop} : vous avez {balance}, mais {held} en attente : une personne doit d'abord vérifier.",
  reward_confirm: "{shop} : prendre {reward} pour {cost} ? Répondez OUI pour prendre, NON pour laisser.",
  reward_taken: "{shop} : {reward} vous attend, il vous reste {balance}. Au comptoir, envoyez UTILISER.",
  reward_gone: "{shop} : ce cadeau n'est plus offert. Rien n'a été pris. Envoyez ECHANGER pour voir les autres.",
  reward_out_of_stock: "{shop} : {reward}, il n'y en a plus. Rien n'a été pris. Envoyez ECHANGER pour voir les autres.",
  reward_limit: "{shop} : {reward}, vous y avez eu droit autant de fois que possible. Rien n'a été pris.",
  reward_too_dear: "{shop} : {reward}, c'est {cost}, et vous avez {balance}. Rien n'a été pris.",
  claim_list: "{shop} : au comptoir ? Répondez par un numéro pour en utiliser un :\n{list}",
  no_claim: "{shop} : aucun cadeau ne vous attend. Envoyez ECHANGER pour en prendre un.",
  claim_gone: "{shop} : ce cadeau a été utilisé ou n'est plus à vous. Envoyez UTILISER pour voir les autres.",
  redemption_code: "{shop} : {code} pour {reward}. Montrez-le au comptoir avant {until}. Sinon, il vous revient.",
  at_counter: "{shop} : au comptoir ? OUI utilise {reward} maintenant, une seule fois. NON pour plus tard.",
  reward_used: "{shop} : bon pour {reward}, utilisé le {at}. Montrez ce message au comptoir.",
  earned: "{shop} : +{earned}. Vous avez {balance}.",
  earned_next: "{shop} : +{earned}. Vous avez {balance}. Encore {missing} pour : {reward}.",
  earned_ready: "{shop} : +{earned}. Vous avez {balance}. Pour vous : {reward}. Envoyez ECHANGER.",
  earned_today: "{shop} : c'est le maximum pour aujourd'hui. Vous avez {balance}. Au plaisir.",
  earn_later: "{shop} : le code comptera de nouveau pour vous à partir de {at}. Vous avez {balance}.",
  earn_with_staff: "{shop} : pour autant à la fois, demandez au comptoir. Rien n'a été ajouté.",
  earn_at_tablet:
    "{shop} : ce code seul ne compte plus. Au comptoir, scannez celui de la tablette ou entrez-y votre numéro. Vous avez {balance}.",
  wrong_code: "{shop} : ce code n'est pas le bon. Relisez-le, ou demandez au comptoir.",
  offer_list: "{shop}, en ce moment :\n{list}\n{link}",
  no_offers: "{shop} : rien de spécial en ce moment.",
  coupon_list: "{shop}, en ce moment :\n{list}\nRépondez par un numéro pour obtenir son coupon.\n{link}",
  coupon_taken: "{shop} : {coupon}, à vous jusqu'au {until}. Au comptoir, envoyez UTILISER.",
  coupon_gone: "{shop} : ce coupon n'est plus offert. Envoyez OFFRES pour voir ce qui se passe.",
  coupon_had: "{shop} : vous avez eu ce coupon. Envoyez UTILISER pour voir ce qui vous attend.",
  birthday_ask: "{shop} : quel est le jour de votre anniversaire ? Jour et mois, par exemple {example} pour le {day}.",
  birthday_unclear: "{shop} : nous n'avons pas pu lire ce jour. Écrivez par exemple {example} pour le {day}.",
  birthday_kept: "{shop} : merci, votre anniversaire est le {day}. Sinon, envoyez ANNIV et le bon jour.",
  disputed: "{shop} : merci de nous le dire. C'est mis en attente, une personne va regarder.",
  move_how: "{shop} : pour amener votre compte sur ce téléphone, envoyez CHANGER et votre ancien numéro.",
  code_which_shop: "Plusieurs commerces vous invitent. Envoyez CODE et le mot du bon, par exemple CODE {keyword}.",
  move_code_sent:
    "{shop} : si ce numéro a un compte ici, un code lui arrive. Envoyez-le ici sous 10 minutes. Téléphone perdu ? Montrez {code} au comptoir.",
  move_code:
    "{shop} : {code}, à envoyer du téléphone qui finit par {digits} pour y mettre votre compte. Pas vous ? Ne le donnez à personne.",
  move_code_wrong: "{shop} : ce code n'est pas le bon. Il reste {tries, plural, one {# essai} other {# essais}}.",
  move_code_spent: "{shop} : ce code n'est pas le bon, et c'était le dernier essai. Envoyez CHANGER pour un autre.",
  moved: `{shop} : ${moves.here}`,
  moved_back: `{shop} : ${moves.back}`,
  moved_back_away: `{shop} : ${moves.gone}`,
  account_moved: `{shop} : {what, select, here {${moves.here}} away {${moves.away}} back {${moves.back}} other {${moves.gone}}}`,
  birthday: "{shop} : joyeux anniversaire ! +{given}, c'est cadeau. Vous avez {balance}.",
  expiry_warning:
    "{shop} : {amount} à utiliser jusqu'au {day}, c'est perdu ensuite. Envoyez ECHANGER pour voir les cadeaux.",
  kiosk_invitation: `{shop} : {amount} {points, plural, one {vous attend} other {vous attendent}}. Répondez OUI pour participer, en profiter et recevoir ${promised} {stop} pour quitter, AIDE pour de l'aide. Des frais de SMS peuvent s'appliquer. Une erreur ? Ignorez ce message.`,
  person_invitation:
    "{isNamed, select, yes {{shop} : } other {}}{isInviterNamed, select, yes {{inviter} vous invite} other {on vous invite}} dans l'équipe. Répondez {answer} pour accepter, STOP pour refuser.",
  receipt:
    "{shop} : {what, select, points {+{earned} au comptoir. Vous avez {balance}.} other {vous avez utilisé {reward} au comptoir.}} Pas vous ? Répondez NON sous 15 minutes.",
  sign_in_code: "Comptoir : {code} est votre code de connexion{isNamed, select, yes {, {shop}} other {}}.",
  sign_up_code: `{shop} : {code} est votre code pour participer, pendant 10 minutes : entrez-le sur notre page, ou répondez OUI. Vous recevrez ${promised} Une erreur ? Ignorez ce message. {stop} pour quitter, AIDE pour de l'aide. Frais SMS possibles.`,
};
