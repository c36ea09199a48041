// Short codes are kept as hashes with the service's key; staff codes from before that still open the tablet, and are hashed anew.

import { createHash } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { pairTablet, STAFF_CODE } from "../support/kiosk.ts";
import { type Service, startService } from "../support/service.ts";

let service: Service;
beforeAll(async () => {
  service = await startService({ carrier: "simulator", shop: { SHOP_LOCALE: "en" } });
});
afterAll(() => service?.dispose());

test("a code that was hashed without the key opens the staff side, and what is kept of it changes", async () => {
  const hashes = async () =>
    (await service.db.execute("SELECT merchant_id, code_hash FROM staff_codes")).rows.map((row) => row.code_hash);
  const { rows } = await service.db.execute("SELECT id FROM merchants");
  const keyless = createHash("sha256").update(`${rows[0]?.id}:${STAFF_CODE}`).digest("hex");
  expect(await hashes()).toEqual([keyless]);
  const tablet = await pairTablet(service);
  expect((await tablet.opens("1234")).status).toBe(422);
  expect(await hashes()).toEqual([keyless]);
  for (let i = 0; i < 2; i++) expect((await tablet.opens()).text).toMatch(/^Équipe/);
  const [now, ...others] = await hashes();
  expect(others).toEqual([]);
  expect(now).toMatch(/^[\w-]{43}$/);
});

test("no code that is kept can be found by trying all six digits without the key", async () => {
  await fetch(`${service.url}/inbox/sign-in`, {
    method: "POST",
    body: new URLSearchParams({ phone: "+15145550199" }),
    headers: { origin: service.url },
    redirect: "manual",
  });
  const text = await service.customer("+15145550199").receives(1);
  const code = /\d{6}/.exec(text)?.[0] ?? "";
  const { rows } = await service.db.execute("SELECT id, code_hash FROM sign_in_codes");
  const [kept] = rows;
  for (const plain of [code, `${kept?.id}:${code}`, `sign_in:${kept?.id}:${code}`]) {
    expect(createHash("sha256").update(plain).digest("hex")).not.toBe(kept?.code_hash);
  }
  expect(kept?.code_hash).toMatch(/^[\w-]{43}$/);
});
