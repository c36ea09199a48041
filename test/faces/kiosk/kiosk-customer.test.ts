// The customer's side of the kiosk: a number is typed, and what comes of it in the ledger, on the screen and on the phone.

import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { joins, ledgerOf, newActId, pairTablet, type Tablet, waitingFor } from "../../support/kiosk.ts";
import { type Service, startService } from "../../support/service.ts";

const DAY_MS = 24 * 60 * 60 * 1_000;

let service: Service;
let tablet: Tablet;
beforeAll(async () => {
  service = await startService({ carrier: "simulator", shop: { SHOP_LOCALE: "en" } });
  tablet = await pairTablet(service);
});
afterAll(() => service.dispose());

describe("a member", () => {
  test("gets today's point, told by name, with what is missing to the next reward", async () => {
    const phone = "+15145550110";
    await joins(service, phone);
    await service.db.execute({ sql: "UPDATE customers SET name = 'Camille Roy' WHERE phone = ?", args: [phone] });
    const answer = await tablet.types("(514) 555-0110");
    expect(answer).toMatchObject({ status: 200, mark: "done" });
    expect(answer.text).toMatch(/\+1 Camille 2 points 8 more: a free coffee/);
    expect(answer.text).not.toContain("Roy");
    expect(answer.text).not.toMatch(/555.?0110/);
    expect((await ledgerOf(service, phone)).entries.at(-1)).toEqual({
      delta: 1,
      cause: "visit",
      actor: `kiosk:${tablet.kioskId}`,
    });

    const again = await tablet.types("514 555 0110");
    expect(again).toMatchObject({ status: 409, mark: "refused" });
    expect(again.text).toMatch(/Camille You already have today’s point\. You have 2 points\. 8 more/);
    expect((await ledgerOf(service, phone)).points).toBe(2);
  });

  test("without a name is told by two digits, and sees what is ready", async () => {
    const phone = "+15145550112";
    await joins(service, phone);
    await service.db.execute({ sql: "UPDATE customers SET points = 11 WHERE phone = ?", args: [phone] });
    const { text } = await tablet.types(phone);
    expect(text).toMatch(/Number ending in 12 12 points Ready for you a free coffee Text REDEEM to 514 555-0100/);
  });

  test("who presses twice, or whose tablet never heard the answer, gets one point", async () => {
    const phone = "+15145550113";
    await joins(service, phone);
    const id = newActId();
    const answers = await Promise.all(Array.from({ length: 8 }, () => tablet.types(phone, { id })));
    const marks = new Set(answers.map(({ mark }) => mark));
    // Some may have met another of them half-way: they are marked as not answered, and sent again.
    marks.delete(null);
    expect([...marks]).toEqual(["done"]);
    expect((await tablet.types(phone, { id })).text).toContain("2 points");
    expect((await ledgerOf(service, phone)).points).toBe(2);
  });

  test("whose number was typed yesterday while there was no network has yesterday's point, and today's too", async () => {
    const phone = "+15145550114";
    await joins(service, phone);
    expect(await tablet.types(phone, { ageMs: DAY_MS })).toMatchObject({ mark: "done" });
    expect(await tablet.types(phone)).toMatchObject({ mark: "done" });
    expect(await tablet.types(phone)).toMatchObject({ mark: "refused" });
    // What comes in late does not open the day again.
    expect(await tablet.types(phone, { ageMs: DAY_MS })).toMatchObject({ mark: "refused" });
    expect((await ledgerOf(service, phone)).points).toBe(3);
  });

  test("is not remembered for ever: a week later it is refused, and told why", async () => {
    const answer = await tablet.types("514 555-0114", { ageMs: 8 * DAY_MS });
    expect(answer).toMatchObject({ status: 409, mark: "refused" });
    expect(answer.text).toContain("Typed more than seven days ago");
  });
});

describe("a number that has not joined", () => {
  test("has its point put aside, gets one text, and a YES to it brings the point in", async () => {
    const customer = service.customer("+15145550120");
    const answer = await tablet.types("514 555-0120");
    expect(answer.text).toMatch(/\+1 Number ending in 20 1 point waits for you We have just texted you. Reply YES/);
    expect(await waitingFor(service, customer.phone)).toBe(1);
    const text = await customer.receives(1);
    expect(text).toMatch(/^Café Comptoir: 1 point waits for you\. Reply YES to keep it.*STOP to leave, HELP for help/);

    const again = await tablet.types("514 555-0120");
    expect(again.text).toContain("Today’s point already waits for you. Reply YES to our text to keep it.");
    expect(await waitingFor(service, customer.phone)).toBe(1);

    await customer.texts("Yes");
    expect(await customer.receives(2)).toMatch(/^Café Comptoir: welcome\. You have 2 points\./);
    const { points, entries } = await ledgerOf(service, customer.phone);
    expect([points, entries.map(({ cause }) => cause)]).toEqual([2, ["welcome", "pending"]]);
    expect(await waitingFor(service, customer.phone)).toBe(0);
    const sql = `SELECT change, shown FROM consent_entries JOIN customers ON id = customer_id WHERE phone = ?`;
    const { rows } = await service.db.execute({ sql, args: [customer.phone] });
    expect(rows).toMatchObject([{ change: "granted", shown: text }]);

    expect((await tablet.types("514 555-0120")).text).toContain("You already have today’s point.");
    expect(await customer.received()).toHaveLength(2);
  });

  test("that says YES while the tablet waits for an answer has the point once", async () => {
    const customer = service.customer("+15145550121");
    const id = newActId();
    await tablet.types(customer.phone, { id });
    await customer.receives(1);
    await customer.texts("YES");
    await customer.receives(2);
    expect(await tablet.types(customer.phone, { id })).toMatchObject({ mark: "done" });
    expect((await ledgerOf(service, customer.phone)).points).toBe(2);
  });

  test("is texted once, however many press at the same moment", async () => {
    const customer = service.customer("+15145550122");
    await Promise.all(Array.from({ length: 6 }, () => tablet.types(customer.phone)));
    await customer.receives(1);
    expect(await waitingFor(service, customer.phone)).toBe(1);
    expect(await customer.received()).toHaveLength(1);
  });

  test("loses nothing by never answering, until the points lapse", async () => {
    const customer = service.customer("+15145550123");
    await tablet.types(customer.phone);
    await customer.receives(1);
    const late = {
      sql: "UPDATE pending_points SET lapses_at = ? WHERE phone = ?",
      args: [Date.now() - 1, customer.phone],
    };
    await service.db.execute(late);
    await customer.texts("YES");
    expect(await customer.receives(2)).toContain("You have 1 point.");
    expect((await ledgerOf(service, customer.phone)).entries.map(({ cause }) => cause)).toEqual(["welcome"]);
  });

  test("is invited in the language of the kiosk at that moment", async () => {
    const customer = service.customer("+15145550124");
    const answer = await tablet.types(customer.phone, { lang: "fr" });
    expect(answer.text).toContain("1 point vous attend");
    expect(await customer.receives(1)).toContain("Répondez OUI");
  });

  test("from far away is not texted: a carrier may charge many times more", async () => {
    const answer = await tablet.types("+33 6 12 34 56 78");
    expect(answer.text).toMatch(/waits for you To keep it, text CAFE to 514 555-0100/);
    expect(await service.customer("+33612345678").received()).toEqual([]);
  });

  test.each([
    ["+15145550127", "what the shop sells", `UPDATE merchants SET trades = '["cannabis"]'`],
    ["+15145550128", "what its number is for", `UPDATE senders SET purposes = '["conversation"]'`],
  ])(
    "at %s, whom %s keeps from being texted, is told what to text, and has been asked nothing",
    async (phone, _, so) => {
      const customer = service.customer(phone);
      await service.db.execute(so);
      try {
        expect((await tablet.types(phone)).text).toMatch(/waits for you To keep it, text CAFE to 514 555-0100/);
      } finally {
        await service.db.execute("UPDATE merchants SET trades = '[]'");
        await service.db.execute(`UPDATE senders SET purposes = '["conversation","transactional","promotional"]'`);
      }
      await customer.texts("YES");
      expect(await customer.received()).toEqual([]);
      expect(await waitingFor(service, phone)).toBe(1);
    },
  );

  test("is not texted by a kiosk that types numbers all day", async () => {
    const other = await pairTablet(service, { code: "PVMPPVMP" });
    const hex = Date.now().toString(16).padStart(12, "0");
    const earlier = Array.from({ length: 30 }, (_, n) => ({
      sql: `INSERT INTO outbox (id, cause, n, sender_id, recipient, class, kind, text, encoding, segments, status,
          priority, due_at, created_at)
        SELECT ?, ?, 0, id, '+15145550190', 'transactional', 'kiosk_invitation', '', 'GSM-7', 1, 'delivered', 1, 1, 1
        FROM senders`,
      args: [
        randomUUID(),
        `kiosk_invitation:${other.kioskId}:${hex.slice(0, 8)}-${hex.slice(8)}-7${100 + n}-8000-000000000000`,
      ],
    }));
    await service.db.batch(earlier);
    const answer = await other.types("514 555-0125");
    expect(answer.text).toContain("To keep it, text CAFE to 514 555-0100.");
    expect(await waitingFor(service, "+15145550125")).toBe(1);
    expect(await service.customer("+15145550125").received()).toEqual([]);
    expect((await tablet.types("514 555-0126")).text).toContain("We have just texted you");
  });
});

test("who has left is given nothing, is not texted, and is told how to come back", async () => {
  const customer = service.customer("+15145550130");
  await joins(service, customer.phone);
  await customer.texts("STOP");
  await customer.receives(3);
  const answer = await tablet.types(customer.phone);
  expect(answer).toMatchObject({ status: 409, mark: "refused" });
  expect(answer.text).toMatch(
    /Not counted: you have left our texts What you already have stays yours\. To come back, text START to 514 555-0100/,
  );
  expect(await waitingFor(service, customer.phone)).toBe(0);
  expect(await customer.received()).toHaveLength(3);
});

describe("what is no act", () => {
  test.each(["", "12", "514 555-01", "hello", "<script>"])(
    "%j is told to be no mobile number, and stays typed",
    async (typed) => {
      const answer = await tablet.types(typed);
      expect(answer).toMatchObject({ status: 422, mark: "refused" });
      expect(answer.text).toContain("This is not a mobile number");
      expect(answer.text).not.toContain("<script>");
    },
  );

  test.each([
    { id: "not a uuid", age: 0 },
    { id: newActId(), age: -3_600_000 },
    { id: newActId(), age: "Infinity" },
  ])("%j is refused for good", async (fields) => {
    const answer = await tablet.posts("/kiosk/visits", { phone: "514 555-0131", ...fields });
    expect(answer).toMatchObject({ status: 400, mark: "refused" });
    expect(await waitingFor(service, "+15145550131")).toBe(0);
  });

  test("the same act with another number is refused", async () => {
    const id = newActId();
    const phones = ["+15145550132", "+15145550133"] as const;
    for (const phone of phones) await joins(service, phone);
    await tablet.types(phones[0], { id });
    expect((await tablet.types(phones[1], { id })).text).toContain("sent before with another number");
    expect((await ledgerOf(service, phones[1])).points).toBe(1);
  });
});

test("works without a script, and the next customer does not read it for long", async () => {
  const response = await fetch(`${service.url}/kiosk/visits`, {
    method: "POST",
    headers: { cookie: tablet.cookie(), origin: service.url },
    body: new URLSearchParams({ id: newActId(), phone: "514 555-0134" }),
  });
  expect(response.status).toBe(200);
  expect(response.headers.get("refresh")).toBe("6; url=/kiosk");
  expect(await response.text()).toContain("waits for you");
});

test("another site can't type on it", async () => {
  const response = await fetch(`${service.url}/kiosk/visits`, {
    method: "POST",
    headers: { cookie: tablet.cookie(), origin: "https://elsewhere.example" },
    body: new URLSearchParams({ id: newActId(), phone: "514 555-0135" }),
  });
  expect(response.status).toBe(403);
  expect(await waitingFor(service, "+15145550135")).toBe(0);
});

test("the logs tell of none of it by number", () => {
  expect(service.logs.join("\n")).not.toMatch(/55501\d\d/);
});
