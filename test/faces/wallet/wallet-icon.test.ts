// The icon of a shop on a customer's home screen: PNG in each size that phones ask for, and the same drawing as SVG.

import { PNG } from "pngjs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Service, startService } from "../../support/service.ts";
import { openWallet, type Wallet } from "../../support/wallet.ts";

const ICON_BYTES_MAX = 8 * 1024;
const GREEN = [0x0b, 0x6e, 0x5f];
const WHITE = [255, 255, 255];

let service: Service;
let wallet: Wallet;
beforeAll(async () => {
  service = await startService();
  wallet = await openWallet(service, "+15145550121");
});
afterAll(() => service?.dispose());

interface Icon {
  readonly src: string;
  readonly type: string;
  readonly sizes: string;
  readonly purpose: string;
}

async function manifestIcons(): Promise<Icon[]> {
  const manifest = (await (await wallet.fetch("/me/manifest.webmanifest")).json()) as { icons: Icon[] };
  return manifest.icons;
}

/** As a launcher asks: without the customer's cookie. */
async function iconAt(path: string): Promise<PNG> {
  const response = await fetch(service.url + path);
  expect(Object.fromEntries(response.headers)).toMatchObject({
    "content-type": "image/png",
    "cache-control": "public, max-age=31536000, immutable",
    "x-content-type-options": "nosniff",
  });
  const bytes = Buffer.from(await response.arrayBuffer());
  expect(bytes.length).toBeLessThan(ICON_BYTES_MAX);
  return PNG.sync.read(bytes, { checkCRC: true });
}

const colorsOf = ({ data }: PNG) =>
  new Set(Array.from({ length: data.length / 4 }, (_, i) => data.subarray(i * 4, i * 4 + 3).join()));

const cornersOf = ({ data, width, height }: PNG) =>
  [0, width - 1, width * (height - 1), width * height - 1].map((i) => [...data.subarray(i * 4, i * 4 + 3)]);

test("an iPhone finds a PNG in the head of every page of the wallet", async () => {
  for (const path of ["/me", "/me/account", "/me/earn"]) {
    const { html } = await wallet.get(path);
    const [head = "", body = ""] = html.split("</head>");
    const [, href = ""] = /<link rel="apple-touch-icon" href="([^"]+)"/.exec(head) ?? [];
    expect(body).not.toContain("apple-touch-icon");
    const icon = await iconAt(href);
    expect([icon.width, icon.height]).toEqual([180, 180]);
  }
});

test("the manifest has PNGs and an SVG, to show as they are and to cut a shape out of", async () => {
  const icons = await manifestIcons();
  const kinds = icons.map(({ type, sizes, purpose }) => [type, sizes, purpose].join(" "));
  const each = ["image/png 192x192", "image/png 512x512", "image/svg+xml any"];
  expect(kinds).toEqual(["any", "maskable"].flatMap((purpose) => each.map((kind) => `${kind} ${purpose}`)));
  for (const { src, type, sizes } of icons) {
    if (type !== "image/png") continue;
    const { width, height } = await iconAt(src);
    expect(`${width}x${height}`).toBe(sizes);
  }
});

test("it is the shop's colour to the edges, and a letter that can be read on it", async () => {
  const icon = await iconAt("/me/icon/1/0b6e5f/C/192.png");
  expect(cornersOf(icon)).toEqual([GREEN, GREEN, GREEN, GREEN]);
  const colors = colorsOf(icon);
  expect([colors.has(WHITE.join()), colors.size > 8]).toEqual([true, true]);
  const light = colorsOf(await iconAt("/me/icon/1/ffd60a/C/192.png"));
  expect([light.has("255,214,10"), light.has("0,0,0"), light.has("255,255,255")]).toEqual([true, true, false]);
});

test("another shop has another one", async () => {
  const [before = ""] = (await manifestIcons()).map(({ src }) => src);
  await service.db.execute("UPDATE merchants SET name = 'Épicerie Zoé', accent_color = '#7a1f3d'");
  const [after = ""] = (await manifestIcons()).map(({ src }) => src);
  expect([before, after]).toEqual(["/me/icon/1/0b6e5f/C/192.png", "/me/icon/1/7a1f3d/E/192.png"]);
  const [one, other] = [await iconAt("/me/icon/1/0b6e5f/C/192.png"), await iconAt("/me/icon/1/0b6e5f/E/192.png")];
  expect(one.data.equals(other.data)).toBe(false);
});

test("the SVG has the colour and the lines of the same letter", async () => {
  const svg = await fetch(`${service.url}/me/icon/1/0b6e5f/L/any.svg`);
  expect(svg.headers.get("content-type")).toContain("image/svg+xml");
  expect(svg.headers.get("cache-control")).toContain("immutable");
  const drawing = await svg.text();
  expect(drawing).toMatch(/fill="#0b6e5f".*stroke="#ffffff".*stroke-linecap="round".* d="M[\d. ]+L[\d. ]+L[\d. ]+"/);
  const [x = 0, y = 0] = (/d="M([\d.]+) ([\d.]+)L/.exec(drawing) ?? []).slice(1).map(Number);
  const { data, width } = await iconAt("/me/icon/1/0b6e5f/L/512.png");
  const at = (Math.floor(y) * width + Math.floor(x)) * 4;
  expect([...data.subarray(at, at + 3)]).toEqual(WHITE);
});

describe("no picture is made of anything else", () => {
  test.each([
    "/me/icon/1/0b6e5f/C/181.png",
    "/me/icon/1/0b6e5f/C/1920.png",
    "/me/icon/1/0b6e5f/CC/192.png",
    "/me/icon/1/0b6e5f/%C3%89/192.png",
    "/me/icon/1/0b6e5f/constructor/192.png",
    "/me/icon/1/0b6e5f/%22%3E%3Cscript%3E/any.svg",
    "/me/icon/1/green/C/192.png",
  ])("%s", async (path) => {
    // What is no icon's address belongs to the wallet, where a stranger has no business.
    expect([401, 404]).toContain((await fetch(service.url + path)).status);
  });
});
