// An account goes to the person's second phone, by the code on the first one or at the counter; and back, by either phone or the owner.

import { insist } from "./browser.ts";
import type { Act } from "./history.ts";
import type { Deed, Doing } from "./person.ts";
import { STAFF_CODE } from "./world.ts";

const writesNothingElse = { asks: "nothing", shops: [], leaves: null } as const;
const writes = ({ person, line, phone }: Doing, words: string, act: Act) =>
  person.letters.writes({ line, phone, words, ...writesNothingElse }, act);

const moves: Deed = async (doing, act) => {
  const { person, line, shop, phone } = doing;
  // On a shared number nobody knows the shop that a new phone means, unless it has named one.
  const names = { line, phone, words: `JOIN ${shop.keyword}`, asks: "terms", shops: [shop], leaves: null } as const;
  if (line.shared) await person.letters.writes(names, { ...act, delivery: "text on its way: at once" });
  await writes(doing, `MOVE ${person.phones[0]}`, act);
  return true;
};

function mayHaveMoved({ stage, person, line }: Doing): void {
  stage.moves(person.phones, line);
  person.movedOn = line;
}

const typesCode: Deed = async (doing, act) => {
  const { stage, person, line } = doing;
  const [old, to] = person.phones;
  const told = await stage.reads(line, old, (text) => /\d{6}/.test(text) && text.includes(` ${to.slice(-2)}`));
  const code = /\d{6}/.exec(told ?? "")?.[0];
  if (code === undefined) return false;
  mayHaveMoved(doing);
  await writes(doing, code, act);
  return true;
};

const COUNTER_CODE = /\b[2-9A-Z]{3} [2-9A-Z]{3}\b/;

const atCounter: Deed = async (doing) => {
  const { stage, person, line } = doing;
  const [, to] = person.phones;
  const told = await stage.reads(line, to, (text) => COUNTER_CODE.test(text));
  const code = COUNTER_CODE.exec(told ?? "")?.[0];
  const shop = line.shops.find(({ name }) => told?.startsWith(name));
  const tablet = shop?.tablet;
  if (code === undefined || !tablet) return false;
  mayHaveMoved(doing);
  await insist(() => tablet.opens(STAFF_CODE));
  const { status } = await insist(() => tablet.posts("/kiosk/staff/moves", { code }));
  stage.remarks(to, `has the account moved to it at the counter of ${shop.name}: ${status}`);
  return status === 200;
};

/** Only where an account may have moved on this line. */
const onceMoved =
  (deed: Deed): Deed =>
  async (doing, act) =>
    doing.person.movedOn === doing.line && deed(doing, act);

const backByText: Deed = async (doing, act) => {
  const { stage, person, line, choice } = doing;
  stage.moves(person.phones, line);
  await writes(doing, choice % 2 === 0 ? "MOVE BACK" : "CHANGER RETOUR", act);
  return true;
};

const backByOwner: Deed = async (doing) => {
  const { stage, person, line, phone } = doing;
  const sql = `SELECT id, merchant_id, customer_id FROM moves WHERE from_phone = ? AND moved_at IS NOT NULL
    AND moved_back_at IS NULL ORDER BY moved_at DESC`;
  const { rows } = await stage.service.db.execute({ sql, args: [person.phones[0]] });
  const row = rows.find(({ merchant_id }) => line.shops.some(({ id }) => id === merchant_id));
  const shop = line.shops.find(({ id }) => id === row?.merchant_id);
  if (!row || !shop) return false;
  stage.moves(person.phones, line);
  const { status } = await shop.owner.posts(`/inbox/customers/${row.customer_id}/moves/${row.id}/move-back`, {});
  stage.remarks(phone, `has its account brought back by the owner of ${shop.name}: ${status}`);
  return status === 303;
};

const stopsAfter: Deed = async ({ person, line, phone, choice }, act) => {
  const words = line.shared ? "STOP ALL" : choice % 2 === 0 ? "STOP" : "ARRET";
  const leaves = { kind: "number", line: line.number } as const;
  await person.letters.writes({ line, phone, words, asks: "nothing", shops: [], leaves }, act);
  return true;
};

export const ofMoves = {
  "text: MOVE": moves,
  "text: the code of the move": typesCode,
  "tablet: a move confirmed": atCounter,
  "text: STOP from the phone that an account has left": onceMoved(stopsAfter),
  "text: MOVE BACK from the old phone": onceMoved(backByText),
  "text: MOVE BACK from the new phone": onceMoved(backByText),
  "inbox: a move taken back": onceMoved(backByOwner),
} satisfies Record<string, Deed>;
