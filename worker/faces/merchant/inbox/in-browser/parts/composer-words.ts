// What the composer says while one types.

interface ComposerWords {
  readonly dear: string;
  readonly replace: (character: string, twin: string) => string;
  readonly failed: string;
}

const words: Readonly<Record<"en" | "fr", ComposerWords>> = {
  en: {
    dear: "These characters leave room for 70, not 160:",
    replace: (character, twin) => `Replace ${character} by ${twin}`,
    failed: "Not sent: the service cannot be reached. Your text is kept, try again.",
  },
  fr: {
    dear: "Avec ces caractères, 70 par SMS au lieu de 160\u202f:",
    replace: (character, twin) => `Remplacer ${character} par ${twin}`,
    failed: "Non envoyé\u202f: le service ne répond pas. Votre texte est gardé, réessayez.",
  },
};

export const composerWords = words[document.documentElement.lang === "fr" ? "fr" : "en"];
