// Rules on what a file is like: its size, its first sentence, and what must not be written in it.

import { grep, type Rule } from "./rule.ts";
import { read } from "./source.ts";
import { isCode } from "./tree.ts";

/** In lines; the first that fits a path holds for it. What is a table and no code may be longer, by name. */
const LINES_MAX: readonly (readonly [RegExp, number])[] = [
  [/^src\/conversation\/phrases-lines\.ts$/, 370],
  [/^test\/core\/reader-texts\.ts$/, 720],
  [/^migrations\//, 300],
  [/^test\//, 470],
  [/\.(?:tsx?|mjs|css|md)$/, 330],
];

const bounded: Rule = {
  name: "no file has grown past its bound",
  advice: "Find the second topic in it and give that a file of its own. The bounds stand in rules-of-files.ts.",
  faults: (tree) =>
    [...tree].flatMap(([path, text]) => {
      const lines = text.trimEnd().split("\n").length;
      const bound = LINES_MAX.find(([fits]) => fits.test(path))?.[1] ?? Number.POSITIVE_INFINITY;
      return lines > bound ? [`${path} has ${lines} lines of ${bound}`] : [];
    }),
  broken: {
    "src/long.ts": "1;\n".repeat(331),
    "src/fits.ts": "1;\n".repeat(330),
    "test/long.test.ts": "1;\n".repeat(471),
    "test/golden/long.json": "1\n".repeat(471),
    "package-lock.json": "1\n".repeat(10_000),
  },
  found: [
    "src/long.ts has 331 lines of 330",
    "test/long.test.ts has 471 lines of 470",
    "test/golden/long.json has 471 lines of 470",
  ],
};

const opened: Rule = {
  name: "every file opens with a sentence on what lives in it",
  advice: "Begin with a comment: one sentence, a full stop last.",
  faults: (tree) =>
    [...tree].flatMap(([path, text]) => {
      if (!/\.(?:tsx?|mjs|css|sql)$/.test(path)) return [];
      const comment = /^(?:#!.*\n)?((?:(?:\/\/|--).*(?:\n|$))+|\/\*[\s\S]*?\*\/)/.exec(text)?.[1] ?? "";
      const words = comment.replace(/^[\s/*-]+|[\s/*-]+$/g, "");
      return /^(?:\S+\s+){3,}?\S+[.?:](?:\s|$)/.test(words) ? [] : [path];
    }),
  broken: {
    "src/bare.ts": `import { a } from "./a.ts";`,
    "src/label.ts": "// helpers\nexport const a = 1;",
    "src/late.ts": "export const a = 1;\n// What lives in it.",
    "src/fine.ts": "// What lives in this file.",
    "scripts/fine.ts": "#!/usr/bin/env node\n/**\n * What lives in this file.\n */",
    "migrations/0001_fine.sql": "-- What lives in this file.\n",
    "worker/faces/shared/bare.css": ":root {}",
  },
  found: ["src/bare.ts", "src/label.ts", "src/late.ts", "worker/faces/shared/bare.css"],
};

const finished: Rule = {
  name: "nothing is left for later",
  advice: "Do it now, or write an issue: a note in a comment is never read again.",
  faults(tree) {
    const note = /\b(?:TODO|FIXME|XXX|HACK)\b/;
    const inComments = [...tree].flatMap(([path, source]) =>
      (isCode(path) ? read(path, source).comments : []).flatMap(({ text, line }) => {
        const found = note.exec(text)?.[0];
        return found === undefined ? [] : [`${path}:${line} ${found}`];
      }),
    );
    const isProse = (path: string) => /\.(?:md|sql|css|toml)$/.test(path);
    return [...inComments, ...grep(tree, isProse, (line) => note.exec(line)?.[0])];
  },
  broken: {
    "src/a.ts": `const x = 1; // TODO name it\nconst word = "TODO";`,
    "src/b.ts": "/**\n * FIXME: wrong on Sundays\n */",
    "README.md": "XXX say how",
  },
  found: ["src/a.ts:1 TODO", "src/b.ts:1 FIXME", "README.md:1 XXX"],
};

const allTestsRun: Rule = {
  name: "no test is skipped and none runs alone",
  advice: "Mend the test or delete it. What a machine may lack (a browser, a system package), the project brings.",
  faults: (tree) =>
    [...tree].flatMap(([path, source]) => {
      if (!path.startsWith("test/") || !isCode(path)) return [];
      return read(path, source).nodes.flatMap(({ node, parent, line }) => {
        if (node.type !== "Identifier") return [];
        const of = parent?.node;
        const isMember =
          of?.type === "MemberExpression" &&
          of.property === node &&
          /^(?:only|skip|skipIf|runIf|todo|fails)$/.test(node.name);
        const isAlias =
          of?.type === "CallExpression" &&
          of.callee === node &&
          /^(?:xit|xtest|xdescribe|fit|fdescribe)$/.test(node.name);
        return isMember || isAlias ? [`${path}:${line} ${node.name}`] : [];
      });
    }),
  broken: {
    "test/a.test.ts": [
      `test.only("a", f);`,
      `describe.skip("b", f);`,
      `test.skipIf(true)("c", f);`,
      `xit("d", f);`,
      `// test.only is forbidden`,
      `const only = "test.skip";`,
    ].join("\n"),
  },
  found: ["test/a.test.ts:1 only", "test/a.test.ts:2 skip", "test/a.test.ts:3 skipIf", "test/a.test.ts:4 xit"],
};

const PHONE_NUMBERS: readonly RegExp[] = [
  /(?<![\w+])\+[1-9][\d .()-]{5,}\d/g, // anywhere, with its country
  /(?<![\w.+-])(?:1[ .-]?)?\(?[2-9]\d{2}\)?[ .-]?[2-9]\d{2}[ .-]?\d{4}(?![\w-])/g, // North America
  /(?<![\w.+-])0[1-9]([ .-]?)\d{2}(?:\1\d{2}){3}(?![\w-])/g, // France
];
/** Numbers that nobody has. */
const FICTIONAL: readonly RegExp[] = [
  /^1?[2-9]\d{2}55501\d{2}$/, // kept for fiction in North America
  /^447700900\d{3}$/, // kept for fiction in Britain: Vonage's own example
  /^(?:33)?0?612345678$|^0123456789$/, // libphonenumber's examples of a French mobile and a French landline
];

const nobodysNumber: Rule = {
  name: "no telephone number is a real person's",
  advice: "Use +1 NXX 555 01xx: North America keeps 555-0100 to 555-0199 of every area for fiction.",
  faults(tree) {
    const isReal = (number: string) => {
      const digits = number.replace(/\D/g, "");
      return digits.length >= 9 && digits.length <= 15 && !FICTIONAL.some((fictional) => fictional.test(digits));
    };
    return grep(
      tree,
      (path) => path !== "package-lock.json",
      (line) => PHONE_NUMBERS.flatMap((pattern) => line.match(pattern) ?? []).find(isReal),
    );
  },
  broken: {
    "src/a.ts": `const a = "+15145551234";\nconst b = "(514) 555-9876";\nconst c = "06 98 76 54 32";`,
    "test/golden/a.json": `"from": "+33698765432", "to": "+15145550100"`,
    "README.md": "Text 514-555-0142, +1 212 555 0199, 06 12 34 56 78, not 418.555.2345, on 2026-11-22 at 1790000000.",
  },
  found: [
    "src/a.ts:1 +15145551234",
    "src/a.ts:2 (514) 555-9876",
    "src/a.ts:3 06 98 76 54 32",
    "test/golden/a.json:1 +33698765432",
    "README.md:1 418.555.2345",
  ],
};

const MACHINE_PATH = /(?<![\w.*])\/(?:home|Users|root|work|tmp|var\/folders|mnt)\/[\w.-]*|\b[A-Z]:\\\w+/;

const noMachine: Rule = {
  name: "no path of somebody's machine",
  advice: "Join paths from import.meta.dirname, and temporary ones from os.tmpdir().",
  faults: (tree) =>
    grep(
      tree,
      (path) => path !== "package-lock.json",
      (line) => MACHINE_PATH.exec(line)?.[0],
    ),
  broken: {
    "scripts/a.ts": `const root = "/home/ada/comptoir";\nconst log = "/tmp/log";\nconst c = "C:\\Users";`,
    "src/fine.ts": `const path = "../work/a.ts" + "https://example.com/home/x";`,
  },
  found: ["scripts/a.ts:1 /home/ada", "scripts/a.ts:2 /tmp/log", "scripts/a.ts:3 C:\\Users"],
};

export const rulesOfFiles: readonly Rule[] = [bounded, opened, finished, allTestsRun, nobodysNumber, noMachine];
