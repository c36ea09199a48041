// The parts of the project and the direction of imports between them: what a part may use of the others, and which packages.

import type { Layer } from "./imports.ts";

/** worker/log.ts and worker/problems.ts: what anything at the edge may use. */
const GROUND = "worker's ground";
/** worker/config.ts, context.ts, env.ts and service.ts: the configuration and what is made of it. */
const FRAME = "worker's frame";
/** A binding is typed by the class behind it. */
const OBJECTS = ["worker/objects"];

/** Who sees the service: each has a face of their own, and what two of them see is shared. */
const FACES = "wallet kiosk merchant join poster simulator api webhooks shared".split(" ");

const routesOf = (face: string) => `the routes of ${face}`;
const pagesOf = (face: string) => `the pages of ${face}`;
const scriptsOf = (face: string) => `the scripts of ${face}`;
const addressesOf = (face: string) => `the addresses of ${face}`;

/** A face imports no other but what is shared, and the addresses of all: a page of one leads to a page of another. */
function layersOf(face: string): Layer[] {
  const faces = [...new Set([face, "shared"])];
  const addresses = FACES.map(addressesOf);
  const holds = (files: string) => new RegExp(`^worker/faces/${face}/${files}`);
  return [
    { name: addressesOf(face), holds: holds("addresses\\.ts$"), imports: [], packages: [] },
    {
      name: scriptsOf(face),
      holds: holds("(?:.*/)?in-browser/"),
      imports: [...faces.map(scriptsOf), ...addresses, "src"],
      packages: [],
    },
    {
      name: routesOf(face),
      holds: holds("(?:.*/)?routes(?:/|\\.tsx?$)"),
      imports: [
        ...faces.flatMap((each) => [routesOf(each), pagesOf(each)]),
        ...addresses,
        "worker/usecases",
        FRAME,
        "worker/db",
        "worker/gateways",
        GROUND,
        "src",
        "data",
      ],
      types: OBJECTS,
      packages: ["hono", "valibot"],
    },
    // Pure functions of view models: what a page shows, somebody else has loaded.
    {
      name: pagesOf(face),
      holds: holds(""),
      imports: [...faces.map(pagesOf), ...addresses, "src"],
      packages: ["hono"],
    },
  ];
}

/** A path belongs to the first layer that holds it. */
export const LAYERS: readonly Layer[] = [
  {
    name: "src",
    holds: /^src\//,
    imports: ["src"],
    packages: ["intl-messageformat", "libphonenumber-js/mobile", "temporal-polyfill", "valibot"],
  },
  ...FACES.flatMap(layersOf),
  {
    name: "worker/db",
    holds: /^worker\/db\//,
    imports: ["worker/db", GROUND, "src"],
    types: [FRAME],
    packages: ["@libsql/client", "drizzle-orm"],
  },
  {
    name: "worker/gateways",
    holds: /^worker\/gateways\//,
    imports: ["worker/gateways", GROUND, "src"],
    types: [FRAME],
    packages: ["@vonage/", "hono/utils/encode", "hono/utils/jwt", "node:crypto", "qrcode"],
  },
  { name: GROUND, holds: /^worker\/(?:log|problems)\.ts$/, imports: ["src"], packages: ["hono"] },
  {
    name: FRAME,
    holds: /^worker\/(?:config|context|create-context|env|service)\.ts$/,
    imports: [FRAME, "worker/db", "worker/gateways", GROUND, "src"],
    types: OBJECTS,
    packages: ["valibot"],
  },
  {
    name: "worker/usecases",
    holds: /^worker\/usecases\//,
    imports: ["worker/usecases", FRAME, "worker/db", "worker/gateways", GROUND, "src"],
    packages: ["drizzle-orm"],
  },
  {
    name: "worker/objects",
    holds: /^worker\/objects\//,
    imports: ["worker/objects", "worker/usecases", FRAME, "worker/db", "worker/gateways", GROUND, "src"],
    packages: ["cloudflare:"],
  },
  {
    name: "worker/app",
    holds: /^worker\/app\.ts$/,
    imports: [...FACES.map(routesOf), FRAME, GROUND, "src"],
    packages: ["hono"],
  },
  {
    name: "worker/index",
    holds: /^worker\/index\.ts$/,
    imports: ["worker/app", "worker/objects", "worker/usecases", FRAME, GROUND],
    packages: [],
  },
  { name: "declarations", holds: /^worker\/[\w-]+\.d\.ts$/, imports: [], packages: [] },
  // A command of the operator is one more door to an act: it calls the usecase that a page calls.
  {
    name: "scripts",
    holds: /^scripts\//,
    imports: ["scripts", "src", "worker/usecases", "worker/db", "worker/gateways", FRAME, GROUND, "data"],
  },
  {
    name: "test",
    holds: /^test\/|^vitest\.config\.ts$/,
    imports: [
      "test",
      "scripts",
      "src",
      "worker/usecases",
      "worker/db",
      "worker/gateways",
      ...FACES.flatMap((face) => [pagesOf(face), addressesOf(face)]),
      "data",
    ],
    types: [FRAME],
  },
  { name: "data", holds: /\.json$/, imports: [] },
];
