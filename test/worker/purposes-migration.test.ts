// What was agreed to before points' texts and offers were two consents counts for what its words said: counted before and after.

import { mkdtemp, readdir, rm, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createClient } from "@libsql/client/web";
import { expect, test } from "vitest";
import { startLibsqlServer } from "../../scripts/libsql-server.ts";
import { migrate } from "../../scripts/migrations.ts";

const MIGRATIONS = join(import.meta.dirname, "../../migrations");

/** By name: the ledger, oldest first, and whether offers are agreed to afterwards. */
const people: Readonly<
  Record<string, readonly [changes: readonly (readonly [string, string | null])[], offers: boolean]>
> = {
  "by the invitation in English": [
    [["granted", "collect points, get rewards, and at most 2 offers a month by text."]],
    true,
  ],
  "by the invitation in French": [
    [["granted", "cumulez des points, recevez des cadeaux et au plus 1 offre par mois."]],
    true,
  ],
  "on the page in French": [
    [["granted", "J’accepte de recevoir des SMS : mes points et au plus 2 offres par mois."]],
    true,
  ],
  "of a shop that sends none": [[["granted", "collect points, get rewards by text."]], false],
  "by a START at the carrier": [[["granted", null]], false],
  "who has left": [
    [
      ["granted", "at most 2 offers a month"],
      ["withdrawn", null],
    ],
    false,
  ],
  "who has come back by a YES": [
    [
      ["granted", "at most 2 offers a month"],
      ["withdrawn", null],
      ["granted", "no more texts from us. To come back, reply YES."],
    ],
    false,
  ],
  "whose promotions are held": [
    [
      ["granted", "at most 2 offers a month"],
      ["held", null],
    ],
    true,
  ],
  "who was only asked": [[["asked", "at most 2 offers a month"]], false],
};

test("who agreed to words that named offers has agreed to them, with the same evidence; nobody else", async () => {
  const folder = await mkdtemp(join(tmpdir(), "comptoir-"));
  const server = await startLibsqlServer({ file: ":memory:" });
  const client = createClient({ url: server.url });
  try {
    const files = (await readdir(MIGRATIONS)).sort();
    const last = files.findIndex((file) => file.endsWith("_purposes.sql"));
    for (const file of files.slice(0, last)) await symlink(join(MIGRATIONS, file), join(folder, file));
    await migrate(client, folder);
    await client.execute(`INSERT INTO merchants (id, slug, name, language, time_zone, unit, created_at)
      VALUES ('m', 'm', 'M', 'fr', 'America/Toronto', '{}', 1)`);
    const folds: Record<string, string> = {
      asked: "none",
      granted: "subscribed",
      held: "held",
      withdrawn: "opted_out",
    };
    for (const [n, [name, [changes]]] of Object.entries(people).entries()) {
      const consent = folds[changes.at(-1)?.[0] ?? ""] ?? "none";
      await client.execute({
        sql: `INSERT INTO customers (id, merchant_id, phone, consent, consent_seq, proof, created_at)
          VALUES (?, 'm', ?, ?, ?, '{"word":"YES","at":5}', 1)`,
        args: [name, `+151455501${String(n).padStart(2, "0")}`, consent, changes.length],
      });
      for (const [i, [change, shown]] of changes.entries()) {
        await client.execute({
          sql: `INSERT INTO consent_entries (customer_id, seq, change, word, shown, actor, cause, at)
            VALUES (?, ?, ?, 'YES', ?, 'customer', 'inbound:1', ?)`,
          args: [name, i + 1, change, shown, i + 1],
        });
      }
    }
    const before = (await client.execute("SELECT * FROM consent_entries ORDER BY customer_id, seq")).rows.length;
    await migrate(client, MIGRATIONS);

    const { rows } = await client.execute("SELECT id, offers_consent, consent, consent_seq FROM customers");
    for (const { id, offers_consent } of rows) {
      expect([id, offers_consent]).toEqual([id, people[String(id)]?.[1] ? "subscribed" : "none"]);
    }
    const entries = (await client.execute("SELECT * FROM consent_entries ORDER BY customer_id, seq")).rows;
    const agreed = Object.values(people).filter(([, offers]) => offers).length;
    expect(entries.length).toBe(before + agreed);
    for (const { customer_id, seq, shown } of entries.filter(({ purpose }) => purpose === "offers")) {
      const [changes] = people[String(customer_id)] ?? [[]];
      expect([seq, shown]).toEqual([changes.length + 1, changes.find(([change]) => change === "granted")?.[1]]);
      expect(rows.find(({ id }) => id === customer_id)?.consent_seq).toBe(seq);
    }
  } finally {
    client.close();
    await server.close();
    await rm(folder, { recursive: true });
  }
});
