// Who may still be sent an offer: a second small model, of what is promotional alone.
//
// 1. Offers of a shop go to a phone that has agreed to offers there: by YES OFFERS, or with the code of a form where the box was ticked.
//    On a shared number YES OFFERS may be about any of its shops, so the model lets rather too many agree than too few.
// 2. NO OFFERS, the page and any STOP end them, until the same phone agrees to offers in a later second. A YES does not: it is to the texts.
// 3. A doubtful stop holds them, until the phone has written in a later second what comes back.
// 4. What was being handed over at that moment is excused as it is after a STOP.
// 5. An account that moves brings its own agreement to the phone: what was ended there before is not counted any more.

import {
  type Model,
  type OnOffers,
  type Said,
  type Stop,
  type Taken,
  type Text,
  wasHandedOver,
  wroteAfter,
} from "./model.ts";

interface Agreed {
  readonly phone: string;
  readonly shop: string;
  /** Null for what a moved account has brought: it outlasts nothing that is said later. */
  readonly written: number | null;
}

export class OffersModel implements Model {
  #ends: (Stop | OnOffers)[] = [];
  readonly #agreed: Agreed[] = [];
  readonly #returns: Text[] = [];

  hears(said: Said): void {
    if (said.type === "stop" || said.type === "offers ended" || said.type === "offers held") this.#ends.push(said);
    else if (said.type === "offers agreed") this.#agreed.push(said);
    else if (said.type === "moved") this.#moves(said);
    else if (said.type === "text" && said.asks !== "nothing") this.#reads(said);
  }

  #reads(text: Text): void {
    this.#returns.push(text);
    if (!text.agreesToOffers) return;
    for (const shop of text.shops) this.#agreed.push({ phone: text.phone, shop, written: text.written });
  }

  #moves({ phone, shop }: { readonly phone: string; readonly shop: string }): void {
    const isAbout = (end: Stop | OnOffers) => end.type !== "stop" && end.phone === phone && end.shop === shop;
    this.#ends = this.#ends.filter((end) => !isAbout(end));
    this.#agreed.push({ phone, shop, written: null });
  }

  /** What ends or holds the offers of this shop for the phone now; `never` where it has not agreed to any. */
  endsOf(phone: string, line: string, shop: string): readonly (Stop | OnOffers)[] | "never" {
    const agreed = this.#agreed.filter((each) => each.phone === phone && each.shop === shop);
    if (agreed.length === 0) return "never";
    return this.#ends.filter((end) => {
      if (end.phone !== phone || !covers(end, line, shop)) return false;
      const since = end.type === "offers held" ? this.#returns.filter((text) => text.phone === phone) : agreed;
      return !since.some(({ written }) => written !== null && wroteAfter({ written }, end));
    });
  }

  judges(message: Taken): string | null {
    const { phone, line, shop, isPromotion } = message;
    if (!isPromotion) return null;
    const ends = shop === null ? "never" : this.endsOf(phone, line, shop);
    if (ends === "never") return "an offer to somebody who never agreed to offers";
    const end = ends.find((each) => !wasHandedOver(each, message));
    return end === undefined ? null : `an offer, though ${end.by} has ended them`;
  }
}

const covers = (end: Stop | OnOffers, line: string, shop: string): boolean => {
  if (end.type !== "stop") return end.shop === shop;
  return end.scope.line === line && (end.scope.kind === "number" || end.scope.shop === shop);
};
