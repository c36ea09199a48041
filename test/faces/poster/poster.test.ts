// Posters: what their QR codes hold, as files; and who may see the earn code.

import jsQR from "jsqr";
import { PNG } from "pngjs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { OWNER_PHONE, type Service, startService } from "../../support/service.ts";
import { signIn } from "../../support/signed-in.ts";

const POSTER = "/poster/cafe-comptoir";

let service: Service;
beforeAll(async () => {
  service = await startService({ carrier: "simulator" });
  await service.db.execute("UPDATE merchants SET earn_code = '48215'");
});
afterAll(() => service?.dispose());

const get = (path: string, cookie = ""): Promise<Response> =>
  fetch(service.url + path, { headers: cookie ? { cookie } : {}, redirect: "manual" });

async function decodePng(path: string, cookie = ""): Promise<string | undefined> {
  const response = await get(path, cookie);
  expect(response.headers.get("content-type")).toBe("image/png");
  const { data, width, height } = PNG.sync.read(Buffer.from(await response.arrayBuffer()));
  return jsQR(new Uint8ClampedArray(data), width, height)?.data;
}

test("the PNG to download opens the messages app with the keyword typed, or the sign-up page", async () => {
  expect(await decodePng(`${POSTER}/qr.png`)).toBe("sms:+15145550100?&body=CAFE");
  expect(await decodePng(`${POSTER}/qr.png?qr=join`)).toBe(`${service.url}/join/cafe-comptoir`);
});

test("the SVG to download is drawn in whole modules, on white, with four of quiet around", async () => {
  const svg = await get(`${POSTER}/qr.svg`);
  expect(svg.headers.get("content-type")).toBe("image/svg+xml");
  const drawing = await svg.text();
  const size = Number(/viewBox="0 0 (\d+) \1"/.exec(drawing)?.[1]);
  const pixels = new Uint8ClampedArray((size * 4) ** 2 * 4).fill(255);
  const dark = [...drawing.matchAll(/M(\d+) (\d+)h(\d+)v1/g)].map((match) => match.slice(1).map(Number));
  for (const [x = 0, y = 0, width = 0] of dark) {
    expect(Math.min(x, y, size - x - width, size - y - 1)).toBeGreaterThanOrEqual(4);
    for (let py = y * 4; py < y * 4 + 4; py++) {
      for (let px = x * 4; px < (x + width) * 4; px++)
        pixels.fill(0, (py * size * 4 + px) * 4, (py * size * 4 + px) * 4 + 3);
    }
  }
  expect(jsQR(pixels, size * 4, size * 4)?.data).toBe("sms:+15145550100?&body=CAFE");
});

describe("the earn code", () => {
  const paths = [`${POSTER}?qr=earn`, `${POSTER}/qr.png?qr=earn`, `${POSTER}/qr.svg?qr=earn`];

  test("is for the shop's own people", async () => {
    const cookie = (await signIn(service, OWNER_PHONE)).cookie;
    expect(await decodePng(`${POSTER}/qr.png?qr=earn`, cookie)).toBe("sms:+15145550100?&body=48215");
    expect(await (await get(`${POSTER}?qr=earn&lang=en`, cookie)).text()).toContain("Text 48215 to 514 555-0100.");
  });

  test.each(paths)("is not for a stranger: %s", async (path) => {
    const answer = await get(path);
    expect(answer.status).toBe(303);
    expect(answer.headers.get("location")).toBe("/inbox/sign-in");
    expect(await answer.text()).not.toContain("48215");
  });

  test("is not for the people of another shop, nor on any public poster", async () => {
    await service.db.execute(
      `INSERT INTO merchants (id, slug, name, country, region, language, time_zone, unit, created_at)
        SELECT 'spa', 'spa-azur', 'Spa Azur', country, region, language, time_zone, unit, 1 FROM merchants`,
    );
    await service.db.execute("INSERT INTO sender_merchants SELECT sender_id, 'spa', 'SPA' FROM sender_merchants");
    await service.db.execute(
      "INSERT INTO people VALUES ('other', 'spa', '+15145550197', 'Luc', 'owner', 1, NULL, NULL)",
    );
    const cookie = (await signIn(service, "+15145550197")).cookie;
    for (const path of paths) expect((await get(path, cookie)).status).toBe(404);
    for (const path of [POSTER, `${POSTER}?qr=join`]) expect(await (await get(path)).text()).not.toContain("48215");
  });
});

test("a shop that nobody knows has no poster, and one without a number neither", async () => {
  await service.db.execute("DELETE FROM sender_merchants WHERE merchant_id = 'spa'");
  for (const path of ["/poster/nobody", "/poster/nobody/qr.png", "/poster/spa-azur", "/poster/spa-azur/qr.svg"]) {
    expect((await get(path)).status).toBe(404);
  }
});

test("what is asked for oddly is answered with the usual poster", async () => {
  const odd = await get(`${POSTER}?size=a0&lang=de&qr=%3Cscript%3E`);
  expect(odd.status).toBe(200);
  expect(await odd.text()).toContain("sheet-letter");
});
