// Rules on what is written down once and then relied on: versions of packages, and migrations.

import type { Rule } from "./rule.ts";

interface Manifest {
  readonly dependencies?: Record<string, string>;
  readonly devDependencies?: Record<string, string>;
}
interface Lockfile {
  readonly packages?: Record<string, { readonly version?: string; readonly resolved?: string }>;
}

const isExact = (version: string): boolean => /^\d+\.\d+\.\d+(?:-[\w.]+)?$/.test(version);

const exactVersions: Rule = {
  name: "every version is exact, in package.json and in the lockfile",
  advice: "`npm install --save-exact`, where the project's .npmrc is heard: it leaves the registry's addresses out.",
  faults(tree) {
    const manifest: Manifest = JSON.parse(tree.get("package.json") ?? "{}");
    const { packages = {} }: Lockfile = JSON.parse(tree.get("package-lock.json") ?? "{}");
    const wanted = Object.entries({ ...manifest.dependencies, ...manifest.devDependencies });
    const loose = wanted.filter(([, version]) => !isExact(version));
    const unlocked = wanted.filter(([name, version]) => packages[`node_modules/${name}`]?.version !== version);
    const resolved = Object.entries(packages).filter(([, { resolved }]) => resolved !== undefined);
    return [
      ...loose.map(([name, version]) => `package.json: ${name} ${version}`),
      ...unlocked.map(([name, version]) => `package-lock.json: not ${name} ${version}`),
      ...resolved.map(([path]) => `package-lock.json: ${path} has the address of a registry`),
    ];
  },
  broken: {
    "package.json": JSON.stringify({
      dependencies: { a: "^1.0.0", b: "1.2.3" },
      devDependencies: { c: "latest", d: "2.0.0-beta.1" },
    }),
    "package-lock.json": JSON.stringify({
      packages: {
        "node_modules/a": { version: "^1.0.0" },
        "node_modules/b": { version: "1.2.4" },
        "node_modules/c": { version: "latest" },
        "node_modules/d": { version: "2.0.0-beta.1", resolved: "https://registry.example/d.tgz" },
      },
    }),
  },
  found: [
    "package.json: a ^1.0.0",
    "package.json: c latest",
    "package-lock.json: not b 1.2.3",
    "package-lock.json: node_modules/d has the address of a registry",
  ],
};

const numberedMigrations: Rule = {
  name: "migrations are numbered from 0001 without a gap",
  advice: "The next file is the next number and a name, 0002_what_it_does.sql. One that was applied is never edited.",
  faults(tree) {
    const paths = [...tree.keys()].filter((path) => path.startsWith("migrations/")).sort();
    return paths.flatMap((path, i) => {
      const number = String(i + 1).padStart(4, "0");
      const isDue = new RegExp(`^migrations/${number}_[a-z0-9_]+\\.sql$`).test(path);
      return isDue ? [] : [`${path} where ${number} is due`];
    });
  },
  broken: {
    "migrations/0001_ground_floor.sql": "",
    "migrations/0003_rewards.sql": "",
    "migrations/notes.md": "",
  },
  found: ["migrations/0003_rewards.sql where 0002 is due", "migrations/notes.md where 0003 is due"],
};

export const rulesOfRecords: readonly Rule[] = [exactVersions, numberedMigrations];
