// What the holder of an API key may do: a till, a web shop or a booking tool holds one, never a person.

export const apiScopes = ["purchases:write"] as const;
export type ApiScope = (typeof apiScopes)[number];
