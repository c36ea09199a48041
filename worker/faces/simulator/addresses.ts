// The addresses of the phone in the browser.

/** @param phone who texts. @param to the number that they text. */
export const simulatorHref = (phone: string | null, to: string | null): string =>
  `/simulator?${new URLSearchParams({ ...(phone ? { phone } : {}), ...(to ? { to } : {}) })}`;
