// What the form for points by hand says, and why it refuses.

import type { Language } from "../../../../src/conversation/language.ts";
import type { Words } from "../../shared/words.ts";

export type ByHandError =
  | {
      readonly code:
        | "not_an_amount"
        | "only_to_give"
        | "no_reason"
        | "reason_too_long"
        | "below_zero"
        | "daily_limit"
        | "too_soon"
        | "key_reused"
        | "busy"
        | "ask_again";
    }
  | { readonly code: "needs_multi_point_code"; readonly max: number };

const en = {
  title: "Points by hand",
  amount: "How many",
  reason: "Why",
  give: "Give",
  take: "Take back",
  askGive: (points: string, name: string) => `That is ${points} for ${name}. Is it right?`,
  askTake: (points: string, name: string) => `That takes ${points} from ${name}. Is it right?`,
  confirmGive: (points: string) => `Give ${points}`,
  confirmTake: (points: string) => `Take back ${points}`,
  cancel: "Cancel",
  /** @param points an amount with its unit. */
  error(error: ByHandError, points: (amount: number) => string): string {
    switch (error.code) {
      case "not_an_amount":
        return "Type a whole number from 1 to 1,000.";
      case "only_to_give":
        return "Only a manager can take points back.";
      case "no_reason":
        return "Say why: it stays in the history.";
      case "reason_too_long":
        return "Shorten this to 200 characters.";
      case "below_zero":
        return "The balance is smaller than that. It can’t go below zero.";
      case "needs_multi_point_code":
        return `At most ${points(error.max)} at once. A manager can give more.`;
      case "daily_limit":
        return "This customer has had all that a day allows. A manager can give more.";
      case "too_soon":
        return "The last visit is too recent. A manager can give more.";
      case "key_reused":
        return "This form was sent before with something else. Check the ledger, then send again.";
      case "busy":
        return "Somebody else is changing this balance. Try again.";
      case "ask_again":
        return "";
    }
  },
};

type PointsWords = Words<typeof en>;

const fr: PointsWords = {
  title: "Points à la main",
  amount: "Combien",
  reason: "Pourquoi",
  give: "Donner",
  take: "Reprendre",
  askGive: (points, name) => `Cela fait ${points} pour ${name}. Est-ce bien cela\u202f?`,
  askTake: (points, name) => `Cela retire ${points} à ${name}. Est-ce bien cela\u202f?`,
  confirmGive: (points) => `Donner ${points}`,
  confirmTake: (points) => `Reprendre ${points}`,
  cancel: "Laisser",
  error(error, points) {
    switch (error.code) {
      case "not_an_amount":
        return "Indiquez un nombre entier de 1 à 1\u202f000.";
      case "only_to_give":
        return "Seul un gérant peut reprendre des points.";
      case "no_reason":
        return "Dites pourquoi\u202f: cela reste dans l’historique.";
      case "reason_too_long":
        return "Raccourcissez à 200 caractères.";
      case "below_zero":
        return "Le solde est plus petit. Il ne peut passer sous zéro.";
      case "needs_multi_point_code":
        return `Au plus ${points(error.max)} à la fois. Un gérant peut en donner plus.`;
      case "daily_limit":
        return "Ce client a eu tout ce qu’une journée permet. Un gérant peut en donner plus.";
      case "too_soon":
        return "La dernière visite est trop récente. Un gérant peut en donner plus.";
      case "key_reused":
        return "Ce formulaire est déjà parti avec autre chose. Vérifiez les mouvements, puis renvoyez.";
      case "busy":
        return "Quelqu’un d’autre modifie ce solde. Réessayez.";
      case "ask_again":
        return "";
    }
  },
};

export const pointsWords: Readonly<Record<Language, PointsWords>> = { en, fr };
