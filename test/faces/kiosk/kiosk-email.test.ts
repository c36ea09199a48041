// An e-mail typed on the kiosk in the number's place: today's point for the one customer who has it, and nothing said of whose it is.

import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { joins, ledgerOf, newActId, pairTablet, type Tablet } from "../../support/kiosk.ts";
import { type Service, startService } from "../../support/service.ts";

let service: Service;
let tablet: Tablet;
beforeAll(async () => {
  service = await startService({ carrier: "simulator", shop: { SHOP_LOCALE: "en" } });
  tablet = await pairTablet(service);
});
beforeEach(async () => {
  await service.db.execute("UPDATE customers SET email = NULL");
});
afterAll(() => service.dispose());

const types = (email: string, id = newActId()) => tablet.posts("/kiosk/visits", { id, email, age: 0, lang: "en" });

/** Who has this address, and has proven it. */
async function member(phone: string, email: string): Promise<string> {
  await joins(service, phone);
  const profile = "UPDATE customers SET name = 'Camille Roy', email = ?, email_consent = 'subscribed' WHERE phone = ?";
  await service.db.execute({ sql: profile, args: [email, phone] });
  return phone;
}

test("gives today's point, once a day, however it is written; the screen tells neither name nor digits", async () => {
  const phone = await member("+15145550110", "Camille@Example.com");
  const id = newActId();
  const answer = await types(" camille@example.COM ", id);
  expect(answer).toMatchObject({ status: 200, mark: "done" });
  expect(answer.text).toMatch(/\+1 c…@example\.com 2 points 8 more: a free coffee/);
  expect(answer.text).not.toMatch(/Camille|camille@|ending in|555/);
  expect(await types("camille@example.com", id)).toMatchObject({ mark: "done" });
  const again = await types("camille@example.com");
  expect(again).toMatchObject({ status: 409, mark: "refused" });
  expect(again.text).toMatch(/c…@example\.com You already have today’s point\./);
  expect(again.text).not.toContain("Camille");
  expect((await ledgerOf(service, phone)).points).toBe(2);
});

test.each([
  ["nobody has", async () => {}],
  [
    "two customers have",
    async () => {
      await member("+15145550111", "both@example.com");
      await member("+15145550112", "both@example.com");
    },
  ],
  [
    "only somebody has who has typed it into their profile, and not proven it",
    async () => {
      await member("+15145550117", "both@example.com");
      await service.db.execute(
        "UPDATE customers SET email_consent = 'none', email_asked_at = 1 WHERE email = 'both@example.com'",
      );
    },
  ],
  [
    "only somebody has who has not confirmed their number",
    async () => {
      await service.db.execute(
        `INSERT INTO customers (id, merchant_id, phone, email, email_consent, created_at)
        SELECT 'unproven', id, '+15145550113', 'both@example.com', 'subscribed', 1 FROM merchants`,
      );
    },
  ],
  [
    "is another shop's customer's",
    async () => {
      await service.db.execute(
        `INSERT INTO merchants (id, slug, name, language, time_zone, unit, created_at)
        SELECT 'other', 'other', 'Other', language, time_zone, unit, 99999999999999 FROM merchants LIMIT 1`,
      );
      await service.db.execute(
        `INSERT INTO customers (id, merchant_id, phone, email, email_consent, consent, created_at)
        VALUES ('theirs', 'other', '+15145550114', 'both@example.com', 'subscribed', 'subscribed', 1)`,
      );
    },
  ],
])("one that %s is told kindly to use the number, in the same words", async (_, given) => {
  await given();
  const answer = await types("both@example.com");
  expect(answer).toMatchObject({ status: 422, mark: "refused" });
  expect(answer.text).toContain("We can’t go by this e-mail. Use your mobile number: it is enough to join, too.");
});

test("is no less its owner's when somebody else has typed it too", async () => {
  const phone = await member("+15145550118", "mine@example.com");
  await joins(service, "+15145550119");
  await service.db.execute("UPDATE customers SET email = 'mine@example.com' WHERE phone = '+15145550119'");
  expect(await types("mine@example.com")).toMatchObject({ status: 200, mark: "done" });
  expect((await ledgerOf(service, phone)).points).toBe(2);
});

test.each(["", "camille", "camille@example", "<script>@example.com"])("%j is told to be no address", async (typed) => {
  const answer = await types(typed);
  expect(answer).toMatchObject({ status: 422, mark: "refused" });
  expect(answer.text).toContain("This is not an e-mail address. Check it.");
});

test("who has left by text is told so", async () => {
  const phone = await member("+15145550115", "left@example.com");
  const customer = service.customer(phone);
  await customer.texts("STOP");
  await customer.receives(3);
  expect((await types("left@example.com")).text).toMatch(
    /l…@example\.com Not counted: you have left our texts .*text START/,
  );
});

test("works without a script: the address leads to the field, and back", async () => {
  expect((await tablet.gets("/kiosk?by=email")).text).toContain("Your e-mail Use my number");
  expect(service.logs.join("\n")).not.toContain("@example");
});
