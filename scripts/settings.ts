// What the environment says to `npm start` and to the commands: each value is read before anything is touched, or refused by its name.

import * as v from "valibot";
import {
  type NewShop,
  type NewShopField,
  newShopFaults,
  readNewShop,
  type TypedShop,
} from "../src/merchant/new-shop.ts";
import { err, ok, type Result } from "../src/result.ts";
import { readConfig, variables } from "../worker/config.ts";

export type Environment = Readonly<Record<string, string | undefined>>;

/** As the client takes it. */
export interface DatabaseAddress {
  readonly url: string;
  readonly authToken?: string;
}

export interface StartSettings {
  readonly port: number;
  readonly dataFolder: string;
  readonly carrier: "simulator" | "vonage";
  /** The Worker's variables that were given; an empty one is none. */
  readonly given: Environment;
}

export const SHOP_VARIABLES = {
  name: "SHOP_NAME",
  number: "SHOP_NUMBER",
  keyword: "SHOP_KEYWORD",
  ownerPhone: "SHOP_OWNER_PHONE",
  country: "SHOP_COUNTRY",
  region: "SHOP_REGION",
  timeZone: "SHOP_TIME_ZONE",
  language: "SHOP_LOCALE",
  contact: "SHOP_CONTACT",
} as const satisfies Readonly<Record<NewShopField, string>>;

const shopFields = Object.keys(SHOP_VARIABLES) as NewShopField[];

const demo: TypedShop = {
  name: "Café Comptoir",
  keyword: "CAFE",
  number: "+15145550100",
  ownerPhone: "+15145550199",
  contact: "514 555-0100",
  country: "CA",
  region: "QC",
  language: "fr",
  timeZone: "America/Toronto",
};

/** The fields that SHOP_… gives a value. */
export const givenFields = (env: Environment): readonly NewShopField[] =>
  shopFields.filter((field) => env[SHOP_VARIABLES[field]]);

/** What SHOP_… leaves out is the demo shop's, or missing. The error names each variable that is wrong, in one sentence without its full stop. */
export function readShop(env: Environment, isDemo: boolean): Result<NewShop, string> {
  const typed = Object.fromEntries(givenFields(env).map((field) => [field, env[SHOP_VARIABLES[field]]]));
  const shop = readNewShop(isDemo ? { ...demo, ...typed } : typed);
  if (shop.ok) return shop;
  const faults = shopFields.flatMap((field) => {
    const fault = shop.error[field];
    return fault === undefined ? [] : [`${SHOP_VARIABLES[field]} ${newShopFaults[fault]}`];
  });
  return err(faults.join("; "));
}

/** A shop of one's own begins with its name. */
export const wantsDemo = (env: Environment): boolean => env.SEED === "demo" || !env.SHOP_NAME;

const PORT_DEFAULT = 8787;

/** All faults in one sentence without its full stop. */
export function readStartSettings(env: Environment): Result<StartSettings, string> {
  const port = Number(env.PORT || PORT_DEFAULT);
  const isPort = /^\d*$/.test(env.PORT ?? "") && port >= 1 && port <= 65_535;
  const given = Object.fromEntries(Object.keys(variables).flatMap((name) => (env[name] ? [[name, env[name]]] : [])));
  const config = readConfig({ ...madeHere, ...given });
  const shop = readShop(env, wantsDemo(env));
  const faults = [
    ...(isPort ? [] : [`PORT is ${env.PORT}, which is not a port: choose one from 1 to 65535`]),
    ...(config.ok ? [] : [config.error]),
    ...faultsOfSeed(env),
    ...(shop.ok ? [] : [shop.error]),
  ];
  if (!config.ok || faults.length > 0) return err(faults.join("; "));
  return ok({ port, dataFolder: env.DATA_DIR || ".data", carrier: config.value.CARRIER, given });
}

/** Of the commands that work on a database which somebody named. The error is a sentence without its full stop. */
export function readDatabase({ DATABASE_URL, DATABASE_AUTH_TOKEN }: Environment): Result<DatabaseAddress, string> {
  if (!DATABASE_URL) return err("DATABASE_URL is missing");
  const read = v.safeParse(variables.DATABASE_URL, DATABASE_URL, { abortPipeEarly: true });
  if (!read.success) return err(`DATABASE_URL ${read.issues[0].message}`);
  return ok({ url: DATABASE_URL, ...(DATABASE_AUTH_TOKEN ? { authToken: DATABASE_AUTH_TOKEN } : {}) });
}

export const faultsOfSeed = ({ SEED }: Environment): string[] => (SEED && SEED !== "demo" ? ["SEED is not demo"] : []);

/** What `npm start` makes itself where nothing is given, in the form that it will have. */
const madeHere = {
  DATABASE_URL: "http://127.0.0.1",
  APP_BASE_URL: "http://127.0.0.1",
  LINK_BASE_URL: "http://127.0.0.1",
  LINK_SIGNING_KEYS: `1:${"A".repeat(43)}`,
  NUMBER_HASH_KEY: `1:${"A".repeat(43)}`,
  CARRIER: "simulator",
};
