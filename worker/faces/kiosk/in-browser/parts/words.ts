// What the tablet itself has to say, with nobody there to ask: in the language of the shop.

const en = {
  offline: (kept: number): string => (kept === 0 ? "Not connected." : `Not connected. ${kept} kept, will be sent.`),
  sending: (kept: number): string => `Sending ${kept} kept.`,
  notTaken: (count: number): string =>
    count === 1 ? "1 was not taken: see Staff." : `${count} were not taken: see Staff.`,
  needsCode: (count: number): string =>
    count === 1 ? "1 waits for the staff code." : `${count} wait for the staff code.`,
  needsConnection: "Not connected: this can’t be done now. Try again.",
  kept: "Kept: given as soon as this tablet is connected again.",
  full: "Too much is waiting on this tablet. Connect it first.",
  endingIn: (digits: string) => `Number ending in ${digits}`,
  otherPairing: "Typed before this tablet was disconnected",
};

export type TabletWords = typeof en;

const fr: TabletWords = {
  offline: (kept) => {
    if (kept === 0) return "Pas de connexion.";
    return kept === 1 ? "Pas de connexion. 1 gardé, sera envoyé." : `Pas de connexion. ${kept} gardés, seront envoyés.`;
  },
  sending: (kept) => (kept === 1 ? "Envoi de 1 gardé." : `Envoi de ${kept} gardés.`),
  notTaken: (count) =>
    count === 1 ? "1 n’a pas été pris\u202f: voir Personnel." : `${count} n’ont pas été pris\u202f: voir Personnel.`,
  needsCode: (count) => (count === 1 ? "1 attend le code du personnel." : `${count} attendent le code du personnel.`),
  needsConnection: "Pas de connexion\u202f: impossible pour l’instant. Réessayez.",
  kept: "C’est gardé\u202f: donné dès que cette tablette sera de nouveau connectée.",
  full: "Trop de saisies attendent sur cette tablette. Connectez-la d’abord.",
  endingIn: (digits) => `Numéro finissant par ${digits}`,
  otherPairing: "Saisi avant que cette tablette soit déconnectée",
};

/** Asked for each time: the customer may have changed the language. */
export const tabletWords = (): TabletWords => (document.documentElement.lang === "fr" ? fr : en);
