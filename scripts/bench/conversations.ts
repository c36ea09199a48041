// The customers of a bench and what they text: each phone joins, says yes, asks for its points, asks a person, and leaves.

export const SCRIPTS = [
  ["Joignez !", "Oui", "Solde", "Vous êtes ouverts dimanche matin ?", "Arrêt"],
  ["JOIN", "YES", "BALANCE", "Do you have a table for two at noon?", "STOP"],
] as const;

export const TEXTS_A_CONVERSATION = 5;

const FIRST_AREA_CODE = 600;
const PHONES_AN_AREA = 100;

export interface Text {
  readonly from: string;
  readonly text: string;
  /** Holds the digits of the phone, so that no two phones have the same. */
  readonly messageId: string;
}

/** The texts of one phone, in their order. Phones are the fictional ones, +1 NXX 555 0100 to 0199. */
export function conversationAt(index: number): readonly Text[] {
  const areaCode = FIRST_AREA_CODE + Math.floor(index / PHONES_AN_AREA);
  if (areaCode > 999) throw new Error("A bench has no more fictional phones.");
  const phone = `1${areaCode}55501${String(index % PHONES_AN_AREA).padStart(2, "0")}`;
  const script = SCRIPTS[index % SCRIPTS.length] ?? SCRIPTS[0];
  return script.map((text, step) => ({ from: `+${phone}`, text, messageId: `bench-${step}-${phone}` }));
}
