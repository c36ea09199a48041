// An offer as a merchant's browser sends it, picture and all.

import { randomUUID } from "node:crypto";
import type { Service } from "./service.ts";
import type { Member } from "./tenants.ts";

const DAY_MS = 86_400_000;

/** A day from today on, in UTC: the first hours of a night apart, the shop's too. */
const day = (days: number): string => new Date(Date.now() + days * DAY_MS).toISOString().slice(0, 10);

export const OFFER_FIELDS = {
  titleEn: "Two for one",
  titleFr: "Deux pour un",
  detailsEn: "Every hot drink.",
  detailsFr: "Toute boisson chaude.",
  exclusionsEn: "bottles",
  exclusionsFr: "les bouteilles",
  startsAt: day(-1),
  endsAt: day(20),
  couponDays: "",
};

export interface OfferForm {
  readonly id?: string;
  readonly fields?: Record<string, string>;
  readonly picture?: Blob | Uint8Array<ArrayBuffer>;
  /** What the browser says of the file, which nobody is to believe. */
  readonly declared?: { readonly name: string; readonly type: string };
}

/** Posts the form, as a browser without JavaScript does. */
export function postOffer(service: Service, who: Member, form: OfferForm = {}): Promise<Response> {
  const { id = randomUUID(), fields = {}, picture, declared = { name: "photo.jpg", type: "image/jpeg" } } = form;
  const body = new FormData();
  for (const [name, value] of Object.entries({ ...OFFER_FIELDS, ...fields })) body.set(name, value);
  body.set("picture", new File(picture ? [picture] : [], picture ? declared.name : "", { type: declared.type }));
  return fetch(`${service.url}/inbox/offers/${id}`, {
    method: "POST",
    body,
    // What is refused before it is read breaks the connection, which the next request must not have.
    headers: { origin: service.url, cookie: who.cookie, connection: "close" },
    redirect: "manual",
  });
}
