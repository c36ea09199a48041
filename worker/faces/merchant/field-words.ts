// What is wrong with a field, in words that say what to type instead.

import type { Language } from "../../../src/conversation/language.ts";
import type { Bounds, FieldError } from "../../../src/merchant/form-fields.ts";
import type { Words } from "../shared/words.ts";

const en = {
  count: (errors: number) =>
    errors === 1 ? "Nothing was saved: one field needs mending." : `Nothing was saved: ${errors} fields need mending.`,
  between: (min: string, max: string) => `Type a whole number from ${min} to ${max}.`,
  errors: {
    missing: "Fill this in.",
    too_long: "This is too long. Shorten it.",
    not_a_whole_number: "Type a whole number.",
    not_money: "Type an amount such as 1.00, from 0.10 to 1,000.00.",
    out_of_range: "This number is too small or too large.",
    not_a_code: "Type 3 to 8 digits.",
    same_code: "This is the earn code. Choose another one, that only staff know.",
    code_taken: "This code was given before. Choose another one.",
    not_a_date: "Choose a day.",
    ends_before_it_starts: "This is before the first day.",
    not_a_place: "Choose where the shop is. Nothing can be sent until it is known.",
    not_a_time_zone: "Type a time zone such as America/Toronto.",
    not_a_number_to_call: "Type a telephone number, such as 514 555-0100.",
    not_a_colour: "Type a colour such as #0b6e5f.",
    not_opening_hours: "Type when it opens and, later that day, when it closes; or leave both empty.",
    not_a_choice: "Choose one.",
    not_a_mobile_number: "This is not a mobile number that we can text. Check its digits.",
    number_taken: "Somebody of this shop already signs in with this number.",
    last_owner: "A shop keeps at least one owner. Make somebody else an owner first.",
    not_a_picture: "This is not a picture that every phone shows. Choose a JPEG, PNG or WebP file.",
    picture_too_heavy: "This file is over 300 KB. Save a smaller copy of the picture and choose that one.",
    picture_too_large: "This picture is over 4,096 pixels wide or high. Save a smaller copy and choose that one.",
    picture_not_kept: "Choose the picture again: a form that is refused does not keep it.",
  },
};

type FieldWords = Words<typeof en>;

const fr: FieldWords = {
  count: (errors) =>
    errors === 1
      ? "Rien n’est enregistré\u202f: un champ est à corriger."
      : `Rien n’est enregistré\u202f: ${errors} champs sont à corriger.`,
  between: (min, max) => `Indiquez un nombre entier de ${min} à ${max}.`,
  errors: {
    missing: "À remplir.",
    too_long: "C’est trop long. Raccourcissez.",
    not_a_whole_number: "Indiquez un nombre entier.",
    not_money: "Indiquez un montant comme 1,00, de 0,10 à 1\u202f000,00.",
    out_of_range: "Ce nombre est trop petit ou trop grand.",
    not_a_code: "Indiquez de 3 à 8 chiffres.",
    same_code: "C’est le code de gain. Choisissez-en un autre, connu du personnel seul.",
    code_taken: "Ce code a déjà été donné. Choisissez-en un autre.",
    not_a_date: "Choisissez un jour.",
    ends_before_it_starts: "C’est avant le premier jour.",
    not_a_place: "Indiquez où se trouve le commerce. Rien ne peut partir d’ici là.",
    not_a_time_zone: "Indiquez un fuseau horaire, comme America/Toronto.",
    not_a_number_to_call: "Indiquez un numéro de téléphone, comme 514 555-0100.",
    not_a_colour: "Indiquez une couleur, comme #0b6e5f.",
    not_opening_hours:
      "Indiquez l’heure d’ouverture puis, plus tard, celle de fermeture\u202f; ou laissez les deux vides.",
    not_a_choice: "Choisissez.",
    not_a_mobile_number: "Ce n’est pas un numéro de mobile que nous pouvons joindre. Vérifiez ses chiffres.",
    number_taken: "Quelqu’un de ce commerce se connecte déjà avec ce numéro.",
    last_owner: "Un commerce garde au moins un propriétaire. Nommez-en d’abord un autre.",
    not_a_picture: "Ce n’est pas une image que tout téléphone affiche. Choisissez un fichier JPEG, PNG ou WebP.",
    picture_too_heavy:
      "Ce fichier dépasse 300\u00a0Ko. Enregistrez une copie plus petite de l’image et choisissez celle-là.",
    picture_too_large:
      "Cette image dépasse 4\u202f096\u00a0pixels de côté. Enregistrez une copie plus petite et choisissez celle-là.",
    picture_not_kept: "Choisissez l’image de nouveau\u202f: un formulaire refusé ne la garde pas.",
  },
};

const words: Readonly<Record<Language, FieldWords>> = { en, fr };

const locales: Readonly<Record<Language, string>> = { en: "en-CA", fr: "fr-CA" };

/** @param error what is wrong with one field, or how many are wrong. */
export function errorInWords(language: Language, error: FieldError | number, bounds?: Bounds): string {
  const said = words[language];
  if (typeof error === "number") return said.count(error);
  if (bounds === undefined || (error !== "out_of_range" && error !== "not_a_whole_number")) return said.errors[error];
  const [min, max] = bounds.map((bound) => bound.toLocaleString(locales[language]));
  return said.between(min ?? "", max ?? "");
}
