// The addresses of the merchant's pages and forms. A parameter's name in place of its value gives the path of the route.

export const merchantPaths = {
  inbox: () => "/inbox",
  live: () => "/inbox/live",
  thread: <C extends string>(customerId: C) => `/inbox/threads/${customerId}` as const,
  replies: <C extends string>(customerId: C) => `/inbox/threads/${customerId}/replies` as const,
  markRead: <C extends string>(customerId: C) => `/inbox/threads/${customerId}/read` as const,

  signIn: () => "/inbox/sign-in",
  signInCode: () => "/inbox/sign-in/code",
  signInShop: () => "/inbox/sign-in/shop",
  signOut: () => "/inbox/sign-out",

  customers: () => "/inbox/customers",
  customer: <C extends string>(customerId: C) => `/inbox/customers/${customerId}` as const,
  customerPoints: <C extends string>(customerId: C) => `/inbox/customers/${customerId}/points` as const,
  reverseEntry: <C extends string, S extends string | number>(customerId: C, seq: S) =>
    `/inbox/customers/${customerId}/entries/${seq}/reverse` as const,
  putBackClaim: <C extends string, I extends string>(customerId: C, claimId: I) =>
    `/inbox/customers/${customerId}/claims/${claimId}/put-back` as const,
  settleDispute: <C extends string, I extends string>(customerId: C, disputeId: I) =>
    `/inbox/customers/${customerId}/disputes/${disputeId}/settle` as const,
  moveBack: <C extends string, I extends string>(customerId: C, moveId: I) =>
    `/inbox/customers/${customerId}/moves/${moveId}/move-back` as const,
  waiting: () => "/inbox/waiting",
  moveWaiting: <P extends string>(pendingId: P) => `/inbox/waiting/${pendingId}/move` as const,
  dropWaiting: <P extends string>(pendingId: P) => `/inbox/waiting/${pendingId}/drop` as const,

  rewards: () => "/inbox/rewards",
  newReward: () => "/inbox/rewards/new",
  reward: <R extends string>(rewardId: R) => `/inbox/rewards/${rewardId}` as const,
  withdrawReward: <R extends string>(rewardId: R) => `/inbox/rewards/${rewardId}/withdraw` as const,
  offers: () => "/inbox/offers",
  newOffer: () => "/inbox/offers/new",
  offer: <O extends string>(offerId: O) => `/inbox/offers/${offerId}` as const,
  withdrawOffer: <O extends string>(offerId: O) => `/inbox/offers/${offerId}/withdraw` as const,
  kiosks: () => "/inbox/kiosks",
  revokeKiosk: <K extends string>(kioskId: K) => `/inbox/kiosks/${kioskId}/revoke` as const,
  staffCodes: () => "/inbox/kiosks/staff-codes",
  revokeStaffCode: <S extends string>(staffCodeId: S) => `/inbox/kiosks/staff-codes/${staffCodeId}/revoke` as const,
  till: () => "/inbox/till",
  revokeKey: <K extends string>(apiKeyId: K) => `/inbox/till/${apiKeyId}/revoke` as const,

  programme: () => "/inbox/programme",
  newEarnCode: () => "/inbox/programme/new-code",
  shop: () => "/inbox/shop",
  people: () => "/inbox/people",
  role: <P extends string>(personId: P) => `/inbox/people/${personId}/role` as const,
  removePerson: <P extends string>(personId: P) => `/inbox/people/${personId}/remove` as const,
  sessions: () => "/inbox/sessions",
  revokeSession: <S extends string>(sessionId: S) => `/inbox/sessions/${sessionId}/revoke` as const,
  revokeDevice: <D extends string>(deviceId: D) => `/inbox/sessions/devices/${deviceId}/revoke` as const,
  history: () => "/inbox/history",
};
