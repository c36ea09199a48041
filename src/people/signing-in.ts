// From which shop's number a code to sign in may come: a number that has left gets none that somebody else can set off.

/** What a number is at one shop. */
export interface Standing {
  readonly personId: string;
  readonly merchantId: string;
  /** Null when the shop has no number to send from. */
  readonly senderId: string | null;
  /** Invited by somebody of the shop, and has not answered: nothing there is theirs yet. */
  readonly isInvited: boolean;
  /** Has said STOP to the shop, or to another one of its number. */
  readonly hasLeft: boolean;
}

export type WithSender<S extends Standing> = S & { readonly senderId: string };

/**
 * The first that may. @param standings in the order in which the person answered. @param isKnownDevice the device has signed in for this
 * number before: it may ask after a STOP too.
 */
export function codeSender<S extends Standing>(standings: readonly S[], isKnownDevice: boolean): WithSender<S> | null {
  const may = standings.find(
    ({ senderId, isInvited, hasLeft }) => senderId !== null && !isInvited && (isKnownDevice || !hasLeft),
  );
  return (may as WithSender<S> | undefined) ?? null;
}
