// Plays one history against the real service, and lets the model judge what the carrier was given.

import type { Row } from "@libsql/client";
import { auditLedgers } from "../ledgers.ts";
import type { Service } from "../service.ts";
import { drawHistory, type History, type Kind } from "./history.ts";
import { judge, type Said, StopModel, type Taken, type Violation } from "./model.ts";
import { OffersModel } from "./offers-model.ts";
import { Person } from "./person.ts";
import { journalOf, toldWithRecords } from "./records.ts";
import { Stage } from "./stage.ts";
import { calms, turns } from "./weather.ts";
import { type Line, openWorld, type World } from "./world.ts";

export interface Played {
  readonly seed: number;
  readonly stage: Stage;
  readonly taken: readonly Taken[];
  readonly violations: readonly Violation[];
  /** What the database says and should not, in a sentence each. */
  readonly faults: readonly string[];
  readonly counts: ReadonlyMap<Kind, number>;
}

export async function play(service: Service, seed: number): Promise<Played> {
  const history = drawHistory(seed);
  service.vonage.recover();
  const world = await openWorld(service, seed);
  const stage = new Stage(service, world);
  await act(stage, history);
  await calms(service);
  const model = new StopModel(world);
  const taken = await takenBy(service);
  const offers = new OffersModel();
  const violations = [model, offers].flatMap((each) =>
    judge(each, stage.said, taken.slice(stage.firstAt), stage.firstAt),
  );
  const faults = [
    ...(await staysLeft(service, world, model)),
    ...(await staysWithoutOffers(service, world, offers)),
    ...(await keepsTexts(service, stage)),
    ...(await toldWithRecords(service, world, await auditLedgers(service.db))),
  ];
  return { seed, stage, taken, violations, faults, counts: stage.counts };
}

/** Each person in their own order, all at the same time; the weather turns when so much has been done. */
async function act(stage: Stage, { people, weather }: History): Promise<void> {
  const { lines, phone } = stage.world;
  const waiting = [...weather];
  let done = 0;
  let turning = Promise.resolve();
  const oneMore = () => {
    done += 1;
    for (let next = waiting[0]; next && next.after <= done; next = waiting[0]) {
      const { kind } = next;
      waiting.shift();
      turning = turning.then(() => turns(stage, kind));
    }
  };
  await Promise.all(
    people.map(async (acts, i) => {
      const line = lines[i % lines.length] as Line;
      const other = lines[(i + 2) % lines.length] as Line;
      // Of the people some own a shop themselves.
      const owned = i >= 4 && i < 4 + lines.length ? line.shops[0]?.ownerPhone : undefined;
      const person = new Person(stage, [line, other], [owned ?? phone(30 + 2 * i), phone(31 + 2 * i)]);
      for (const each of acts) {
        await person.does(each);
        oneMore();
      }
      await person.letters.passes(true);
    }),
  );
  await turning;
}

/** Every message that the carrier took so far, those of earlier seeds too: a place is a place among all. */
async function takenBy(service: Service): Promise<Taken[]> {
  const sql = `SELECT outbox.id, merchant_id, kind, class, attempt, carrier_message_id_of.answers FROM outbox
    LEFT JOIN (SELECT 'inbound:' || id AS cause, carrier_message_id AS answers FROM inbound_messages)
      AS carrier_message_id_of ON carrier_message_id_of.cause = outbox.cause`;
  const { rows } = await service.db.execute(sql);
  const known = new Map(rows.map((row): [string, Row] => [String(row.id), row]));
  return service.vonage.accepted.map(({ clientRef, from, to, text, at }) => {
    const row = known.get(clientRef ?? "");
    return {
      id: clientRef ?? "",
      phone: `+${to}`,
      line: `+${from}`,
      shop: row?.merchant_id ? String(row.merchant_id) : null,
      kind: String(row?.kind ?? "unknown"),
      isPromotion: row?.class === "promotional",
      text,
      answers: row?.answers ? String(row.answers) : null,
      attempt: Number(row?.attempt),
      takenAt: at,
    };
  });
}

/** Nobody is on a shop's list who has left it, as far as the model knows. */
async function staysLeft(service: Service, { lines }: World, model: StopModel): Promise<string[]> {
  const faults: string[] = [];
  for (const { number, shops } of lines) {
    for (const { id, name } of shops) {
      const sql = `SELECT phone, consent, (SELECT group_concat(change || ' ' || word || ' ' || time(at / 1000, 'unixepoch'), ', ')
        FROM consent_entries WHERE customer_id = customers.id) AS ledger
        FROM customers WHERE merchant_id = ? AND consent IN ('subscribed', 'held')`;
      const { rows } = await service.db.execute({ sql, args: [id] });
      for (const { phone, consent, ledger } of rows) {
        const [stop] = model.stopsOf(String(phone), number, id);
        if (!stop) continue;
        const journal = await journalOf(service, String(phone), number);
        faults.push(`${phone} is ${consent} at ${name}, though it has left by ${stop.by} (${ledger})\n${journal}`);
      }
    }
  }
  return faults;
}

/** Nobody gets offers who has ended them, or never agreed to any. What a doubt holds, the other consent holds. */
async function staysWithoutOffers(service: Service, { lines }: World, model: OffersModel): Promise<string[]> {
  const faults: string[] = [];
  for (const { number, shops } of lines) {
    for (const { id, name } of shops) {
      const sql =
        "SELECT phone FROM customers WHERE merchant_id = ? AND offers_consent = 'subscribed' AND phone LIKE '+%'";
      const { rows } = await service.db.execute({ sql, args: [id] });
      for (const phone of rows.map((row) => String(row.phone))) {
        const ends = model.endsOf(phone, number, id);
        const why = ends === "never" ? "never agreed" : ends.find(({ type }) => type !== "offers held")?.by;
        if (why === undefined) continue;
        faults.push(`${phone} gets offers of ${name}: ${why}\n${await journalOf(service, phone, number)}`);
      }
    }
  }
  return faults;
}

/** Each text that was answered 200 is kept, and the first STOP of each phone has brought a confirmation, whatever became of it. */
async function keepsTexts(service: Service, { said, world }: Stage): Promise<string[]> {
  const answersOptOuts = world.answersOptOuts.number;
  const { rows } = await service.db.execute(`SELECT carrier_message_id AS id,
    EXISTS (SELECT 1 FROM outbox WHERE cause = 'inbound:' || inbound_messages.id) AS answered FROM inbound_messages`);
  const kept = new Map(rows.map(({ id, answered }) => [String(id), Number(answered) === 1]));
  const left = new Set<string>();
  return (said as readonly Said[]).flatMap((each) => {
    if (each.type !== "text") return [];
    const { id, phone, line, words, written, isStop } = each;
    // What was written before its customer was deleted, and comes afterwards, is not.
    const wentWithThem = said.some((other) => other.type === "deleted" && other.phone === phone && other.at <= each.at);
    if (!kept.has(id)) return wentWithThem ? [] : [`"${words}" of ${phone} was not kept`];
    const isFirst = isStop && !left.has(`${phone} ${line}`);
    if (isStop) left.add(`${phone} ${line}`);
    // One that comes late changes nothing for who has been back since.
    const isLate = said.some(
      (other) => other.type === "text" && other.phone === phone && other.asks !== "nothing" && other.written >= written,
    );
    // Where the carrier answers it, the service does not.
    const isAnsweredByCarrier = line === answersOptOuts;
    const hadStopped = said.some((other) => other.type === "stop" && other.phone === phone && other.at <= each.at);
    return isFirst && !isLate && !isAnsweredByCarrier && !hadStopped && kept.get(id) === false
      ? [`the first "${words}" of ${phone} was not confirmed`]
      : [];
  });
}
