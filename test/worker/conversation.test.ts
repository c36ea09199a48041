// The main job, end to end in the real runtime: a text comes in through the carrier and is answered exactly once.

import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { auditLedgers } from "../support/ledgers.ts";
import { messagesTo } from "../support/outbox.ts";
import { type Service, startService } from "../support/service.ts";

let service: Service;
beforeAll(async () => {
  service = await startService();
});
afterEach(async () => {
  expect(await auditLedgers(service.db)).toEqual([]);
});
afterAll(() => service.dispose());

async function consentOf(phone: string): Promise<string[]> {
  const sql =
    "SELECT change, word FROM consent_entries JOIN customers ON id = customer_id WHERE phone = ? ORDER BY seq";
  const { rows } = await service.db.execute({ sql, args: [phone] });
  return rows.map((row) => `${row.change} ${row.word}`);
}

describe("a customer", () => {
  test("joins, asks for the balance, leaves and comes back, in French", async () => {
    const customer = service.customer("+15145550121");

    expect(await customer.texts("Joignez !")).toBe(200);
    expect(await customer.receives(1)).toContain("OUI");
    await customer.texts("oui");
    expect(await customer.receives(2)).toMatch(/bienvenue.*1 point.*http:\/\/127\.0\.0\.1:\d+\/[\w-]{16}$/);
    await customer.texts("Solde");
    expect(await customer.receives(3)).toMatch(/1 point.*9.*un café offert/);
    await customer.texts("ARRÊT");
    expect(await customer.receives(4)).toContain("OUI");
    await customer.texts("Oui");
    expect(await customer.receives(5)).toContain("1 point");

    expect(await consentOf(customer.phone)).toEqual(["asked JOIGNEZ", "granted OUI", "withdrawn ARRET", "granted OUI"]);
  });

  test("is answered in the language they wrote in, and gets help and the proof of their consent after leaving", async () => {
    const customer = service.customer("+15145550122");
    // One after the other: an answer that still waits when a STOP comes is not sent.
    for (const [sent, text] of ["JOIN", "YES", "STOP", "HELP", "WHY"].entries()) {
      await customer.texts(text);
      await customer.receives(sent + 1);
    }
    const messages = await messagesTo(service.db, customer.phone);
    expect(messages.map(({ kind }) => kind)).toEqual([
      "join_prompt",
      "welcome",
      "stop_confirmed",
      "help",
      "why_stopped",
    ]);
    expect(messages.at(-1)?.text).toMatch(/ YES,/);
    expect(await consentOf(customer.phone)).toEqual(["asked JOIN", "granted YES", "withdrawn STOP"]);
  });

  test("who never joined can leave, is told so once, and is not written to again", async () => {
    const customer = service.customer("+15145550123");
    for (const text of ["STOP", "stop", "Bonjour ?"]) await customer.texts(text);
    await customer.receives(1);
    await service.vonage.settle();
    expect((await messagesTo(service.db, customer.phone)).map(({ kind }) => kind)).toEqual(["stop_confirmed"]);
    expect(await consentOf(customer.phone)).toEqual(["withdrawn STOP"]);
  });

  test("who says what no rule answers has a thread in the inbox, unread", async () => {
    const customer = service.customer("+15145550124");
    await customer.texts("Avez-vous encore de la tarte ?");
    await customer.texts("Je passe à midi");
    const sql = "SELECT unread, reason FROM threads JOIN customers ON id = customer_id WHERE phone = ?";
    const { rows } = await service.db.execute({ sql, args: [customer.phone] });
    expect(rows).toMatchObject([{ unread: 2, reason: "message" }]);
    expect(await consentOf(customer.phone)).toEqual([]);
  });

  test("who texts faster than they are answered gets every answer once, in order", async () => {
    const customer = service.customer("+15145550125");
    await Promise.all([customer.texts("JOIN"), customer.texts("JOIN")]);
    await customer.texts("YES");
    await customer.receives(3);
    const kinds = (await messagesTo(service.db, customer.phone)).map(({ kind }) => kind);
    expect(kinds).toEqual(["join_prompt", "join_prompt", "welcome"]);
    expect(await consentOf(customer.phone)).toEqual(["asked JOIN", "asked JOIN", "granted YES"]);
  });
});
