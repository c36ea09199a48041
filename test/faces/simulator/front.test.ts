// GET /: what somebody finds who opens the address that the service prints.

import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Service, startService } from "../../support/service.ts";

let service: Service;
const get = (language = "en-CA") =>
  fetch(service.url, { headers: { "accept-language": language, accept: "text/html" }, redirect: "manual" });

describe("on a machine of one's own", () => {
  beforeAll(async () => {
    service = await startService({ carrier: "simulator" });
  });
  afterAll(() => service.dispose());

  test("each door leads somewhere, and who can sign in is told", async () => {
    const page = await (await get()).text();
    const doors = [...page.matchAll(/<a class="choice" href="([^"]+)"/g)].map(([, href]) => href ?? "");
    expect(doors).toEqual(["/simulator", "/inbox", "/kiosk", "/poster/cafe-comptoir", "/simulator"]);
    for (const door of doors) expect((await fetch(new URL(door, service.url))).status, door).toBe(200);
    expect(page).toContain("514 555-0199");
  });

  test.each([
    ["fr-CA", "fr"],
    ["en-US", "en"],
    ["de", "en"],
  ])("speaks to %s in %s", async (asked, language) => {
    expect(await (await get(asked)).text()).toContain(`<html lang="${language}">`);
  });

  test("the simulator shows with each phone what that one has last sent or got", async () => {
    await service.customer("+15145550121").texts("a first word");
    await service.customer("+15145550122").texts("a last word");
    const page = await (await fetch(`${service.url}/simulator`)).text();
    const card = (phone: string) => page.split(`id="phone-${phone}"`)[1]?.split("</a>")[0] ?? "";
    const [first, last] = [card("+15145550121"), card("+15145550122")];
    expect(first).not.toBe("");
    expect(first).not.toBe(last.replace(/0122/g, "0121"));
    expect(first).not.toContain("a last word");
  });

  test("opens without a shop", async () => {
    await service.db.execute("DELETE FROM sender_merchants");
    await service.db.execute("DELETE FROM people");
    expect((await get()).status).toBe(200);
  });
});

describe("with a carrier", () => {
  beforeAll(async () => {
    service = await startService();
  });
  afterAll(() => service.dispose());

  test("it leads to the inbox, which asks who it is", async () => {
    const { status, headers } = await get();
    expect([status, headers.get("location")]).toEqual([303, `${service.url}/inbox`]);
    expect((await fetch(service.url)).url).toBe(`${service.url}/inbox/sign-in`);
  });
});
