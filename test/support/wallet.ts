// A customer's wallet without a browser: follows links, submits the form of a page, keeps its cookie.

import type { Service } from "./service.ts";

export interface WalletPage {
  readonly status: number;
  readonly html: string;
  /** What can be read on it, in one line. */
  readonly words: string;
}

export interface Wallet {
  readonly phone: string;
  fetch(path: string, init?: RequestInit): Promise<Response>;
  get(path: string): Promise<WalletPage>;
  post(path: string, fields: Record<string, string>): Promise<WalletPage>;
  /** Sends the last form of the page, with what it holds and what is typed over it. */
  submit(page: WalletPage, typed?: Record<string, string>): Promise<WalletPage>;
  onAnotherPhone(): Promise<Wallet>;
}

/** Joins in English, and opens the link of the welcome. */
export async function openWallet(service: Service, phone: string): Promise<Wallet> {
  const customer = service.customer(phone);
  await customer.texts("JOIN");
  await customer.texts("YES");
  const link = /http\S+$/.exec(await customer.receives(2))?.[0] ?? "";
  return openLink(service, phone, link);
}

export async function openLink(service: Service, phone: string, link: string): Promise<Wallet> {
  const fromOurPage = { "sec-fetch-site": "same-origin" };
  const opened = await fetch(link, { method: "POST", redirect: "manual", headers: fromOurPage });
  const cookie = opened.headers.getSetCookie()[0]?.split(";")[0] ?? "";

  const request = (path: string, init: RequestInit = {}) =>
    fetch(`${service.url}${path}`, {
      redirect: "manual",
      ...init,
      headers: { ...fromOurPage, ...(init.headers as Record<string, string>), cookie },
    });
  const follow = async (response: Response): Promise<WalletPage> => {
    const location = response.headers.get("location");
    if (location !== null) return follow(await request(location));
    const html = await response.text();
    const words = html.replace(/<head>.*<\/head>/s, " ").replace(/<[^>]*>/g, " ");
    return { status: response.status, html, words: words.replace(/[\s\u00a0\u202f]+/g, " ") };
  };
  const wallet: Wallet = {
    phone,
    fetch: request,
    get: async (path) => follow(await request(path)),
    post: async (path, fields) => follow(await request(path, { method: "POST", body: new URLSearchParams(fields) })),
    submit({ html }, typed = {}) {
      const form = html.match(/<form[\s\S]*?<\/form>/g)?.at(-1) ?? "";
      const action = /action="([^"]*)"/.exec(form)?.[1] ?? "";
      const fields = Array.from(form.matchAll(/<input[^>]*>/g), ([input]) => [
        /name="([^"]*)"/.exec(input)?.[1] ?? "",
        /value="([^"]*)"/.exec(input)?.[1] ?? "",
      ]);
      return wallet.post(action, { ...Object.fromEntries(fields), ...typed });
    },
    onAnotherPhone: () => openLink(service, phone, link),
  };
  return wallet;
}
