// The texts in English. The shop comes first, one idea each, one link at the end, nothing outside GSM-7.

import { offersAMonth } from "./offers-a-month.ts";
import type { WordedKind } from "./values.ts";

/** What a YES to a code or an invitation agrees to, and what YES OFFERS adds. */
const promised = `rewards by text.{offers, plural, =0 {} other { YES OFFERS adds ${offersAMonth.en.atMost}.}}`;

/** What comes of a move, to the phone that has texted and to the other one. */
const moves = {
  here: "your account is on this phone now. You have {balance}. To undo it, text MOVE BACK within 7 days.",
  away: "your account is on the phone that ends in {digits} now. Not you? Reply MOVE BACK within 7 days.",
  back: "your account is back on this phone. You have {balance}.",
  gone: "the account has gone back to its old phone.",
};

export const english: Readonly<Record<WordedKind, string>> = {
  join_prompt: `{shop}: {units} & rewards by text. Reply YES to join{offers, plural, =0 {} other {, YES OFFERS adds ${offersAMonth.en.short}}}. {stop} to leave, HELP for help. Msg&data rates may apply.`,
  join_by_page: "{shop}: we may not text about what we sell. Everything is on your page: {link}",
  offers_on: `{shop}: you get our offers too, ${offersAMonth.en.ofThem}. NO OFFERS ends them alone, {stop} ends all our texts.`,
  offers_off: "{shop}: you get no more offers. Texts about your points go on. {stop} ends those too.",
  already_member: "{shop}: you are already a member, with {balance}. {link}",
  welcome: "{shop}: welcome. You have {balance}. Text BALANCE any time. Your profile: {link}",
  welcome_back: "{shop}: welcome back. You have {balance}. Text BALANCE any time. Your page: {link}",
  not_member: "{shop}: you are not a member yet. Text JOIN to see what you get.",
  stop_confirmed: "{shop}: you will get no more texts from us. To come back, reply YES.",
  stop_confirmed_shared:
    "{shop}: no more texts from us. STOP ALL leaves the other shops of this number too. To come back, text JOIN {keyword}.",
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
  why: "{shop}: you agreed to our texts on {date} by sending {word} to this number.{offers} We keep that as proof. {stop} to leave at any time.",
  why_page:
    "{shop}: you agreed to our texts on {date} on our sign-up page, with a code sent to your phone.{offers} We keep that as proof. {stop} to leave.",
  why_no_consent: "{shop}: we hold no consent from you. You get answers to what you write, nothing else.",
  why_stopped: "{shop}: you agreed on {date} by sending {word}, and you have left since. We send you nothing else.",
  why_page_stopped:
    "{shop}: you agreed on {date} on our sign-up page, with a code sent to your phone, and you have left since. We send you nothing else.",
  away: "{shop}: thank you, we have your message. We are closed now and will answer when we open.",
  which_shop:
    "Several shops share this number. Text JOIN and the shop's word, such as JOIN {keyword}. HELP lists them.",
  shops_to_come_back: "Which shop do you want to come back to? Reply with its number:\n{list}",
  nothing_changed: "{shop}: all right, nothing has changed.",
  lapsed: "{shop}: that took more than 10 minutes, so nothing has changed. Text {word} to start again.",
  reward_list: "{shop}: you have {balance}. Reply with a number to take one:\n{list}",
  reward_missing: "{shop}: you have {balance}. {missing} more for: {reward}.",
  no_rewards: "{shop}: you have {balance}. There is no reward for you to take just now.",
  points_on_hold: "{shop}: you have {balance}, but {held} are on hold until a person has looked at them.",
  reward_confirm: "{shop}: take {reward} for {cost}? Reply YES to take it, NO to leave it.",
  reward_taken: "{shop}: {reward} waits for you, and you have {balance} left. At the counter, text USE.",
  reward_gone: "{shop}: that reward is no longer offered. Nothing was taken. Text REDEEM to see the others.",
  reward_out_of_stock: "{shop}: {reward} has run out. Nothing was taken. Text REDEEM to see the others.",
  reward_limit: "{shop}: you have had {reward} as often as one person can. Nothing was taken.",
  reward_too_dear: "{shop}: {reward} takes {cost} and you have {balance}. Nothing was taken.",
  claim_list: "{shop}: at the counter? Reply with a number to use one:\n{list}",
  no_claim: "{shop}: no reward waits for you. Text REDEEM to take one.",
  claim_gone: "{shop}: that reward has been used or is no longer yours. Text USE to see what waits for you.",
  redemption_code:
    "{shop}: {code} for {reward}. Show it at the counter before {until}. Not used, it comes back to you.",
  at_counter: "{shop}: are you at the counter? YES uses {reward} now, and only once. NO keeps it.",
  reward_used: "{shop}: {reward}, used {at}. Show this at the counter now.",
  earned: "{shop}: +{earned}. You have {balance}.",
  earned_next: "{shop}: +{earned}. You have {balance}. {missing} more for: {reward}.",
  earned_ready: "{shop}: +{earned}. You have {balance}. Ready for you: {reward}. Text REDEEM.",
  earned_today: "{shop}: that is the most for one day. You have {balance}. See you next time.",
  earn_later: "{shop}: the code counts for you again from {at}. You have {balance}.",
  earn_with_staff: "{shop}: for that many, ask at the counter. Nothing was added.",
  earn_at_tablet:
    "{shop}: this code alone no longer counts. At the counter, scan the one on the tablet or type your number there. You have {balance}.",
  wrong_code: "{shop}: that code is not right. Look at it again, or ask at the counter.",
  offer_list: "{shop}: on now:\n{list}\n{link}",
  no_offers: "{shop}: nothing special is on just now.",
  coupon_list: "{shop}: on now:\n{list}\nReply with a number to get its coupon.\n{link}",
  coupon_taken: "{shop}: {coupon}, yours until {until}. At the counter, text USE.",
  coupon_gone: "{shop}: that coupon is no longer given. Text OFFERS to see what is on.",
  coupon_had: "{shop}: you have had that coupon. Text USE to see what waits for you.",
  birthday_ask: "{shop}: when is your birthday? Day and month only, such as {example} for {day}.",
  birthday_unclear: "{shop}: we could not read that day. Write it such as {example} for {day}.",
  birthday_kept: "{shop}: thank you, your birthday is {day}. If it is not, text BIRTHDAY and the day.",
  disputed: "{shop}: thank you for telling us. This is on hold now, and a person will look at it.",
  move_how: "{shop}: to bring your account to this phone, text MOVE and your old number with its area code.",
  code_which_shop: "Several shops invite you. Text CODE and the word of the one you mean, such as CODE {keyword}.",
  move_code_sent:
    "{shop}: if that number has an account with us, it just got a code. Text it here in 10 minutes. Old phone gone? Show our staff {code}.",
  move_code:
    "{shop}: {code} moves your account to the phone that ends in {digits}. Text it from there. Not you? Tell nobody.",
  move_code_wrong: "{shop}: that code is not right. {tries, plural, one {# try is} other {# tries are}} left.",
  move_code_spent: "{shop}: that code is not right, and there were too many tries. Text MOVE to get another one.",
  moved: `{shop}: ${moves.here}`,
  moved_back: `{shop}: ${moves.back}`,
  moved_back_away: `{shop}: ${moves.gone}`,
  account_moved: `{shop}: {what, select, here {${moves.here}} away {${moves.away}} back {${moves.back}} other {${moves.gone}}}`,
  birthday: "{shop}: happy birthday! +{given} from us. You have {balance}.",
  expiry_warning: "{shop}: {amount} to use by {day}, lost after that. Text REDEEM to see the rewards.",
  kiosk_invitation: `{shop}: {amount} {points, plural, one {waits} other {wait}} for you. Reply YES to keep {points, plural, one {it} other {them}} and join: ${promised} {stop} to leave, HELP for help. Msg & data rates may apply. Not you? Ignore this.`,
  person_invitation:
    "{isNamed, select, yes {{shop}: } other {}}{isInviterNamed, select, yes {{inviter} invites you} other {you are invited}} to work on {isNamed, select, yes {its} other {a shop's}} inbox. Reply {answer} to accept, STOP to refuse.",
  receipt:
    "{shop}: {what, select, points {+{earned} at the counter. You have {balance}.} other {{reward} was used at the counter.}} Was it not you? Reply NO within 15 minutes.",
  sign_in_code: "Comptoir: {code} is your code to sign in{isNamed, select, yes { at {shop}} other {}}.",
  sign_up_code: `{shop}: {code} is your code to join, for 10 minutes: type it on our page, or reply YES. You get ${promised} Not you? Ignore this. {stop} to leave, HELP for help. Msg & data rates may apply.`,
};
