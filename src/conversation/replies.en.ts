// English replies. The shop comes first, one idea each, one link at the end, nothing outside GSM-7.

import type { Catalogue } from "./replies.ts";

export const english: Catalogue = {
  join_prompt:
    "{shop}: collect {units}, get rewards{offers, plural, =0 {} one {, and at most # offer a month} other {, and at most # offers a month}} by text. Reply YES to join. {stop} to leave, HELP for help. Msg & data rates may apply.",
  already_member: "{shop}: you are already a member, with {balance}. {link}",
  welcome: "{shop}: welcome. You have {balance}. Text BALANCE any time. Your profile: {link}",
  welcome_back: "{shop}: welcome back. You have {balance}. Text BALANCE any time. Your page: {link}",
  not_member: "{shop}: you are not a member yet. Text JOIN to see what you get.",
  stop_confirmed: "{shop}: you will get no more texts from us. To come back, reply YES.",
  stop_confirmed_shared:
    "{shop}: no more texts from us. Other shops share this number: STOP ALL leaves them too. To come back, reply YES.",
  stop_all_confirmed:
    "You will get no more texts from any shop on this number. To come back to one, text JOIN and its word, such as JOIN {keyword}.",
  stop_question: "{shop}: do you still want our texts? Reply YES to stay, or {stop} to leave.",
  staying: "{shop}: thank you, nothing changes. {stop} to leave at any time.",
  help: "{shop} loyalty by text. To reach a person: {contact}, or write here. BALANCE shows what you have. {stop} to leave. Msg & data rates may apply.",
  help_write_here:
    "{shop} loyalty by text. To reach a person, write here. BALANCE shows what you have. {stop} to leave. Msg & data rates may apply.",
  help_shared:
    "Loyalty by text for several shops: {shops}. Text JOIN and a shop's word to write to it. {stop} to leave. Msg & data rates may apply.",
  balance: "{shop}: you have {balance}. {link}",
  balance_next: "{shop}: you have {balance}. {missing} more for: {reward}. {link}",
  balance_ready: "{shop}: you have {balance}. Ready for you: {reward}. {link}",
  language_chosen: "{shop}: we will write to you in English. Pour changer : FRANCAIS.",
  why: "{shop}: you agreed to our texts on {date} by sending {word} to this number. We keep that as proof. {stop} to leave at any time.",
  why_no_consent: "{shop}: we hold no consent from you. You get answers to what you write, nothing else.",
  why_stopped: "{shop}: you agreed on {date} by sending {word}, and you have left since. We send you nothing else.",
  away: "{shop}: thank you, we have your message. We are closed now and will answer when we open.",
  which_shop:
    "Several shops share this number. Text JOIN and the shop's word, such as JOIN {keyword}. HELP lists them.",
};
