// A tablet at the counter, for tests: paired as a merchant pairs one, then typed on by customers and staff.

import { randomBytes, randomUUID } from "node:crypto";
import { UUID_RANDOM_BYTES, uuidv7 } from "../../src/ids.ts";
import { createKeyedHash } from "../../worker/gateways/keyed-hash.ts";
import { NUMBER_HASH_KEY, type Service } from "./service.ts";

export const STAFF_CODE = "4321";
export const PAIRING_CODE = "K7PX42FM";

const keyedHash = createKeyedHash(NUMBER_HASH_KEY);

/** As the tablet makes them. */
export const newActId = (): string => uuidv7(Date.now(), randomBytes(UUID_RANDOM_BYTES));

export interface Tablet {
  readonly kioskId: string;
  /** Everything that the browser of the tablet would send along. */
  cookie(): string;
  gets(path: string): Promise<Answer>;
  posts(path: string, fields: Readonly<Record<string, string | number>>): Promise<Answer>;
  /** A customer types a number and presses the button. */
  types(
    phone: string,
    options?: { readonly id?: string; readonly ageMs?: number; readonly lang?: string },
  ): Promise<Answer>;
  /** Staff type their code on the lock. */
  opens(code?: string): Promise<Answer>;
}

export interface Answer {
  readonly status: number;
  /** `done`, `refused`, `locked`, `unpaired`: how the service marks it for the tablet's script. */
  readonly mark: string | null;
  /** What a person reads, without the markup. */
  readonly text: string;
  readonly location: string | null;
}

/** As the inbox does it: a kiosk with a pairing code, whose hash alone is kept. */
export async function addKiosk(
  { db }: Service,
  {
    name = "Counter",
    code = PAIRING_CODE,
    until = Date.now() + 60_000,
    merchantId,
  }: { name?: string; code?: string; until?: number; merchantId?: string } = {},
): Promise<string> {
  const id = randomUUID();
  await db.execute({
    sql: `INSERT INTO kiosks (id, merchant_id, name, pairing_hash, pairing_until, created_at)
      SELECT ?, coalesce(?, (SELECT id FROM merchants ORDER BY created_at LIMIT 1)), ?, ?, ?, 1`,
    args: [id, merchantId ?? null, name, await keyedHash("code", `pairing:${code}`), until],
  });
  return id;
}

export async function addStaffCode({ db }: Service, code = STAFF_CODE, label = "Team"): Promise<string> {
  const id = randomUUID();
  const { rows } = await db.execute("SELECT id FROM merchants ORDER BY created_at LIMIT 1");
  const merchantId = String(rows[0]?.id);
  // The demo shop's own, which was seeded without a key.
  if (code === STAFF_CODE) await db.execute("DELETE FROM staff_codes WHERE length(code_hash) = 64");
  await db.execute({
    sql: `INSERT INTO staff_codes (id, merchant_id, label, code_hash, created_at) VALUES (?, ?, ?, ?, 1)
      ON CONFLICT (merchant_id, code_hash) DO UPDATE SET id = excluded.id, label = excluded.label`,
    args: [id, merchantId, label, await keyedHash("code", `staff:${merchantId}:${code}`)],
  });
  return id;
}

export async function pairTablet(service: Service, options: Parameters<typeof addKiosk>[1] = {}): Promise<Tablet> {
  const kioskId = await addKiosk(service, options);
  const tablet = openTablet(service, kioskId);
  const paired = await tablet.posts("/kiosk/pair", { code: options?.code ?? PAIRING_CODE });
  if (paired.location !== "/kiosk") throw new Error(`not paired: ${paired.status} ${paired.text}`);
  return tablet;
}

export function openTablet({ url }: Service, kioskId = "", more: Readonly<Record<string, string>> = {}): Tablet {
  const jar = new Map<string, string>();
  const cookie = () => [...jar].map(([name, value]) => `${name}=${value}`).join("; ");
  const send = async (path: string, init: RequestInit): Promise<Answer> => {
    const headers = { ...init.headers, ...more, cookie: cookie(), origin: url };
    const response = await fetch(url + path, { ...init, headers, redirect: "manual" });
    for (const set of response.headers.getSetCookie()) {
      const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(set) ?? [];
      if (/max-age=0/i.test(set)) jar.delete(name);
      else jar.set(name, value);
    }
    return {
      status: response.status,
      mark: response.headers.get("x-kiosk"),
      text: plain(await response.text()),
      location: response.headers.get("location"),
    };
  };
  const posts: Tablet["posts"] = (path, fields) => {
    const body = new URLSearchParams(
      Object.entries(fields).map(([name, value]): [string, string] => [name, String(value)]),
    );
    return send(path, { method: "POST", body });
  };
  return {
    kioskId,
    cookie,
    gets: (path) => send(path, {}),
    posts,
    types: (phone, { id = newActId(), ageMs = 0, lang = "en" } = {}) =>
      posts("/kiosk/visits", { id, phone, age: ageMs, lang }),
    opens: (code = STAFF_CODE) => posts("/kiosk/staff/open", { code }),
  };
}

const plain = (html: string): string =>
  html
    .replace(/<template[\s\S]*?<\/template>/g, "")
    .replace(/<(style|script|title)[\s\S]*?<\/\1>/g, "")
    .replace(/<[^>]*>/g, " ")
    .replaceAll("&#39;", "'")
    .replaceAll("&amp;", "&")
    .replace(/\s+/g, " ")
    .trim();

/** A customer of the demo shop who has joined by text. */
export async function joins(service: Service, phone: string): Promise<void> {
  const customer = service.customer(phone);
  await customer.texts("JOIN");
  await customer.receives(1);
  await customer.texts("YES");
  await customer.receives(2);
}

export interface Ledger {
  readonly points: number;
  readonly entries: readonly { readonly delta: number; readonly cause: string; readonly actor: string }[];
}

export async function ledgerOf({ db }: Service, phone: string): Promise<Ledger> {
  const [customer, entries] = await db.batch([
    { sql: "SELECT points FROM customers WHERE phone = ?", args: [phone] },
    {
      sql: `SELECT delta, cause, point_entries.actor FROM point_entries JOIN customers ON id = customer_id
        WHERE phone = ? ORDER BY seq`,
      args: [phone],
    },
  ]);
  return {
    points: Number(customer?.rows[0]?.points ?? 0),
    entries: (entries?.rows ?? []).map(({ delta, cause, actor }) => ({
      delta: Number(delta),
      cause: String(cause),
      actor: String(actor),
    })),
  };
}

/** Points that wait for a number. */
export async function waitingFor({ db }: Service, phone: string): Promise<number> {
  const sql = "SELECT coalesce(sum(points), 0) AS sum FROM pending_points WHERE phone = ? AND status = 'waiting'";
  const { rows } = await db.execute({ sql, args: [phone] });
  return Number(rows[0]?.sum);
}
