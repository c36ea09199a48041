// The addresses of a customer's wallet, and of the short links that open it. A parameter's name in place of its value gives the path of the route.

export const walletPaths = {
  /** A short link. */
  link: <T extends string>(token: T) => `/${token}` as const,
  home: () => "/me",
  reward: <R extends string>(rewardId: R) => `/me/rewards/${rewardId}` as const,
  coupon: <O extends string>(offerId: O) => `/me/offers/${offerId}/coupon` as const,
  claim: <C extends string>(claimId: C) => `/me/claims/${claimId}` as const,
  claimStatus: <C extends string>(claimId: C) => `/me/claims/${claimId}/status` as const,
  useClaim: <C extends string>(claimId: C) => `/me/claims/${claimId}/use` as const,
  showClaim: <C extends string>(claimId: C) => `/me/claims/${claimId}/show` as const,
  earn: () => "/me/earn",
  language: () => "/me/language",
  account: () => "/me/account",
  download: () => "/me/account/data.json",
  leave: () => "/me/account/leave",
  leaveOffers: () => "/me/account/leave-offers",
  leaveEmail: () => "/me/account/leave-email",
  deleteAccount: () => "/me/account/delete",
  close: () => "/me/close",
  manifest: () => "/me/manifest.webmanifest",
  /** All that the picture is made of, so that nothing needs to be looked up: `/me/icon/1/0b6e5f/C/any.svg`. */
  icon: <D extends string | number, C extends string, L extends string, F extends string>(
    drawing: D,
    color: C,
    letter: L,
    file: F,
  ) => `/me/icon/${drawing}/${color}/${letter}/${file}` as const,
  /** Its scope is the wallet and nothing else of this host. */
  serviceWorker: () => "/me/sw.js",
};
