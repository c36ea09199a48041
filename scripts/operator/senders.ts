// `sender add` and `sender set`: a number that shops can be given, and what its carrier allows.

import { count, eq } from "drizzle-orm";
import { countries } from "../../src/merchant/regions.ts";
import { type MessageClass, messageClasses } from "../../src/messaging/lifecycle.ts";
import { isE164, parseTypedSender } from "../../src/phone.ts";
import { err, ok, type Result } from "../../src/result.ts";
import type { Database } from "../../worker/db/client.ts";
import { senderMerchants, senders } from "../../worker/db/schema.ts";
import { newSender } from "../insert-shop.ts";
import { Refusal } from "../refusal.ts";
import { type Command, choiceOf, type Given, listOf } from "./command.ts";
import { newId } from "./ids.ts";

type Sender = typeof senders.$inferSelect;
type Settings = Partial<
  Pick<Sender, "registered" | "paceSegmentsPerS" | "kind" | "purposes" | "carrierAnswersOptOuts" | "stopScope">
>;

/** More than the fastest number of any carrier. */
const PACE_MAX = 1_000;

export const addSender: Command = {
  name: "sender add",
  does: "A number that shops can be given; say what it may carry with sender set.",
  flags: { number: { value: "+1…", isRequired: true }, pool: { value: "own|shared" } },
  read(given) {
    const number = readNumber(given);
    const pool = choiceOf(given, "pool", ["own", "shared"]);
    if (!number.ok || pool.faults.length > 0) return err([...faultsOf(number), ...pool.faults]);
    return ok(async ({ db }, say) => {
      await add(db, number.value, pool.value ?? "own");
      say(`${number.value} was added.`);
    });
  },
};

async function add(db: Database, number: string, pool: Sender["pool"]): Promise<void> {
  const now = Date.now();
  const row = newSender(newId(now), number, pool, now);
  const [added] = await db.write([
    db.orm.insert(senders).values(row).onConflictDoNothing().returning({ id: senders.id }),
  ]);
  if (added.length === 0) throw new Refusal(`--number ${number} is there already: sender set changes it.`);
}

export const setSender: Command = {
  name: "sender set",
  does: "What a number's carrier allows and does. What is not given stays as it is.",
  flags: {
    number: { value: "+1…", isRequired: true },
    registered: { value: "yes|pending|no" },
    pace: { value: "SEGMENTS-A-SECOND" },
    kind: { value: "long|ten_dlc|toll_free|short_code" },
    purposes: { value: messageClasses.join(",") },
    "carrier-answers-opt-outs": { value: "yes|no" },
    stop: { value: "pool|shop" },
  },
  read(given) {
    const number = readNumber(given);
    const settings = readSettings(given, number.ok ? number.value : null);
    if (!number.ok || !settings.ok) return err([...faultsOf(number), ...faultsOf(settings)]);
    return ok(async ({ db }, say) => {
      const shops = await set(db, number.value, settings.value);
      say(`${number.value} was changed; ${shops} shop${shops === 1 ? " sends" : "s send"} from it.`);
    });
  },
};

/** Returns how many shops send from it. */
async function set(db: Database, number: string, settings: Settings): Promise<number> {
  const { orm } = db;
  const [sender] = await orm
    .select({ id: senders.id, pool: senders.pool, shops: count(senderMerchants.merchantId) })
    .from(senders)
    .leftJoin(senderMerchants, eq(senderMerchants.senderId, senders.id))
    .where(eq(senders.number, number))
    .groupBy(senders.id);
  if (sender === undefined) throw new Refusal(`--number ${number} is not there: sender add adds it.`);
  if (settings.stopScope !== undefined && sender.pool === "own") {
    throw new Refusal(`--stop is for shared numbers, and ${number} is a shop's own.`);
  }
  await db.write([orm.update(senders).set(settings).where(eq(senders.id, sender.id))]);
  return sender.shops;
}

/** A national number is read in the first country of whose form it is: an operator who means another types its plus sign. */
function readNumber(given: Given): Result<string, readonly string[]> {
  const typed = given.number ?? "";
  for (const country of countries) {
    const read = parseTypedSender(typed, country);
    if (read.ok) return read;
  }
  return err(["--number is not a telephone number or a short code"]);
}

function readSettings(given: Given, number: string | null): Result<Settings, readonly string[]> {
  const registered = choiceOf(given, "registered", ["yes", "pending", "no"]);
  const kind = choiceOf(given, "kind", ["long", "ten_dlc", "toll_free", "short_code"]);
  const answers = choiceOf(given, "carrier-answers-opt-outs", ["yes", "no"]);
  const stop = choiceOf(given, "stop", ["pool", "shop"]);
  const pace = readPace(given.pace);
  const purposes = readPurposes(given.purposes);
  const isCode = number !== null && !isE164(number);
  const misfit =
    kind.value !== undefined && number !== null && (kind.value === "short_code") !== isCode
      ? [`--kind ${kind.value} is not what ${isCode ? "a short code" : "a telephone number"} is`]
      : [];
  const readings = [registered, pace, kind, purposes, answers, stop];
  const faults = [...readings.flatMap((each) => each.faults), ...misfit];
  if (faults.length > 0) return err(faults);
  if (readings.every(({ value }) => value === undefined)) return err(["Nothing was given to set"]);
  return ok({
    ...(registered.value && { registered: registered.value }),
    ...(pace.value && { paceSegmentsPerS: pace.value }),
    ...(kind.value && { kind: kind.value }),
    ...(purposes.value && { purposes: purposes.value }),
    ...(answers.value && { carrierAnswersOptOuts: answers.value === "yes" }),
    ...(stop.value && { stopScope: stop.value }),
  });
}

function readPace(typed: string | undefined) {
  if (typed === undefined) return { value: undefined, faults: [] };
  const pace = Number(typed);
  const isPace = /^\d{1,4}(?:\.\d{1,3})?$/.test(typed) && pace > 0 && pace <= PACE_MAX;
  return isPace
    ? { value: pace, faults: [] }
    : { value: undefined, faults: [`--pace is not a number of segments a second, up to ${PACE_MAX}`] };
}

function readPurposes(typed: string | undefined) {
  if (typed === undefined) return { value: undefined, faults: [] };
  const words = typed.split(",").map((word) => word.trim());
  const known = messageClasses.filter((each) => words.includes(each));
  const isList = words.every((word) => messageClasses.some((each: MessageClass) => each === word));
  return isList && known.length === words.length
    ? { value: known, faults: [] }
    : { value: undefined, faults: [`--purposes is not a list of ${listOf(messageClasses)}, each once`] };
}

const faultsOf = (read: Result<unknown, readonly string[]>): readonly string[] => (read.ok ? [] : read.error);
