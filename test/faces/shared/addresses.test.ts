// The addresses of the faces beside the routes that the application really has.

import { expect, test } from "vitest";
import { apiPaths } from "../../../worker/faces/api/addresses.ts";
import { joinPaths } from "../../../worker/faces/join/addresses.ts";
import { kioskPaths } from "../../../worker/faces/kiosk/addresses.ts";
import { merchantPaths } from "../../../worker/faces/merchant/addresses.ts";
import { posterPaths } from "../../../worker/faces/poster/addresses.ts";
import { sharedPaths } from "../../../worker/faces/shared/addresses.ts";
import { simulatorPaths } from "../../../worker/faces/simulator/addresses.ts";
import { walletPaths } from "../../../worker/faces/wallet/addresses.ts";
import { webhookPaths } from "../../../worker/faces/webhooks/addresses.ts";
import { API, INBOX, KIOSK, WALLET } from "../../support/route-table.ts";
import { listRoutes } from "../../support/routes.ts";

/** Of a route and of its address alike: what stands in a parameter's place makes no difference. */
const shapeOf = (path: string): string => path.replace(/:\w+(?:\{.*?\}(?=\/|$))?/g, ":");

type Paths = Readonly<Record<string, (...values: string[]) => string>>;
const shapesOf = (paths: object): string[] =>
  Object.values(paths as Paths).map((path) => shapeOf(path(...Array.from({ length: path.length }, () => ":x"))));

/** Not a route but where a folder of them begins. */
const FOLDERS = ["/assets/", "/api/v1"];

test("every route has an address, and every address is a route's", async () => {
  const faces = [apiPaths, joinPaths, kioskPaths, merchantPaths, posterPaths, sharedPaths, simulatorPaths];
  const addresses = new Set([...faces, walletPaths, webhookPaths].flatMap(shapesOf));
  const routes = (await listRoutes()).map((route) => shapeOf(route.split(" ")[1] ?? ""));
  // The icon's file is named or measured: two routes at one address.
  const named = routes.map((path) => path.replace(/any\.svg$/, ":"));
  expect([...addresses].filter((path) => !FOLDERS.includes(path)).sort()).toEqual([...new Set(named)].sort());
});

test.each([
  ["merchant", Object.keys(INBOX), merchantPaths],
  ["API", API, apiPaths],
  ["wallet", WALLET, walletPaths],
  ["kiosk", KIOSK, kioskPaths],
] as const)("what the table says of the %s is at an address of it", (_, table, paths) => {
  const addresses = shapesOf(paths);
  const others = table.filter((route) => !addresses.includes(shapeOf(route.split(" ")[1] ?? "")));
  expect(others).toEqual([]);
});
