// The main job, end to end in the real runtime: a text comes in through the carrier and is answered exactly once.

import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Service, startService } from "../support/service.ts";

let service: Service;
beforeAll(async () => {
  service = await startService();
});
afterAll(() => service.dispose());

describe("a customer", () => {
  test("joins, asks for the balance, leaves and comes back, in French", async () => {
    const customer = service.customer("+15145550121");

    expect(await customer.texts("Joignez !")).toBe(200);
    expect(await customer.receives(1)).toContain("OUI");
    await customer.texts("oui");
    expect(await customer.receives(2)).toMatch(/bienvenue.*1 point.*http:\/\/127\.0\.0\.1:\d+\/[\w-]{16}$/);
    await customer.texts("Solde");
    expect(await customer.receives(3)).toMatch(/1 point.*Encore 9 pour : un café offert/);
    await customer.texts("ARRÊT");
    expect(await customer.receives(4)).toContain("OUI");
    await customer.texts("Oui");
    expect(await customer.receives(5)).toContain("1 point");

    const { rows } = await service.db.execute({
      sql: "SELECT change, word FROM consent_entries JOIN customers ON id = customer_id WHERE phone = ? ORDER BY seq",
      args: [customer.phone],
    });
    expect(rows.map((row) => `${row.change} ${row.word}`)).toEqual([
      "asked JOIGNEZ",
      "granted OUI",
      "withdrawn ARRET",
      "granted OUI",
    ]);
  });
});
