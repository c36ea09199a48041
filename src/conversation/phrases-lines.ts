// What people write who want no more messages, in both languages: lines made of words and of classes of words.
import type { Language } from "./language.ts";

// How to read a line. "a|b": either. Capitals: any word of that class of phrases-words.ts. "?" after it: or nothing. "~": up to
// four filling words. Accents and apostrophes are folded and polite words taken out beforehand.
// A line is a whole sentence, or a part of one between commas, polite words and conjunctions, with only words of asking before
// it and of insisting after it. "..." on a side: any words there. ".": none after. "=": none on either side; "==": and not for a
// part of a sentence. "!": no subject right before, as "don't text me again" is an order, "you don't text me again" a reproach.

const ENGLISH = [
  "= i|we already? said|say STOP",
  "interested|number REMOVE|UNSUBSCRIBE",
  "interested|number STOP all? TEXTING|SENDING",
  "= can|could|would|will you|u STOP",
  "= cease and desist",
  "= STOP to|2 leave|end|stop|quit|cancel|refuse|unsubscribe|unsub at? any? time|anytime?",
  "= STOP to|2 opt out at? any? time|anytime?",
  "= STOP right? now|immediately|already|asap|today|forever|anymore",
  "== but|so|guys STOP",
  "= i|we WANT you|u to STOP",
  "... STOP ~ calling? and? TEXTING ~ ME|NUMBER|PHONE ...",
  "= STOP all? TEXTING",
  "... STOP PESTERING ME",
  "... STOP SENDING ME? ~ MSG|PROMO|LIST|JUNK ...",
  "... STOP SENDING ME? ~ JUNK|this|these|those|stuff|things|them|it|anything|everything",
  "... STOP SENDING to? ME",
  "= STOP SENDING",
  "STOP calling|phoning ~ ME|NUMBER|PHONE",
  "! STOP ~ MSG|PROMO",
  "! STOP ~ MSG|PROMO to|on|at ~ ME|NUMBER|PHONE",
  "= end|cancel ~ MSG|PROMO",
  "turn off ~ MSG|PROMO",
  "make ~ MSG|PROMO STOP",
  "WANT ~ MSG|PROMO to STOP",
  "STOP blowing up my PHONE",
  "! STOP CONTACT|SEND|MSG ME",
  "!... STOP RECEIVE ~ MSG|PROMO ...",
  "!... STOP RECEIVE these|this|them|those",
  "!... DONT CONTACT|MSG ~ ME|NUMBER|PHONE ~ MSG? ANYMORE ...",
  "!... DONT ANYMORE|you ever? CONTACT|SEND|MSG ME|NUMBER|PHONE ...",
  "!... DONT CONTACT|MSG ME no more ...",
  "! DONT call|MSG|CONTACT or|and call|MSG|CONTACT ~ ME|NUMBER|PHONE",
  "== DONT MSG",
  "! DONT CONTACT|MSG ~ ME|NUMBER|PHONE .",
  "! DONT CONTACT|MSG ANYMORE",
  "! DONT SEND ME? ~ MSG|PROMO|JUNK",
  "! DONT SEND ME? ~ anything|these|this|stuff ANYMORE? .",
  "! DONT bother|disturb|harass|call ME ANYMORE",
  "... DONT WANT to? RECEIVE ~ MSG|PROMO ...",
  "... DONT WANT any? these|those|your|ur|more|anymore ~ MSG|PROMO ...",
  "DONT WANT ~ texts|messages|msgs|txts|sms|ads|alerts|notifications",
  "... DONT WANT to? be texted|contacted|messaged ...",
  "... DONT WANT to? hear from you|u ...",
  "... DONT WANT to? be on|in ~ LIST ...",
  "... no longer WANT to? RECEIVE? ~ MSG|PROMO|these|this|them ...",
  "... no longer WANT to? be texted|contacted|messaged|subscribed|on ...",
  "... no longer WANT to? hear from you|u ...",
  "no more ~ MSG",
  "no more ~ MSG|PROMO or ...",
  "... DONT consent to ~ MSG|PROMO ...",
  "enough|done with|of ~ MSG|PROMO",
  "... take|get ME off ~ LIST|MSG ...",
  "take|get ME off ~",
  "... REMOVE|UNSUBSCRIBE|take|drop ME from|off|out ~ LIST|MSG|PROMO|here ...",
  "... REMOVE|UNSUBSCRIBE|take|drop my|this NUMBER|PHONE and? NUMBER? from|off|out ~ LIST|MSG|PROMO ...",
  "REMOVE|UNSUBSCRIBE ME",
  "REMOVE|UNSUBSCRIBE ME? from ~ LIST?",
  "REMOVE my|this PHONE? NUMBER",
  "lose|loose|forget my|this PHONE? number|num|numero",
  "UNSUBSCRIBE ~ LIST|NUMBER?",
  "how do|can|to i? UNSUBSCRIBE ~ LIST?",
  "how do|can|to i? STOP|cancel|end RECEIVE? ~ MSG|PROMO|this|these|it",
  "how do|can i make ~ these|this|it|them|MSG STOP",
  "how do|can i RECEIVE|opt off|out ~ this|these|it|LIST|MSG",
  "WANT off|out of? ~ LIST",
  "be|get UNSUBSCRIBE|REMOVE from? ~ LIST?",
  "be|get taken off ~ LIST?",
  "... opt|opting|opted ME? out",
  "opt|opting|opted ME? out ~ LIST|MSG?",
  "revoke|withdraw ~ consent|permission|authorization",
  "leave ~ LIST",
  "leave ME the? hell|fuck|f? alone",
];

const FRENCH = [
  "= j ai|avais deja? dit STOP|ARRETE|ARRETEZ",
  "= veuillez ARRETEZ",
  "= STOP|ARRETE pour tout? quitter|arreter|annuler|refuser|resilier|partir a? tout? moment?",
  "= STOP|ARRETE pour ME|se|vous DESABONNER",
  "= pouvez|voulez vous ARRETEZ",
  "... pas demande ~ ca|SMS|PUB|rien? STOP|ARRETEZ|ARRETE",
  "= STOP|ARRETE|ARRETEZ maintenant|mtn|immediatement|desormais|definitivement",
  "== mais|donc|alors STOP|ARRETEZ",
  "= STOP|ARRETEZ tout de suite",
  "... STOP|ARRETE|ARRETEZ de|d|2? ME ECRIRE ...",
  "... STOP|ARRETE|ARRETEZ de|d|2? ME? ENVOYER ~ SMS|PUB ...",
  "... STOP|ARRETEZ de|d? ENVOYER|ECRIRE",
  "... STOP|ARRETE|ARRETEZ de|d|2? ME ENVOYER ca|cela|rien?",
  "... ARRETEZ de|d|2? ME EMBETER ...",
  "! STOP|ARRETE|ARRETEZ ~ SMS|PUB",
  "comment on|je|faire? pour? STOP|ARRETE|ARRETEZ ~ SMS|PUB",
  "mettez|mettre|met? fin ~ SMS|PUB",
  "annulez|annuler|resilier|resiliez ~ abonnement",
  "== pub|pubs|publicite|spam|sms|message|messages|promo|promos STOP|ARRETE|ARRETEZ",
  "STOP PLUS de|d ~ SMS|PUB",
  "marre|assez|suffit de|d|les|vos ~ SMS|PUB",
  "... NE? VEUX PLUS|pas|jamais ~ RECEVOIR ~ SMS|PUB|rien ...",
  "... NE? VEUX PLUS RECEVOIR",
  "... je|j|on NE? en? VEUX PLUS de|d|vos|ces|aucun|tes ~ SMS",
  "= NE? VEUX PLUS de|d|vos|ces|aucun|tes ~ SMS",
  "... je NE? VEUX pas de vos|ces SMS|PUB ...",
  "... NE? VEUX PLUS rien savoir|RECEVOIR ...",
  "... NE? VEUX PLUS rien|entendre parler? de vous ...",
  "... NE VEUX pas|PLUS|aucun de|d|vos|ces|tes ~ SMS|PUB",
  "... NE? VEUX PLUS|pas etre CONTACTED ...",
  "... NE? VEUX PLUS|pas etre|figurer|apparaitre ~ LIST",
  "... NE? VEUX PLUS que vous ME ECRIRE|ENVOYER ...",
  "... NE PLUS|jamais ME ECRIRE|ENVOYER ...",
  "... NE PLUS|jamais ~ RECEVOIR ~ SMS|PUB ...",
  "! NE ME ECRIRE PLUS|pas jamais|rien|ici?",
  "! NE? ME ECRIRE PLUS|jamais jamais|rien?",
  "! NE? ME ENVOYER PLUS|jamais|pas jamais? ~ SMS|PUB|rien|ca",
  "! NE? ME ENVOYER PLUS",
  "! ECRIRE|EMBETER moi|ME pu|pus|plu|jamais|rien jamais|rien?",
  "! textez|ecrivez|contactez moi|nous plus jamais|rien?",
  "! ENVOYER moi|ME pu|pus|plu|jamais ~ SMS|rien",
  "! NE ME EMBETER PLUS",
  "== non? PLUS|jamais|fini jamais? de|d|les|aucun ~ SMS",
  "== non? PLUS|jamais|fini jamais? de|d|les|aucun ~ SMS pour|de moi|vous",
  "DESABONNER moi|ME|nous? ~ LIST|SMS|NUMBER?",
  "... ME|se DESABONNER ~ LIST|SMS? ...",
  "... RETIRER moi ~ LIST ...",
  "... ME RETIRER ~ LIST ...",
  "etre REMOVED ~ LIST|SMS?",
  "= retirez|enlevez|supprimez|rayez|radiez moi",
  "... RETIRER mon|mes|notre NUMBER ~ LIST ...",
  "RETIRER mon|mes|notre NUMBER",
  "oubliez|oublie|perdez mon NUMBER",
  "foutez|fous|fichez|fiche|foutre|crissez|sacrez moi|nous la paix",
  "laissez|laisse|laisser moi|nous QUIET",
  "lachez moi",
  "lache|lachez moi avec ~ SMS|PUB",
  "crissez|sacrez moi patience",
  "retire mon consentement",
];

// Nearly a stop, and the whole message: it takes a question.
const ENGLISH_DOUBTS = [
  "= no texts|messages|sms|spam",
  "= i WANT to? STOP",
  "= no more ~ PROMO",
  "= just STOP",
  "= just? STOP it|that|this|them already|now?",
  "= STOP",
  "= STOP with ~ MSG|PROMO",
  "= make it|this|them STOP",
  "= reply|send|text|txt STOP",
  "= go away",
  "= alto|baja|parar|cancelar",
];
const FRENCH_DOUBTS = [
  "= ARRETE tout de suite",
  "= bon|ben|bah|bref|oh? STOP|ARRETE|ARRETEZ la|maintenant|mtn?",
  "= je VEUX STOP|ARRETEZ",
  "= PLUS|fini de|d|les|aucun ~ PUB",
  "STOP|ARRETE|ARRETEZ ca|cela suffit?",
  "= annuler|annulez|quitter|resilier",
  "= envoyer|envoie|repondre STOP|ARRETE",
];

interface Phrases {
  readonly lines: readonly string[];
  readonly doubts: readonly string[];
  /** Small words between a verb and its object. */
  readonly filling: string;
  /** What asks, before a phrase. */
  readonly asking: string;
  /** What insists, after a phrase. */
  readonly insisting: string;
}

export const PHRASES: Readonly<Record<Language, Phrases>> = {
  en: {
    lines: ENGLISH,
    doubts: ENGLISH_DOUBTS,
    filling:
      "the these those this that your ur yr any all of with such more anymore further future my to from a so many " +
      "stupid fucking damn annoying unwanted promotional automated daily texting fing fkn fkin bloody MSG PROMO",
    asking:
      "yo please just can could would will wud you u ya guys need want have to so and but then i we said told asked " +
      "ask like dear d id im am is it this also must should for the last time now again who wrong number not " +
      "interested no yes really enough WANT STOP",
    insisting:
      "now again anymore more ever never forever immediately asap right away on to this these that my i am im not " +
      "interested want it them and all me you u at once going forward or else DONT STOP ME NUMBER PHONE ANYMORE",
  },
  fr: {
    lines: FRENCH,
    doubts: FRENCH_DOUBTS,
    filling:
      "de d des du la le les l vos votre tes ton ta ces ses cette ce cet aucun aucune tous toutes tout a aux au avec " +
      "par sur mon SMS PUB",
    asking:
      "je j on que vous tu pouvez peux peut pourriez pourrais veuillez de d il faut et donc alors mais maintenant mtn " +
      "bon bien vouloir voulez prie demande priere pour encore une fois la derniere allez ca suffit c est non oui " +
      "comment a toujours ai deja y en m suis pas interesse mauvais faux NE VEUX STOP ARRETE ARRETEZ",
    insisting:
      "maintenant mtn immediatement tout de suite desormais definitivement sur a mon ce jamais et je suis pas " +
      "interesse interessee ca suffit la part votre vos vous encore aujourd hui moi publicitaires promotionnels " +
      "commerciaux indesirables con NE PLUS STOP NUMBER PHONE",
  },
};
