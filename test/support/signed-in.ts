// A person of the shop without a browser: signed in by the code on their phone.

import type { Service } from "./service.ts";

export interface SignedIn {
  /** `session=…`, as a browser would send it. */
  readonly cookie: string;
  get(path: string): Promise<Response>;
  post(path: string, fields?: Readonly<Record<string, string>>): Promise<Response>;
}

export async function signIn(service: Service, phone: string): Promise<SignedIn> {
  const handset = service.customer(phone);
  const before = (await handset.received()).length;
  const visitor = withCookie(service, "");
  const attempt = cookieOf(await visitor.post("/inbox/sign-in", { phone }), "sign_in");
  const code = /\d{6}/.exec(await handset.receives(before + 1))?.[0] ?? "";
  return withCookie(
    service,
    cookieOf(await withCookie(service, attempt).post("/inbox/sign-in/code", { code }), "session"),
  );
}

const cookieOf = (response: Response, name: string): string =>
  response.headers
    .getSetCookie()
    .find((cookie) => cookie.startsWith(`${name}=`))
    ?.split(";")[0] ?? "";

const withCookie = ({ url }: Service, cookie: string): SignedIn => ({
  cookie,
  get: (path) => fetch(url + path, { headers: cookie ? { cookie } : {}, redirect: "manual" }),
  post: (path, fields = {}) =>
    fetch(url + path, {
      method: "POST",
      body: new URLSearchParams(fields),
      headers: { origin: url, ...(cookie ? { cookie } : {}) },
      redirect: "manual",
    }),
});
