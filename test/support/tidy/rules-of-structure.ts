// Rules on how the project hangs together: the direction of imports, a pure core, and no file that nothing comes to.

import { arrowsBack, circles, reachedFrom } from "./imports.ts";
import { LAYERS } from "./layers.ts";
import { grep, type Rule } from "./rule.ts";
import { nameOf, type Placed, read, stringOf } from "./source.ts";
import { isCode } from "./tree.ts";

const oneWay: Rule = {
  name: "imports run one way",
  advice:
    "src ← worker/db, gateways ← usecases ← faces, objects ← app ← index, and no face imports another " +
    "(test/support/tidy/layers.ts). Move what is shared towards src or to faces/shared, or hand it in as an argument.",
  faults: (tree) => arrowsBack(tree, LAYERS),
  broken: {
    "src/a.ts": `import { log } from "../worker/log.ts";\nimport type { D1Database } from "@cloudflare/workers-types";`,
    "src/b.ts": `export * from "node:crypto";\nexport type { Env } from "../worker/env.ts";\nimport("hono");`,
    "src/c.ts": `import parse from "libphonenumber-js";\nlet x: typeof import("node:fs");`,
    "worker/db/a.ts": `import { Page } from "../faces/shared/layout.tsx";\nimport { readConfig } from "../env.ts";`,
    "worker/db/fine.ts": `import type { Config } from "../env.ts";\nimport { eq } from "drizzle-orm";`,
    "worker/faces/kiosk/a.tsx": [
      `import type { Row } from "../../db/schema.ts";`,
      `import { points } from "../wallet/words.ts";`,
      `import { atKiosk } from "./routes/device.tsx";`,
    ].join("\n"),
    "worker/faces/kiosk/fine.tsx": `import { Page } from "../shared/layout.tsx";\nimport { me } from "../wallet/addresses.ts";`,
    "worker/faces/kiosk/addresses.ts": `import { kioskWords } from "./words.ts";`,
    "worker/faces/shared/a.tsx": `import { Balance } from "../wallet/wallet.tsx";`,
    "worker/gateways/a.ts": `import { readFile } from "node:fs";`,
    "worker/env.ts": `import { Room } from "./objects/room.ts";\nimport type { Line } from "./objects/line.ts";`,
    "worker/usecases/a.ts": `import { Hono } from "hono";\nimport { inbox } from "../faces/merchant/inbox/routes.tsx";`,
    "worker/faces/merchant/inbox/routes.tsx": [
      `import { seed } from "../../../../scripts/seed.ts";`,
      `import { app } from "../../../app.ts";`,
      `import { loadCustomerSession } from "../../wallet/routes/customer-session.ts";`,
    ].join("\n"),
    "worker/faces/merchant/inbox/in-browser/a.ts": `import { Thread } from "../thread.tsx";\nimport { html } from "hono/html";`,
    "worker/stray.ts": "",
    "scripts/a.ts": `import { app } from "../worker/app.ts";`,
    "test/a.ts": `import notes from "../notes/a.ts";`,
  },
  found: [
    "src/a.ts:1 imports ../worker/log.ts: src → worker's ground",
    "src/a.ts:2 imports types of @cloudflare/workers-types: not a package for src",
    "src/b.ts:1 imports node:crypto: not a package for src",
    "src/b.ts:2 imports types of ../worker/env.ts: src → worker's frame",
    "src/b.ts:3 imports hono: not a package for src",
    "src/c.ts:1 imports libphonenumber-js: not a package for src",
    "src/c.ts:2 imports types of node:fs: not a package for src",
    "worker/db/a.ts:1 imports ../faces/shared/layout.tsx: worker/db → the pages of shared",
    "worker/db/a.ts:2 imports ../env.ts: worker/db → worker's frame",
    "worker/faces/kiosk/a.tsx:1 imports types of ../../db/schema.ts: the pages of kiosk → worker/db",
    "worker/faces/kiosk/a.tsx:2 imports ../wallet/words.ts: the pages of kiosk → the pages of wallet",
    "worker/faces/kiosk/a.tsx:3 imports ./routes/device.tsx: the pages of kiosk → the routes of kiosk",
    "worker/faces/kiosk/addresses.ts:1 imports ./words.ts: the addresses of kiosk → the pages of kiosk",
    "worker/faces/shared/a.tsx:1 imports ../wallet/wallet.tsx: the pages of shared → the pages of wallet",
    "worker/gateways/a.ts:1 imports node:fs: not a package for worker/gateways",
    "worker/env.ts:1 imports ./objects/room.ts: worker's frame → worker/objects",
    "worker/usecases/a.ts:1 imports hono: not a package for worker/usecases",
    "worker/usecases/a.ts:2 imports ../faces/merchant/inbox/routes.tsx: worker/usecases → the routes of merchant",
    "worker/faces/merchant/inbox/routes.tsx:1 imports ../../../../scripts/seed.ts: the routes of merchant → scripts",
    "worker/faces/merchant/inbox/routes.tsx:2 imports ../../../app.ts: the routes of merchant → worker/app",
    "worker/faces/merchant/inbox/routes.tsx:3 imports ../../wallet/routes/customer-session.ts: the routes of merchant → the routes of wallet",
    "worker/faces/merchant/inbox/in-browser/a.ts:1 imports ../thread.tsx: the scripts of merchant → the pages of merchant",
    "worker/faces/merchant/inbox/in-browser/a.ts:2 imports hono/html: not a package for the scripts of merchant",
    "worker/stray.ts belongs to no part of the project",
    "scripts/a.ts:1 imports ../worker/app.ts: scripts → worker/app",
    "test/a.ts:1 imports ../notes/a.ts: test → no part of the project",
  ],
};

const noCircles: Rule = {
  name: "no files need each other",
  advice: "Give what both need a file of its own. Outside the faces types may go in circles: `import type`.",
  faults: circles,
  broken: {
    "src/a.ts": `import { b } from "./b.ts";`,
    "src/b.ts": `import { c } from "./c.ts";`,
    "src/c.ts": `import { a } from "./a.ts";\nimport type { D } from "./d.ts";`,
    "src/d.ts": `import { c } from "./c.ts";`,
    "worker/faces/wallet/account.tsx": `import { Consents } from "./consents.tsx";`,
    "worker/faces/wallet/consents.tsx": `import type { AccountView } from "./account.tsx";`,
  },
  found: [
    "src/a.ts → src/b.ts → src/c.ts → src/a.ts",
    "worker/faces/wallet/account.tsx → worker/faces/wallet/consents.tsx → worker/faces/wallet/account.tsx",
  ],
};

/** A clock, chance, the platform, and the ways to it by another name. */
const IMPURE = new Set(
  `fetch crypto performance process console navigator globalThis eval require
   setTimeout setInterval setImmediate queueMicrotask`.split(/\s+/),
);
/** What the language has itself, and what of it the core may use. */
const PURE_MEMBERS: Readonly<Record<string, (member: string | null) => boolean>> = {
  Date: (member) => member === "UTC" || member === "parse",
  Math: (member) => member !== null && member !== "random",
  Temporal: (member) => member !== "Now",
};

/** `now` of `Date.now`. */
function memberOf({ node, parent }: Placed): string | null {
  const of = parent?.node;
  return of?.type === "MemberExpression" && of.object === node && of.property.type === "Identifier"
    ? of.property.name
    : null;
}

const purity: Rule = {
  name: "the core knows no clock, no chance and no platform",
  advice: "Take the time, the random bytes or the answer as an argument: worker/context.ts has them.",
  faults: (tree) =>
    [...tree].flatMap(([path, source]) => {
      if (!path.startsWith("src/") || !isCode(path)) return [];
      return read(path, source).nodes.flatMap((placed) => {
        const name = nameOf(placed);
        if (name === null) return [];
        const member = memberOf(placed);
        const isImpure = IMPURE.has(name) || (Object.hasOwn(PURE_MEMBERS, name) && !PURE_MEMBERS[name]?.(member));
        return isImpure ? [`${path}:${placed.line} ${[name, ...(member ? [member] : [])].join(".")}`] : [];
      });
    }),
  broken: {
    "src/a.ts": "const now = Date.now();\nconst day = new Date(0);\nconst dice = Math.random();",
    "src/b.ts": `await fetch(url);\ncrypto.getRandomValues(bytes);\nperformance.now();\nglobalThis["fetch"];`,
    "src/c.ts": `log(\`at \${Temporal.Now.instant()} by \${\`\${process.pid}\`}\`);`,
    "src/d.ts": "setTimeout(f, 1);\nconsole.log(1);",
    "src/fine.ts": [
      "// fetch, crypto, new Date()",
      'const text = "Date.now()" + `Math.random() console` + carrier.fetch;',
      "const hour = Date.UTC(2026, 1) / HOUR / text.match(/process/).length;",
    ].join("\n"),
  },
  found: [
    "src/a.ts:1 Date.now",
    "src/a.ts:2 Date",
    "src/a.ts:3 Math.random",
    "src/b.ts:1 fetch",
    "src/b.ts:2 crypto.getRandomValues",
    "src/b.ts:3 performance.now",
    "src/b.ts:4 globalThis",
    "src/c.ts:1 Temporal.Now",
    "src/c.ts:1 process.pid",
    "src/d.ts:1 setTimeout",
    "src/d.ts:2 console.log",
  ],
};

const CORE_OPTIONS = { lib: ["ES2024"], types: [] };

const compiledAlone: Rule = {
  name: "the core is compiled with nothing but the language",
  advice: `src/tsconfig.json keeps ${JSON.stringify(CORE_OPTIONS)}, and no file of the core reopens what that closes.`,
  faults(tree) {
    const { compilerOptions } = JSON.parse(tree.get("src/tsconfig.json") ?? "{}");
    const isClosed = JSON.stringify(compilerOptions) === JSON.stringify(CORE_OPTIONS);
    const reopening = /^\s*\/\/\/\s*<reference.*|\bdeclare (?:global|module)\b/;
    return [
      ...(isClosed ? [] : [`src/tsconfig.json has ${JSON.stringify(compilerOptions)}`]),
      ...grep(
        tree,
        (path) => path.startsWith("src/") && isCode(path),
        (line) => reopening.exec(line)?.[0],
      ),
    ];
  },
  broken: {
    "src/tsconfig.json": `{ "compilerOptions": { "lib": ["ES2024", "DOM"], "types": [] } }`,
    "src/a.ts": `/// <reference types="node" />\ndeclare global {}`,
  },
  found: [
    `src/tsconfig.json has {"lib":["ES2024","DOM"],"types":[]}`,
    `src/a.ts:1 /// <reference types="node" />`,
    "src/a.ts:2 declare global",
  ],
};

const noDeadFile: Rule = {
  name: "no file is dead",
  advice: "Nothing that runs comes to it: import it where it is needed, name it in package.json, or delete it.",
  faults(tree) {
    const paths = [...tree.keys()].filter((path) => isCode(path) && !path.endsWith(".d.ts"));
    const manifests = ["package.json", "wrangler.toml", ".ci/run"].map((path) => tree.get(path) ?? "").join("\n");
    const words = paths
      .filter((path) => path.startsWith("worker/faces/") && !path.includes("/in-browser/"))
      .flatMap((path) => read(path, tree.get(path) ?? "").nodes)
      .flatMap(({ node }) => stringOf(node) ?? []);
    const namedByPages = paths.filter((path) => words.includes(/\/in-browser\/([\w-]+)\.ts$/.exec(path)?.[1] ?? ""));
    const named = manifests.match(/scripts\/[\w./-]+/g) ?? [];
    const programs = reachedFrom(tree, ["worker/index.ts", ...namedByPages, ...named]);
    const tests = reachedFrom(tree, [...paths.filter((path) => path.endsWith(".test.ts")), "vitest.config.ts"]);
    // A test is a reason for a script or a helper to be there, not for a piece of the product.
    return paths.filter((path) => {
      if (/^(?:src|worker)\//.test(path)) return !programs.has(path);
      return /^(?:scripts|test)\//.test(path) && !programs.has(path) && !tests.has(path);
    });
  },
  broken: {
    "package.json": `{ "scripts": { "start": "node scripts/bootstrap.mjs scripts/start.ts" } }`,
    "worker/index.ts": `import { layout } from "./faces/shared/layout.tsx";\nimport { used } from "../src/used.ts";`,
    "worker/faces/shared/layout.tsx": `const script: "inbox" | null = null;`,
    "worker/faces/shared/unlinked.tsx": "",
    "worker/faces/merchant/in-browser/inbox.ts": `import "./parts/live.ts";`,
    "worker/faces/merchant/in-browser/parts/live.ts": "",
    "worker/faces/merchant/in-browser/forgotten.ts": "",
    "src/used.ts": `import type { T } from "./types.ts";`,
    "src/types.ts": "",
    "src/only-tested.ts": "",
    "scripts/bootstrap.mjs": "",
    "scripts/start.ts": `spawn("child.ts");`,
    "scripts/child.ts": "",
    "scripts/stray.ts": "",
    "scripts/carrier.ts": "",
    "test/a.test.ts": `import "../src/only-tested.ts";\nimport "../scripts/carrier.ts";\nimport "./support/used.ts";`,
    "test/support/used.ts": "",
    "test/support/unused.ts": "",
  },
  found: [
    "worker/faces/shared/unlinked.tsx",
    "worker/faces/merchant/in-browser/forgotten.ts",
    "src/only-tested.ts",
    "scripts/stray.ts",
    "test/support/unused.ts",
  ],
};

export const rulesOfStructure: readonly Rule[] = [oneWay, noCircles, purity, compiledAlone, noDeadFile];
