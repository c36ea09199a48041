// Rules on what pages are made of: the styles that they wear, the addresses that they lead to, and the words that they say.

import type { Node } from "oxc-parser";
import type { Rule } from "./rule.ts";
import { type Placed, read, stringOf } from "./source.ts";
import { isCode, type Tree } from "./tree.ts";

const OF_FACES = /^worker\/faces\//;

const noDeadStyle: Rule = {
  name: "no style is dead",
  advice: "No page wears this class: delete the rule, or the part of its selector.",
  faults(tree) {
    const worn = wornIn(tree);
    return [...tree].flatMap(([path, text]) => {
      if (!OF_FACES.test(path) || !path.endsWith(".css")) return [];
      return [...new Set(classesOf(text))].flatMap((name) =>
        worn.some((pattern) => pattern.test(name)) ? [] : [`${path}: .${name}`],
      );
    });
  },
  broken: {
    "worker/faces/wallet/wallet.css": [
      "/* .comment { } */",
      ".balance, .wallet-page > .dots:not(.tone-good, .gone) { background: url('a.png'); width: 1.5em }",
      "@media (min-width: 1.5em) { .worn { } .lost { } .lit { } .shown { } .kept { } }",
    ].join("\n"),
    "worker/faces/wallet/wallet.tsx": [
      `const a = <p class={\`worn tone-\${tone} \${more}\`} id="lost">The balance</p>;`,
      `const b = <body class={\`\${page}-page\`} />;`,
    ].join("\n"),
    "worker/faces/wallet/in-browser/wallet.ts": `p.classList.toggle("lit", isOn);\np.className = "shown";\nconst KEPT_CLASS = "kept";`,
  },
  found: [
    "worker/faces/wallet/wallet.css: .balance",
    "worker/faces/wallet/wallet.css: .dots",
    "worker/faces/wallet/wallet.css: .gone",
    "worker/faces/wallet/wallet.css: .lost",
  ],
};

/** The classes in the selectors of a stylesheet. */
function classesOf(css: string): string[] {
  const bare = css.replace(/\/\*[\s\S]*?\*\/|"[^"]*"|'[^']*'/g, "");
  const selectors = [...bare.matchAll(/([^{};]+)\{/g)].map(([, prelude = ""]) => prelude.trim());
  return selectors
    .filter((selector) => !selector.startsWith("@"))
    .flatMap((selector) => [...selector.matchAll(/\.([a-z][\w-]*)/gi)].map(([, name = ""]) => name));
}

/** What elements are given as a class, in a page or by its script. What a template puts into a name may be anything. */
function wornIn(tree: Tree): RegExp[] {
  const words = [...tree].flatMap(([path, source]) =>
    OF_FACES.test(path) && isCode(path) ? read(path, source).nodes.flatMap(wordsOf) : [],
  );
  return [...new Set(words)].map((word) => new RegExp(`^${word.replaceAll("*", "[\\w-]+")}$`));
}

function wordsOf(placed: Placed): string[] {
  const { node } = placed;
  const written =
    node.type === "Literal" && typeof node.value === "string"
      ? node.value
      : node.type === "TemplateLiteral"
        ? node.quasis.map(({ value }) => value.cooked).join("*")
        : null;
  return written !== null && isWorn(placed) ? written.split(/\s+/).filter((word) => /\w/.test(word)) : [];
}

function isWorn({ node, parent }: Placed): boolean {
  for (let at = parent, child: Node = node; at !== null; child = at.node, at = at.parent) {
    const of = at.node;
    if (of.type === "JSXAttribute") return of.name.type === "JSXIdentifier" && of.name.name === "class";
    if (of.type === "AssignmentExpression") return isMember(of.left, "className");
    // What is put into a page as text.
    if (of.type === "VariableDeclarator") return of.id.type === "Identifier" && of.id.name.endsWith("_CLASS");
    if (of.type === "CallExpression" && of.callee !== child) {
      return of.callee.type === "MemberExpression" && isMember(of.callee.object, "classList");
    }
  }
  return false;
}

const isMember = (node: Node, name: string): boolean =>
  node.type === "MemberExpression" && node.property.type === "Identifier" && node.property.name === name;

const ADDRESS = /^\/(?:inbox|kiosk|me|join|poster|simulator|api|webhooks|assets|pictures)(?:[/?#]|$)/;

const noAddressWritten: Rule = {
  name: "an address is written once",
  advice: "Call it by its name: each face has its addresses in addresses.ts.",
  faults: (tree) =>
    [...tree].flatMap(([path, source]) => {
      if (!OF_FACES.test(path) || !isCode(path) || path.endsWith("/addresses.ts")) return [];
      return read(path, source).nodes.flatMap(({ node, line }) => {
        const start = node.type === "TemplateLiteral" ? node.quasis[0]?.value.cooked : stringOf(node);
        return start && ADDRESS.test(start) ? [`${path}:${line} ${start}`] : [];
      });
    }),
  broken: {
    "worker/faces/wallet/addresses.ts": `export const walletPaths = { home: () => "/me" };`,
    "worker/faces/wallet/wallet.tsx": [
      `const a = <a href="/me/account">Account</a>;`,
      `const b = \`/me/claims/\${id}/use\`;`,
      `const c = c.redirect("/inbox?done=saved");`,
      `const fine = [/^\\/me\\//, \`\${walletPaths.home()}?done=taken\`, "/menu", "see /me"];`,
    ].join("\n"),
  },
  found: [
    "worker/faces/wallet/wallet.tsx:1 /me/account",
    "worker/faces/wallet/wallet.tsx:2 /me/claims/",
    "worker/faces/wallet/wallet.tsx:3 /inbox?done=saved",
  ],
};

/** What both languages say with the same word. */
const SAME_IN_BOTH = new Set(
  `Café Canada Cannabis CBD Code Codes Conversation Conversations Correction Coupon France Garage Messages minutes
   Points Programme Restaurant Salon Suggestions`.split(/\s+/),
);

const inBothLanguages: Rule = {
  name: "French is not English left over",
  advice: "Translate it. A word that both languages have stands in SAME_IN_BOTH in rules-of-pages.ts.",
  faults: (tree) =>
    [...tree].flatMap(([path, source]) => {
      if (!OF_FACES.test(path) || !isCode(path)) return [];
      const english = namedIn(path, source, "en");
      const french = namedIn(path, source, "fr") ?? namedIn(path, tree.get(frenchOf(path)) ?? "", "fr");
      if (english === null || french === null) return [];
      const said = new Map(french);
      const same = english.filter(([key, text]) => said.get(key) === text && !isOfBoth(text));
      return same.map(([key]) => `${path}: ${key}`);
    }),
  broken: {
    "worker/faces/kiosk/words.ts": [
      `const en = { title: "Rewards", unit: "Points", lead: { staff: "Staff", "0": (n: number) => \`\${n} kept\` }, dash: "–" };`,
      `const fr: Words<typeof en> = { title: "Rewards", unit: "Points", lead: { staff: "Personnel", "0": (n) => \`\${n} kept\` }, dash: "–" };`,
    ].join("\n"),
    "worker/faces/wallet/words.en.ts": `export const en = { take: "Take", use: "Use" };`,
    "worker/faces/wallet/words.fr.ts": `export const fr = { take: "Take", use: "Utiliser" };`,
  },
  found: [
    "worker/faces/kiosk/words.ts: title",
    "worker/faces/kiosk/words.ts: lead.0",
    "worker/faces/wallet/words.en.ts: take",
  ],
};

/** @param text as it is written: what is put into it is no word. */
const isOfBoth = (text: string): boolean =>
  (text.replace(/\$\{[^}]*\}/g, "").match(/\p{L}{2,}/gu) ?? []).every((word) => SAME_IN_BOTH.has(word));

const frenchOf = (path: string): string => path.replace(".en.ts", ".fr.ts");

/** Each text of an object by its key, and what a function makes of it as it is written. */
function namedIn(path: string, source: string, name: string): (readonly [key: string, text: string])[] | null {
  for (const { node, parent } of read(path, source).nodes) {
    if (node.type !== "VariableDeclarator" || parent?.parent === null) continue;
    if (node.id.type === "Identifier" && node.id.name === name && node.init) return textsOf(node.init, source);
  }
  return null;
}

function textsOf(node: Node, source: string, key = ""): (readonly [string, string])[] {
  if (node.type === "ObjectExpression") {
    return node.properties.flatMap((property) => {
      if (property.type !== "Property") return [];
      const own = property.key.type === "Identifier" ? property.key.name : String(stringOf(property.key));
      return textsOf(property.value, source, key === "" ? own : `${key}.${own}`);
    });
  }
  const said = node.type === "ArrowFunctionExpression" ? node.body : node;
  return [[key, source.slice(said.start, said.end)]];
}

export const rulesOfPages: readonly Rule[] = [noDeadStyle, noAddressWritten, inBothLanguages];
