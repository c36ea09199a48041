// The addresses of the phone in the browser, and of the page with the doors to all there is.

export const simulatorPaths = {
  front: () => "/",
  home: () => "/simulator",
  live: () => "/simulator/live",
  phone: <N extends string>(number: N) => `/simulator/phones/${number}` as const,
  messages: () => "/simulator/messages",
};

/** @param phone who texts. @param to the number that they text. */
export const simulatorHref = (phone: string | null, to: string | null): string =>
  `${simulatorPaths.home()}?${new URLSearchParams({ ...(phone ? { phone } : {}), ...(to ? { to } : {}) })}`;
