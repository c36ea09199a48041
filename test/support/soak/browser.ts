// A browser without a screen: keeps its cookies, sends forms, and tries again while the machine is down.

import { randomInt } from "node:crypto";
import type { Service } from "../service.ts";

export interface Page {
  readonly status: number;
  readonly location: string | null;
  readonly html: string;
}

const TRIES_MAX = 200;
const TRY_AGAIN_MS = 100;

/** Whatever can't be reached or says that it is busy is asked again. @param act the same act each time, however often it is sent. */
export async function insist<T extends { readonly status: number }>(act: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries++) {
    const answer = await act().catch(() => null);
    if (answer !== null && answer.status < 500) return answer;
    if (tries === TRIES_MAX) throw new Error(`asked ${tries} times in vain: ${answer?.status ?? "no answer"}`);
    await new Promise((resolve) => setTimeout(resolve, TRY_AGAIN_MS));
  }
}

export class Browser {
  readonly #service: Service;
  readonly #jar = new Map<string, string>();
  /** Nobody else's: what is bounded by source bounds no two browsers together. */
  readonly #address = `10.${randomInt(256)}.${randomInt(256)}.${randomInt(256)}`;

  constructor(service: Service) {
    this.#service = service;
  }

  gets(path: string): Promise<Page> {
    return this.#asks(path, {});
  }

  posts(path: string, fields: Readonly<Record<string, string>>): Promise<Page> {
    return this.#asks(path, { method: "POST", body: new URLSearchParams(fields) });
  }

  /** The form of a page, with every box ticked, as it is and with what is typed over it. */
  async sends(path: string, typed: Readonly<Record<string, string>>): Promise<Page> {
    const { html } = await this.gets(path);
    const inputs = Array.from(html.matchAll(/<input[^>]*>/g), ([input]): [string, string] => [
      /name="([^"]*)"/.exec(input)?.[1] ?? "",
      /value="([^"]*)"/.exec(input)?.[1] ?? "",
    ]);
    return this.posts(path, { ...Object.fromEntries(inputs.filter(([name]) => name !== "")), ...typed });
  }

  #asks(path: string, init: RequestInit): Promise<Page> {
    return insist(async () => {
      const cookie = [...this.#jar].map(([name, value]) => `${name}=${value}`).join("; ");
      const { url } = this.#service;
      const headers = { cookie, origin: url, "sec-fetch-site": "same-origin", "cf-connecting-ip": this.#address };
      const response = await fetch(new URL(path, url), { ...init, headers, redirect: "manual" });
      for (const set of response.headers.getSetCookie()) {
        const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(set) ?? [];
        if (/max-age=0/i.test(set)) this.#jar.delete(name);
        else this.#jar.set(name, value);
      }
      return { status: response.status, location: response.headers.get("location"), html: await response.text() };
    });
  }
}
