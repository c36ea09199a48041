// The parts of the project and the direction of imports between them: what a part may use of the others, and which packages.

import type { Layer } from "./imports.ts";

/** worker/log.ts and worker/problems.ts: what anything at the edge may use. */
const GROUND = "worker's ground";
/** worker/config.ts, context.ts, env.ts and service.ts: the configuration and what is made of it. */
const FRAME = "worker's frame";
/** A binding is typed by the class behind it. */
const OBJECTS = ["worker/objects"];

/** A path belongs to the first layer that holds it. */
export const LAYERS: readonly Layer[] = [
  {
    name: "src",
    holds: /^src\//,
    imports: ["src"],
    packages: ["intl-messageformat", "libphonenumber-js/mobile", "temporal-polyfill", "valibot"],
  },
  {
    name: "worker/browser",
    holds: /^worker\/browser\//,
    imports: ["worker/browser", "src"],
    types: ["worker/pages"],
    packages: [],
  },
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
    packages: ["@vonage/", "node:crypto", "qrcode"],
  },
  // Pure functions of view models: what a page shows, somebody else has loaded.
  { name: "worker/pages", holds: /^worker\/pages\//, imports: ["worker/pages", "src"], packages: ["hono"] },
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
    name: "worker/routes",
    holds: /^worker\/routes\//,
    imports: [
      "worker/routes",
      "worker/usecases",
      "worker/pages",
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
  {
    name: "worker/objects",
    holds: /^worker\/objects\//,
    imports: ["worker/objects", "worker/usecases", FRAME, "worker/db", "worker/gateways", GROUND, "src"],
    packages: ["cloudflare:"],
  },
  {
    name: "worker/app",
    holds: /^worker\/app\.ts$/,
    imports: ["worker/routes", FRAME, GROUND, "src"],
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
      "worker/pages",
      "worker/browser",
      "data",
    ],
    types: [FRAME],
  },
  { name: "data", holds: /\.json$/, imports: [] },
];
