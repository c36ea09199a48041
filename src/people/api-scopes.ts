// What the holder of an API key may do: a till, a web shop or a booking tool holds one, never a person.

export type ApiScope = "purchases:write";
