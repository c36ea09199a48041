// Sends a form without leaving the page, and shows the page that the service answers with.

import { parsePage } from "./live.ts";
import { renewPage } from "./renew.ts";

/**
 * `sent`: taken, the page shows it. `refused`: not taken, the page says why. `failed`: nobody knows; the same form may be sent again.
 * @param region the live region of the form, renewed with the answer.
 */
export async function submitInPlace(
  form: HTMLFormElement,
  submitter: HTMLElement | null,
  region?: string,
): Promise<"sent" | "refused" | "failed"> {
  const fields = [...new FormData(form, submitter)].map(([name, value]) => [name, String(value)]);
  try {
    const response = await fetch(form.action, { method: "POST", body: new URLSearchParams(fields) });
    if (response.status >= 500) return "failed";
    const { pathname } = new URL(response.url);
    if (response.redirected && pathname !== location.pathname) location.assign(response.url);
    renewPage(await parsePage(response), region);
    return response.ok ? "sent" : "refused";
  } catch {
    return "failed";
  }
}
