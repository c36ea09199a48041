// A backup that is brought back: who has left since stays left, who was deleted stays deleted, and nothing goes out until all is in order.

import { mkdtemp, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { eq } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openDataFolder } from "../../scripts/data-folder.ts";
import { startLibsqlServer } from "../../scripts/libsql-server.ts";
import { copyDatabase } from "../../scripts/operator/copy.ts";
import { serveFile } from "../../scripts/operator/database.ts";
import { settleAndClaim } from "../../worker/db/outbox-claims.ts";
import { customers, outbox } from "../../worker/db/schema.ts";
import { deleteCustomer } from "../../worker/usecases/delete-customer.ts";
import { operatorOn } from "../support/operator.ts";
import { NUMBER_HASH_KEY } from "../support/service.ts";
import { phones, sendAll, startBusyService } from "./busy-service.ts";
import type { Texting } from "./texting.ts";

let folder: string;
let texting: Texting;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "comptoir-"));
  texting = await startBusyService();
  await writeFile(join(folder, "number-hash-key"), NUMBER_HASH_KEY);
});
afterAll(async () => {
  await texting?.close();
  await rm(folder, { recursive: true, force: true });
});

test("a backup is whole, for its owner's eyes, and written over nothing", async () => {
  await copyDatabase(texting.client, join(folder, "comptoir.db"));
  const server = await startLibsqlServer({ file: join(folder, "comptoir.db") });
  const [local, remote] = [
    operatorOn({ DATA_DIR: folder }),
    operatorOn({ DATA_DIR: folder, DATABASE_URL: server.url }),
  ];
  for (const [operator, name] of [
    [local, "local.backup"],
    [remote, "remote.backup"],
  ] as const) {
    const file = join(folder, name);
    const { code, out, err } = await operator("backup", file);
    expect([code, err]).toEqual([0, ""]);
    expect(out).toMatch(/NUMBER_HASH_KEY and LINK_SIGNING_KEYS belong with it/);
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    expect((await operator("backup", file)).err).toBe(`${file} is there already, and is not written over.\n`);
    const copy = await serveFile(file);
    const count = "SELECT (SELECT count(*) FROM outbox) AS n, (SELECT count(*) FROM point_entries) AS m";
    const [[one], [other]] = [(await copy.client.execute(count)).rows, (await texting.client.execute(count)).rows];
    expect(one).toEqual(other);
    await copy.close();
  }
  expect((await local("backup")).err).toBe("FILE is missing.\n");
  await server.close();
});

test("what people have said since holds, and what waited never goes out", async () => {
  // Since the backup: one leaves, one is deleted, one earns, and a message waits to be sent again.
  const { context, db, merchantId } = texting;
  await texting.says(phones.member, "STOP");
  await sendAll(texting);
  await texting.says(phones.other, "NO OFFERS");
  await texting.says(phones.other, "2468 97531 7");
  const { id: deletedId } = await texting.customerAt(phones.cameBack);
  await deleteCustomer(context, { merchantId, customerId: deletedId, word: "Delete", shown: "All of it goes" });
  await texting.joins("+15145550169", 0);
  await texting.says("+15145550169", "STOP");
  await sendAll(texting);
  await rm(join(folder, "comptoir.db"));
  await copyDatabase(texting.client, join(folder, "comptoir.db"));

  const backup = await serveFile(join(folder, "local.backup"));
  await backup.db.orm
    .update(outbox)
    .set({ status: "queued", submittedAt: null, settledAt: null })
    .where(eq(outbox.recipient, phones.other));
  const [{ senderId } = { senderId: "" }] = await backup.db.orm
    .select()
    .from(outbox)
    .where(eq(outbox.recipient, phones.other));
  await backup.close();

  const operator = operatorOn({ DATA_DIR: folder });
  const { code, out, err } = await operator("restore", join(folder, "local.backup"));
  expect([code, err]).toEqual([0, ""]);
  expect(out).toMatch(/^[1-9]\d* messages that were not finished are never sent again\.$/m);
  expect(out).toMatch(/^Merged in: [1-9]\d* stops by number, 2 withdrawals, 0 doubts, 1 deletions\.$/m);
  expect(out).toMatch(
    /^Not merged, and to be looked into: 1 customers who came since, [1-9]\d* accounts whose points have changed/m,
  );

  const restored = await serveFile(join(folder, "comptoir.db"));
  const claim = (name: string) =>
    settleAndClaim(restored.db, { senderId, claim: name, size: 100, settled: [] }, Date.now() + 1e9);
  const consentOf = async (phone: string) =>
    (await restored.db.orm.select().from(customers).where(eq(customers.phone, phone))).map(({ consent }) => consent);
  expect(await consentOf(phones.member)).toEqual(["opted_out"]);
  const [other] = await restored.db.orm.select().from(customers).where(eq(customers.phone, phones.other));
  expect(other).toMatchObject({ consent: "subscribed", offersConsent: "opted_out" });
  expect(await consentOf(phones.cameBack)).toEqual([]);
  const numberHash = await context.keyedHash("number", "+15145550169");
  const stops = "SELECT count(*) AS n FROM suppressions WHERE number_hash = ? AND stopped_at IS NOT NULL";
  expect((await restored.client.execute({ sql: stops, args: [numberHash] })).rows[0]?.n).toBe(1);
  expect((await claim("at once")).messages).toEqual([]);

  // Something new waits: it is not sent before the audit, and is after it.
  const waits = (await db.orm.select().from(outbox).where(eq(outbox.recipient, phones.other)))[0];
  if (!waits) throw new Error("nothing was ever sent there");
  const untold = { carrierMessageId: null, submittedAt: null, settledAt: null, evenIfStopped: false, answersAt: null };
  await restored.db.orm
    .insert(outbox)
    .values({ ...waits, ...untold, id: "new", cause: "reply:new", kind: "reply", status: "queued", attempt: 0 });
  const before = await claim("before the audit");
  expect([before.messages, before.nextAt]).toEqual([[], null]);
  const audited = await operator("audit");
  expect(audited.out).not.toContain("FAULT");
  expect(audited).toMatchObject({ code: 0, err: "" });
  expect((await claim("after the audit")).messages.map(({ id }) => id)).toEqual(["new"]);
  await restored.close();
});

test("is refused beside a running service, with another key, and for what is no backup", async () => {
  const operator = operatorOn({ DATA_DIR: folder });
  const file = join(folder, "local.backup");
  const data = openDataFolder(folder);
  expect((await operator("restore", file)).err).toMatch(/is in use by another start/);
  data.release();
  const other = `1:${Buffer.alloc(32, "another").toString("base64url")}`;
  expect((await operatorOn({ DATA_DIR: folder, NUMBER_HASH_KEY: other })("restore", file)).err).toMatch(
    /^NUMBER_HASH_KEY is not the key that the backup's numbers were hashed with: nothing was restored\.\n$/,
  );
  await writeFile(join(folder, "nothing"), "no database");
  expect((await operator("restore", join(folder, "nothing"))).err).toMatch(/file is not a database|damaged/);
  expect((await operator("restore", join(folder, "nowhere"))).err).toMatch(/nowhere is not there\.\n$/);
  expect((await operator("audit")).code).toBe(0);
});
