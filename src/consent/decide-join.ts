// What a yes to a shop's texts comes to, by text or with the form of its page: the same happenings, in the same order.

export type JoinHappening =
  | { readonly type: "ConsentGranted"; readonly word: string; readonly shown: string | null }
  | { readonly type: "PointsEarned"; readonly points: number; readonly cause: "welcome"; readonly earned: null }
  | { readonly type: "LinkIssued"; readonly purpose: "profile" | "wallet" };

export interface Yes {
  readonly word: string;
  /** What was agreed to; null when the carrier said it in its own words. */
  readonly shown: string | null;
  /** The link that goes with the welcome: to what is still to be filled in, or to the wallet. */
  readonly leadsTo: "profile" | "wallet";
}

/** @param joinedBefore perhaps long ago: points of welcome are had once in a lifetime. @param welcomePoints none for a former member. */
export function decideJoin(
  { joinedBefore, welcomePoints }: { readonly joinedBefore: boolean; readonly welcomePoints: number },
  { word, shown, leadsTo }: Yes,
): readonly JoinHappening[] {
  const isWelcomed = !joinedBefore && welcomePoints > 0;
  return [
    { type: "ConsentGranted", word, shown },
    ...(isWelcomed ? [{ type: "PointsEarned", points: welcomePoints, cause: "welcome", earned: null } as const] : []),
    { type: "LinkIssued", purpose: leadsTo },
  ];
}
