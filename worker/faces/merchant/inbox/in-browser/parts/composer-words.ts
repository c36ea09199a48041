// What the composer says while one types.

const en = {
  dear: "These characters leave room for 70, not 160:",
  replace: (character: string, twin: string) => `Replace ${character} by ${twin}`,
  failed: "Not sent: the service cannot be reached. Your text is kept, try again.",
};

const fr: typeof en = {
  dear: "Avec ces caractères, 70 par SMS au lieu de 160\u202f:",
  replace: (character, twin) => `Remplacer ${character} par ${twin}`,
  failed: "Non envoyé\u202f: le service ne répond pas. Votre texte est gardé, réessayez.",
};

export const composerWords = document.documentElement.lang === "fr" ? fr : en;
