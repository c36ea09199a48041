// What the inbox says, in the merchant's language.

import type { Language } from "../../../../src/conversation/language.ts";
import type { Words } from "../../shared/words.ts";

const en = {
  inbox: "Inbox",
  conversations: "Conversations",
  conversation: "Conversation",
  customer: "Customer",
  unread: "Unread",
  stopped: "stopped",
  fromYou: (excerpt: string) => `You: ${excerpt}`,
  automatic: "automatic",
  noWords: "No words came with this message.",
  back: "All conversations",
  older: "Older conversations",
  newest: "Newest conversations",
  markRead: "Mark as read",
  emptyTitle: "No messages yet",
  empty: (number: string | null) =>
    number === null ? "This shop has no number to text yet." : `Text HELLO to ${number} to see it here.`,
  tryIt: "Try it in the simulator",
  choose: "Choose a conversation to read it.",
  keys: [
    [["J", "K"], "next and previous conversation"],
    [["R"], "write an answer"],
    [["Ctrl", "Enter"], "send it"],
  ] as const,
  yourText: "Your answer",
  send: "Send",
  /** Under the first text to a number. */
  first: (shop: string, wayOut: string) =>
    `Your first text to this number: “${shop}” and “${wayOut}” are added, unless you write them.`,
  cut: "Earlier messages are not shown.",
  phone: "Phone",
  balance: "Balance",
  consent: "Texts",
  consentIs: {
    none: "Not subscribed",
    subscribed: "Subscribed",
    held: "Promotions on hold: they may want to leave",
    opted_out: "Stopped",
  },
  byWord: (word: string, date: string) => `${word}, ${date}`,
  change: {
    asked: (word: string) => `Asked to join (${word})`,
    granted: (word: string) => `Agreed to texts (${word})`,
    held: (word: string) => `May want to leave (${word}). Promotions are on hold.`,
    resumed: (word: string) => `Stays (${word})`,
    withdrawn: (word: string) => `Left (${word})`,
    offers_granted: (word: string) => `Agreed to offers (${word})`,
    offers_withdrawn: (word: string) => `Offers ended (${word})`,
  },
  notice: {
    loop: "Answers every message like a robot. Automatic answers have stopped.",
    wrong_codes: "Typed several wrong codes. None counts for an hour, not even the right one.",
  },
  /** @param what points, or the name of a reward. @param by whose code, or which kiosk. */
  saidNo: (what: string, by: string) => `Says NO to ${what}, given by ${by}`,
  settle: "Settle it",
  settled: "settled",
  unsettled: "a manager can settle it",
  visits: "Last visits",
  page: "Points and history",
  refused: {
    opted_out: "This customer has stopped your texts. Only they can come back, by texting YES. You may call them.",
    merchant_incomplete: "This shop’s country and region are not set, so nothing can be sent.",
    forbidden_trade:
      "What this shop sells closes its texts, by the rules of the carriers or the law: nothing can be sent by hand either.",
    no_sender: "This shop has no number to send from.",
    empty: "The answer is empty. Write something first.",
    too_long: "The answer is longer than 1,000 characters. Shorten it.",
    key_reused: "This form was sent before with another text. Check above, then send again.",
  },
};

export type InboxWords = Words<typeof en>;

const fr: InboxWords = {
  inbox: "Messagerie",
  conversations: "Conversations",
  conversation: "Conversation",
  customer: "Client",
  unread: "Non lu",
  stopped: "arrêté",
  fromYou: (excerpt) => `Vous\u202f: ${excerpt}`,
  automatic: "automatique",
  noWords: "Ce message est venu sans mots.",
  back: "Toutes les conversations",
  older: "Conversations plus anciennes",
  newest: "Conversations les plus récentes",
  markRead: "Marquer comme lu",
  emptyTitle: "Aucun message pour l’instant",
  empty: (number) =>
    number === null ? "Ce commerce n’a pas encore de numéro." : `Envoyez BONJOUR au ${number} pour le voir ici.`,
  tryIt: "Essayer dans le simulateur",
  choose: "Choisissez une conversation pour la lire.",
  keys: [
    [["J", "K"], "conversation suivante, précédente"],
    [["R"], "écrire une réponse"],
    [["Ctrl", "Entrée"], "l’envoyer"],
  ],
  yourText: "Votre réponse",
  send: "Envoyer",
  first: (shop, wayOut) =>
    `Votre premier SMS à ce numéro\u202f: «\u202f${shop}\u202f» et «\u202f${wayOut}\u202f» sont ajoutés, sauf si vous les écrivez.`,
  cut: "Les messages antérieurs ne sont pas affichés.",
  phone: "Téléphone",
  balance: "Solde",
  consent: "SMS",
  consentIs: {
    none: "Pas abonné",
    subscribed: "Abonné",
    held: "Promotions retenues\u202f: veut peut-être partir",
    opted_out: "Arrêté",
  },
  byWord: (word, date) => `${word}, ${date}`,
  change: {
    asked: (word) => `Demande à participer (${word})`,
    granted: (word) => `Accepte les SMS (${word})`,
    held: (word) => `Veut peut-être partir (${word}). Les promotions sont retenues.`,
    resumed: (word) => `Reste (${word})`,
    withdrawn: (word) => `Est parti (${word})`,
    offers_granted: (word) => `A accepté les offres (${word})`,
    offers_withdrawn: (word) => `Fin des offres (${word})`,
  },
  notice: {
    loop: "Répond à chaque message comme un robot. Les réponses automatiques ont cessé.",
    wrong_codes: "A tapé plusieurs codes erronés. Aucun ne compte pendant une heure, même le bon.",
  },
  saidNo: (what, by) => `Conteste\u202f: ${what} (par ${by})`,
  settle: "Marquer comme réglé",
  settled: "réglé",
  unsettled: "un gérant peut régler cela",
  visits: "Dernières visites",
  page: "Points et historique",
  refused: {
    opted_out: "Ce client a arrêté vos SMS. Lui seul peut revenir, en envoyant OUI. Vous pouvez l’appeler.",
    merchant_incomplete: "Le pays et la région du commerce ne sont pas indiqués\u202f: rien ne peut partir.",
    forbidden_trade:
      "Ce que vend ce commerce arrête ses SMS, selon les opérateurs ou la loi\u202f: rien ne peut partir à la main non plus.",
    no_sender: "Ce commerce n’a pas de numéro d’envoi.",
    empty: "La réponse est vide. Écrivez d’abord quelque chose.",
    too_long: "La réponse dépasse 1\u202f000 caractères. Raccourcissez-la.",
    key_reused: "Ce formulaire est déjà parti avec un autre texte. Vérifiez ci-dessus, puis renvoyez.",
  },
};

export const inboxWords: Readonly<Record<Language, InboxWords>> = { en, fr };
