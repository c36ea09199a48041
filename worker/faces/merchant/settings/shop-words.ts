// What the shop's page says, in the merchant's language, and the names of places.

import type { Language } from "../../../../src/conversation/language.ts";
import type { Country } from "../../../../src/phone.ts";
import type { Words } from "../../shared/words.ts";

const en = {
  title: "Shop",
  who: "Who you are",
  name: "Name",
  trade: "What you sell",
  tradeHint: "Tick all that is true.",
  trades: {
    cafe: "Café",
    restaurant: "Restaurant",
    salon: "Salon",
    garage: "Garage",
    jeweller: "Jeweller",
    retail: "Shop",
    other: "Something else",
    alcohol: "Alcohol",
    tobacco: "Tobacco",
    vaping: "Vaping",
    cbd: "CBD",
    cannabis: "Cannabis",
    firearms: "Firearms",
    adult: "Adult",
  },
  closing:
    "Tick one of these, and all your texts to customers are turned off: carriers or the law here do not let them through. Points and rewards go on by page and tablet.",
  closed:
    "For this, carriers or the law here turn off all your texts, also those you type. STOP and HELP are still answered, and codes that people ask for. Points and rewards go on by page and tablet. Your operator can open texts that are no promotion.",
  language: "Language of these pages",
  languageHint: "Customers are answered in the language in which they write.",
  contact: "Telephone",
  contactHint: "Told to whoever texts HELP.",
  where: "Where you are",
  place: "Country and region",
  placeHint: "Nothing is sent until this is known: it decides which rules hold.",
  choose: "Choose",
  countries: { CA: "Canada", US: "United States", FR: "France" },
  timeZone: "Time zone",
  timeZoneHint: "Such as America/Toronto.",
  hours: "Opening hours",
  hoursHint:
    "Outside them, who writes to you is told so once. A day without hours is closed; no hours at all is always open.",
  days: ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"],
  opens: "opens",
  closes: "closes",
  look: "Colour and welcome",
  accent: "Colour",
  sample: "Your colour",
  darkened: "Words in this colour are made darker, so that they can be read.",
  welcome: "Welcome points",
  welcomeHint: "Given once, when a customer says YES.",
  save: "Save",
};

type ShopWords = Words<typeof en>;

const fr: ShopWords = {
  title: "Commerce",
  who: "Qui vous êtes",
  name: "Nom",
  trade: "Ce que vous vendez",
  tradeHint: "Cochez tout ce qui est vrai.",
  trades: {
    cafe: "Café",
    restaurant: "Restaurant",
    salon: "Salon",
    garage: "Garage",
    jeweller: "Bijouterie",
    retail: "Boutique",
    other: "Autre",
    alcohol: "Alcool",
    tobacco: "Tabac",
    vaping: "Vapotage",
    cbd: "CBD",
    cannabis: "Cannabis",
    firearms: "Armes à feu",
    adult: "Pour adultes",
  },
  closing:
    "Si vous cochez l’un de ceux-ci, tous vos SMS aux clients s’arrêtent\u202f: les opérateurs ou la loi ne les laissent pas passer ici. Les points et les récompenses continuent par les pages et la tablette.",
  closed:
    "Pour cela, les opérateurs ou la loi arrêtent ici tous vos SMS, même ceux que vous écrivez. STOP et AIDE reçoivent toujours une réponse, et les codes que les gens demandent partent. Les points et les récompenses continuent par les pages et la tablette. Votre exploitant peut ouvrir les SMS qui ne sont pas des promotions.",
  language: "Langue de ces pages",
  languageHint: "Les clients reçoivent réponse dans la langue où ils écrivent.",
  contact: "Téléphone",
  contactHint: "Indiqué dans la réponse à AIDE.",
  where: "Où vous êtes",
  place: "Pays et région",
  placeHint: "Rien ne part tant qu’on ne le sait pas\u202f: les règles en dépendent.",
  choose: "Choisissez",
  countries: { CA: "Canada", US: "États-Unis", FR: "France" },
  timeZone: "Fuseau horaire",
  timeZoneHint: "Comme America/Toronto.",
  hours: "Heures d’ouverture",
  hoursHint:
    "En dehors, qui vous écrit en est averti une fois. Un jour sans heures est fermé\u202f; aucune heure du tout veut dire toujours ouvert.",
  days: ["Lundi", "Mardi", "Mercredi", "Jeudi", "Vendredi", "Samedi", "Dimanche"],
  opens: "ouverture",
  closes: "fermeture",
  look: "Couleur et bienvenue",
  accent: "Couleur",
  sample: "Votre couleur",
  darkened: "Les mots de cette couleur sont foncés, pour rester lisibles.",
  welcome: "Points de bienvenue",
  welcomeHint: "Donnés une fois, quand un client dit OUI.",
  save: "Enregistrer",
};

export const shopWords: Readonly<Record<Language, ShopWords>> = { en, fr };

/** Offered in the field; any other zone may be typed. */
export const TIME_ZONES =
  `America/St_Johns America/Halifax America/Toronto America/Winnipeg America/Regina America/Edmonton
  America/Vancouver America/Whitehorse America/New_York America/Chicago America/Denver America/Phoenix America/Los_Angeles
  America/Anchorage Pacific/Honolulu America/Puerto_Rico Europe/Paris America/Guadeloupe America/Martinique America/Cayenne
  Indian/Reunion Indian/Mayotte`.split(/\s+/);

const canada: Readonly<Record<string, readonly [en: string, fr: string]>> = {
  AB: ["Alberta", "Alberta"],
  BC: ["British Columbia", "Colombie-Britannique"],
  MB: ["Manitoba", "Manitoba"],
  NB: ["New Brunswick", "Nouveau-Brunswick"],
  NL: ["Newfoundland and Labrador", "Terre-Neuve-et-Labrador"],
  NS: ["Nova Scotia", "Nouvelle-Écosse"],
  NT: ["Northwest Territories", "Territoires du Nord-Ouest"],
  NU: ["Nunavut", "Nunavut"],
  ON: ["Ontario", "Ontario"],
  PE: ["Prince Edward Island", "Île-du-Prince-Édouard"],
  QC: ["Quebec", "Québec"],
  SK: ["Saskatchewan", "Saskatchewan"],
  YT: ["Yukon", "Yukon"],
};

/** The same in both languages. */
const others: Readonly<Record<"US" | "FR", string>> = {
  US: `AL Alabama,AK Alaska,AZ Arizona,AR Arkansas,CA California,CO Colorado,CT Connecticut,DE Delaware,DC District of Columbia,
    FL Florida,GA Georgia,HI Hawaii,ID Idaho,IL Illinois,IN Indiana,IA Iowa,KS Kansas,KY Kentucky,LA Louisiana,ME Maine,MD Maryland,
    MA Massachusetts,MI Michigan,MN Minnesota,MS Mississippi,MO Missouri,MT Montana,NE Nebraska,NV Nevada,NH New Hampshire,
    NJ New Jersey,NM New Mexico,NY New York,NC North Carolina,ND North Dakota,OH Ohio,OK Oklahoma,OR Oregon,PA Pennsylvania,
    PR Puerto Rico,RI Rhode Island,SC South Carolina,SD South Dakota,TN Tennessee,TX Texas,UT Utah,VT Vermont,VA Virginia,
    WA Washington,WV West Virginia,WI Wisconsin,WY Wyoming`,
  FR: `ARA Auvergne-Rhône-Alpes,BFC Bourgogne-Franche-Comté,BRE Bretagne,CVL Centre-Val de Loire,COR Corse,GES Grand Est,
    HDF Hauts-de-France,IDF Île-de-France,NOR Normandie,NAQ Nouvelle-Aquitaine,OCC Occitanie,PDL Pays de la Loire,
    PAC Provence-Alpes-Côte d’Azur,GP Guadeloupe,MQ Martinique,GF Guyane,RE La Réunion,YT Mayotte`,
};

const namesOf = (list: string): ReadonlyMap<string, string> =>
  new Map(
    list.split(",").map((item) => {
      const [code = "", ...name] = item.trim().split(" ");
      return [code, name.join(" ")];
    }),
  );

const named = { US: namesOf(others.US), FR: namesOf(others.FR) };

export function regionName(country: Country, region: string, language: Language): string {
  const name = country === "CA" ? canada[region]?.[language === "en" ? 0 : 1] : named[country].get(region);
  return name ?? region;
}
