// A tablet becomes a kiosk, and stops being one.

import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { limits } from "../../../src/messaging/limits.ts";
import { addKiosk, openTablet, pairTablet } from "../../support/kiosk.ts";
import { type Service, startService } from "../../support/service.ts";
import { fillShop } from "../../support/tenants.ts";

let service: Service;
beforeAll(async () => {
  service = await startService({ carrier: "simulator", shop: { SHOP_LOCALE: "en" } });
});
afterAll(() => service.dispose());

const one = async (sql: string, ...args: string[]) => (await service.db.execute({ sql, args })).rows[0];

describe("the pairing code", () => {
  test("is typed in lower case, with gaps and look-alikes, and works once", async () => {
    const kioskId = await addKiosk(service, { code: "01QRK7PX" });
    const tablet = openTablet(service);
    const paired = await tablet.posts("/kiosk/pair", { code: " oiqr-k7px " });
    expect([paired.status, paired.location]).toEqual([303, "/kiosk"]);
    expect((await tablet.gets("/kiosk")).text).toContain("Get 1 point");

    const other = openTablet(service);
    const again = await other.posts("/kiosk/pair", { code: "01QRK7PX" });
    expect(again.status).toBe(422);
    expect(again.text).toContain("unknown, used, or older than fifteen minutes");
    expect(await one("SELECT act FROM audit_entries WHERE subject = ?", kioskId)).toMatchObject({
      act: "kiosk_paired",
    });
  });

  test("is worth nothing after its time", async () => {
    await addKiosk(service, { code: "0LDK7PX4", until: Date.now() - 1 });
    expect((await openTablet(service).posts("/kiosk/pair", { code: "0LDK7PX4" })).status).toBe(422);
  });

  test("opens nothing for a kiosk that was revoked before it was typed", async () => {
    const kioskId = await addKiosk(service, { code: "REV0KED1" });
    await service.db.execute({ sql: "UPDATE kiosks SET revoked_at = 1 WHERE id = ?", args: [kioskId] });
    expect((await openTablet(service).posts("/kiosk/pair", { code: "REV0KED1" })).status).toBe(422);
  });

  test("can't be guessed by volume: after thirty wrong ones nothing is taken from that address, and every other tablet pairs", async () => {
    const kioskId = await addKiosk(service, { code: "G0ESSME1" });
    const from = (address: string) => openTablet(service, "", { "cf-connecting-ip": address });
    const guesses = Array.from({ length: 40 }, (_, i) =>
      from("203.0.113.7").posts("/kiosk/pair", { code: `WR0NG${100 + i}` }),
    );
    const statuses = (await Promise.all(guesses)).map(({ status }) => status);
    expect(statuses.filter((status) => status === 422)).toHaveLength(limits.pairing_source.max);
    expect(statuses.filter((status) => status === 429)).toHaveLength(40 - limits.pairing_source.max);
    const refused = await from("203.0.113.7").posts("/kiosk/pair", { code: "G0ESSME1" });
    expect(refused).toMatchObject({ status: 429, location: null });
    expect(refused.text).toContain("Too many wrong codes");

    expect((await from("203.0.113.8").posts("/kiosk/pair", { code: "G0ESSME1" })).location).toBe("/kiosk");
    // The guesses of others do not count against the codes that staff type on it.
    expect(await one("SELECT wrong_tries, locked_until FROM kiosks WHERE id = ?", kioskId)).toMatchObject({
      wrong_tries: 0,
      locked_until: 0,
    });
    expect(JSON.stringify((await service.db.execute("SELECT * FROM limit_counters")).rows)).not.toContain("203.0.113");
  });

  test.each(["", "K7PX", "not a code at all"])("%j is told to be none", async (code) => {
    const refused = await openTablet(service).posts("/kiosk/pair", { code });
    expect(refused.text).toContain("A pairing code has eight letters and digits");
  });
});

test("from the inbox to the counter: a kiosk added there is paired here, opened by a code made there, and disconnected from there", async () => {
  const merchantId = String((await one("SELECT id FROM merchants"))?.id);
  const { cookie } = (await fillShop(service.db, merchantId, "438")).people.owner;
  const inbox = async (path: string, fields: Record<string, string>) => {
    const init = { method: "POST", headers: { cookie, origin: service.url }, redirect: "manual" } as const;
    return (await fetch(service.url + path, { ...init, body: new URLSearchParams(fields) })).text();
  };
  const page = await inbox("/inbox/kiosks", { name: "By the door" });
  const [, first = "", second = ""] = /class="pairing-code">(\w{4}) (\w{4})</.exec(page) ?? [];
  await inbox("/inbox/kiosks/staff-codes", { label: "Luc", code: "8642" });

  const tablet = openTablet(service);
  expect((await tablet.posts("/kiosk/pair", { code: `${first} ${second}`.toLowerCase() })).location).toBe("/kiosk");
  expect((await tablet.opens("8642")).text).toMatch(/^Luc/);
  const kiosk = await one("SELECT id FROM kiosks WHERE name = 'By the door'");
  await inbox(`/inbox/kiosks/${kiosk?.id}/revoke`, {});
  expect((await tablet.gets("/kiosk")).text).toContain("This tablet was disconnected");
});

describe("a tablet", () => {
  test("that is no kiosk is asked for a code, whatever it sends", async () => {
    const tablet = openTablet(service);
    for (const answer of [await tablet.gets("/kiosk"), await tablet.types("514 555-0121"), await tablet.opens()]) {
      expect(answer).toMatchObject({ status: 303, location: "/kiosk/pair", mark: "unpaired" });
    }
    expect(await tablet.gets("/kiosk/pair")).toMatchObject({ status: 200, mark: "unpaired" });
  });

  test("keeps a token that the database does not know, only its hash", async () => {
    const tablet = await pairTablet(service, { code: "T0KENHA5" });
    const [, token = ""] = /kiosk=([^;]+)/.exec(tablet.cookie()) ?? [];
    expect(token.length).toBeGreaterThan(40);
    const row = await one("SELECT * FROM kiosks WHERE id = ?", tablet.kioskId);
    expect(JSON.stringify(row)).not.toContain(token);
    expect(row).toMatchObject({ pairing_hash: null, pairing_until: null });
  });

  test("that was disconnected says so at the next request, and nothing it sends is taken", async () => {
    const tablet = await pairTablet(service, { code: "G0NEG0NE" });
    await service.db.execute({
      sql: "UPDATE kiosks SET revoked_at = ? WHERE id = ?",
      args: [Date.now(), tablet.kioskId],
    });
    for (const answer of [await tablet.gets("/kiosk"), await tablet.types("514 555-0122"), await tablet.opens()]) {
      expect(answer).toMatchObject({ status: 403, mark: "unpaired" });
      expect(answer.text).toContain("This tablet was disconnected");
    }
    const sql = "SELECT count(*) AS n FROM pending_points WHERE phone = '+15145550122'";
    expect(await one(sql)).toMatchObject({ n: 0 });
  });
});
