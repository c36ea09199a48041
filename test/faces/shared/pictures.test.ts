// Pictures of offers: what the merchant's form takes, what it refuses and keeps typed, and how a picture is given out.

import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { PICTURE_BYTES_MAX } from "../../../src/pictures/picture.ts";
import { type OfferForm, postOffer } from "../../support/offers.ts";
import { HTML, heavy, pictures, SVG } from "../../support/pictures.ts";
import { type Service, startService } from "../../support/service.ts";
import { addShop, fillShop, type Tenant } from "../../support/tenants.ts";

const MEGABYTE = 1_048_576;

let service: Service;
let shop: Tenant;
let other: Tenant;
let offerId: string;

beforeAll(async () => {
  service = await startService({ carrier: "simulator", shop: { SHOP_LOCALE: "en" } });
  const [first] = await rows("SELECT id FROM merchants");
  shop = await fillShop(service.db, String(first?.id), "301");
  other = await fillShop(service.db, await addShop(service.db, "spa"), "302");
});
beforeEach(async () => {
  await service.db.execute("UPDATE merchants SET language = 'en'");
  offerId = randomUUID();
});
afterAll(() => service?.dispose());

const rows = async (sql: string, ...args: string[]) => (await service.db.execute({ sql, args })).rows;
const save = (form: OfferForm) => postOffer(service, shop.people.owner, { id: offerId, ...form });
const pictureOf = async (id = offerId) =>
  (await rows("SELECT pictures.* FROM offers JOIN pictures ON pictures.id = picture_id WHERE offers.id = ?", id))[0];
const inUse = async () => Number((await rows("SELECT count(*) AS n FROM pictures"))[0]?.n);

describe("a picture is kept", () => {
  test.each([
    ["a JPEG", pictures.jpeg, "image/jpeg"],
    ["a PNG", pictures.png, "image/png"],
    ["a WebP", pictures.webpLossy, "image/webp"],
    ["the heaviest", heavy(pictures.jpeg, PICTURE_BYTES_MAX), "image/jpeg"],
  ])("%s, whatever the file is called, and given out as what it is, for ever", async (_what, picture, type) => {
    const declared = { name: "<b>page</b>.html", type: "text/html" };
    expect((await save({ picture, declared })).status).toBe(303);
    const kept = await pictureOf();
    expect(kept).toMatchObject({ type, width: 7, height: 5 });

    const sent = await fetch(`${service.url}/pictures/${kept?.id}`);
    expect(sent.status).toBe(200);
    expect(Object.fromEntries(sent.headers)).toMatchObject({
      "content-type": type,
      "cache-control": "public, max-age=31536000, immutable",
      "x-content-type-options": "nosniff",
      "content-security-policy": expect.stringContaining("default-src 'none'"),
    });
    expect(new Uint8Array(await sent.arrayBuffer())).toEqual(picture);
  });

  test("until another one takes its place, or it is taken away", async () => {
    const before = await inUse();
    await save({ picture: pictures.png });
    const first = await pictureOf();
    await save({ fields: { titleEn: "The same picture" } });
    expect(await pictureOf()).toEqual(first);
    await save({ picture: pictures.jpeg });
    expect(await pictureOf()).toMatchObject({ type: "image/jpeg" });
    expect((await fetch(`${service.url}/pictures/${first?.id}`)).status).toBe(404);
    expect(await inUse()).toBe(before + 1);
    await save({ fields: { removePicture: "on" } });
    expect([await pictureOf(), await inUse()]).toEqual([undefined, before]);
  });

  test("and another shop's form neither takes it nor leaves one of its own behind", async () => {
    await save({ picture: pictures.png });
    const [kept, before] = [await pictureOf(), await inUse()];
    for (const form of [{ picture: pictures.jpeg }, { fields: { removePicture: "on", hasCoupon: "on" } }]) {
      expect((await postOffer(service, other.people.owner, { id: offerId, ...form })).status).toBe(404);
    }
    expect([await pictureOf(), await inUse()]).toEqual([kept, before]);
    expect(await rows("SELECT id FROM rewards WHERE offer_id = ?", offerId)).toEqual([]);
    expect((await postOffer(service, other.people.owner, { picture: pictures.webpLossy })).status).toBe(303);
    expect(await pictureOf()).toEqual(kept);
  });
});

describe("what is no picture is refused, all that was typed stays, and so does the picture that was there", () => {
  const NOT_A_PICTURE = "This is not a picture that every phone shows.";
  const TOO_HEAVY = "This file is over 300 KB. Save a smaller copy of the picture and choose that one.";

  const refused: [what: string, picture: Blob | Uint8Array<ArrayBuffer>, status: number, words: string][] = [
    ["a page", new Blob([HTML]), 422, NOT_A_PICTURE],
    ["a drawing that can hold a script", new Blob([SVG]), 422, NOT_A_PICTURE],
    ["an empty file", new Blob([]), 422, NOT_A_PICTURE],
    ["one byte too many", heavy(pictures.jpeg, PICTURE_BYTES_MAX + 1), 413, TOO_HEAVY],
    ["the photo of a phone", heavy(pictures.jpeg, 6 * MEGABYTE), 413, TOO_HEAVY],
  ];
  test.each(refused)("%s", async (_what, picture, status, words) => {
    await save({ picture: pictures.png });
    const kept = await pictureOf();
    const fields = { titleEn: "Typed & kept", detailsEn: "All day\nlong", hasCoupon: "on", couponDays: "12" };
    const page = await save({ picture, fields });
    expect([page.status, page.headers.get("content-type")]).toEqual([status, "text/html; charset=UTF-8"]);
    const html = await page.text();
    expect(html).toContain(words);
    expect(html).toContain("Nothing was saved: one field needs mending.");
    expect(html).toContain('value="Typed &amp; kept"');
    expect(html).toMatch(/All day\s+long/);
    expect(html).toMatch(/name="hasCoupon"[^>]*checked/);
    expect(html).toContain('value="12"');
    expect(await pictureOf()).toEqual(kept);
    expect(await rows("SELECT title_en FROM offers WHERE id = ?", offerId)).toMatchObject([
      { title_en: "Two for one" },
    ]);
  });

  test("20 MB are not even kept in memory: the same words, on the form as it was saved, in the shop's language", async () => {
    await save({ picture: pictures.png });
    const kept = await pictureOf();
    const picture = heavy(pictures.jpeg, 20 * MEGABYTE);
    const english = await save({ picture });
    expect(english.status).toBe(413);
    expect(await english.text()).toContain(TOO_HEAVY);

    await service.db.execute("UPDATE merchants SET language = 'fr'");
    const french = await save({ picture });
    const page = await french.text();
    expect([french.status, french.headers.get("content-type")]).toEqual([413, "text/html; charset=UTF-8"]);
    expect(page).toMatch(/value="Deux pour un".*Ce fichier dépasse 300.Ko\./s);
    expect(await pictureOf()).toEqual(kept);
    expect(service.logs.filter((line) => line.includes('"error"'))).toEqual([]);
  });

  test("a right picture beside a wrong field is to be chosen again, and the form says so", async () => {
    const page = await (await save({ picture: pictures.png, fields: { titleEn: "", endsAt: "" } })).text();
    expect(page).toContain("Choose the picture again: a form that is refused does not keep it.");
    expect(page).toContain("Nothing was saved: 3 fields need mending.");
    expect(await pictureOf()).toBeUndefined();
  });

  test("a form that is none is nobody's fault but the sender's", async () => {
    const headers = { origin: service.url, cookie: shop.people.owner.cookie };
    for (const path of [`/inbox/offers/${offerId}`, `/inbox/rewards/${offerId}`]) {
      for (const type of ["multipart/form-data", "multipart/form-data; boundary=x"]) {
        const sent = { method: "POST", body: "junk", headers: { ...headers, "content-type": type } };
        expect((await fetch(service.url + path, sent)).status).toBe(400);
      }
    }
    expect(service.logs.filter((line) => line.includes('"error"'))).toEqual([]);
  });

  test("any other form stays small", async () => {
    const headers = { origin: service.url, cookie: shop.people.owner.cookie, connection: "close" };
    const body = new URLSearchParams({ titleEn: "x".repeat(100_000) });
    const reward = await fetch(`${service.url}/inbox/rewards/${randomUUID()}`, { method: "POST", body, headers });
    expect(reward.status).toBe(413);
  });
});

test("a picture that nobody has sent is not there", async () => {
  for (const id of ["nothing", randomUUID(), "..%2f"]) {
    expect((await fetch(`${service.url}/pictures/${id}`)).status).toBe(404);
  }
});
