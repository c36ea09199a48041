// Who works at the shop and what each may do; and where people are signed in.

import { PERSON_NAME_LENGTH_MAX } from "../../../../src/people/person-settings.ts";
import { type Role, roles } from "../../../../src/people/roles.ts";
import { formatPhone } from "../../../../src/phone.ts";
import type { Clock } from "../../shared/clock.ts";
import { merchantPaths } from "../addresses.ts";
import { Asked } from "../asked.tsx";
import { errorInWords } from "../field-words.ts";
import { type FormView, RadioField, Refused, TextField } from "../fields.tsx";
import { type FrameView, MerchantPage } from "../frame.tsx";
import { peopleWords } from "./people-words.ts";

export interface PeopleView {
  readonly frame: FrameView;
  /** The person who looks. */
  readonly selfId: string;
  readonly people: readonly {
    readonly id: string;
    readonly name: string;
    readonly phone: string;
    readonly role: Role;
    /** Has not answered yet. */
    readonly isInvited: boolean;
  }[];
  /** How an invitation is accepted; null for a shop without a number. */
  readonly answer: { readonly number: string; readonly words: string } | null;
  readonly form: FormView;
  /** Whose role was not changed, or who was not removed, since the shop would be left without an owner. */
  readonly lastOwnerId: string | null;
}

export function PeoplePage({ frame, selfId, people, answer, form, lastOwnerId }: PeopleView) {
  const { language } = frame;
  const said = peopleWords[language];
  return (
    <MerchantPage frame={frame} title={said.title} section="kiosks" tab="people">
      <h1>{said.title}</h1>
      <ul class="rows">
        {people.map(({ id, name, phone, role, isInvited }) => (
          <li class="row" id={`person-${id}`}>
            <div class="row-main">
              <strong>{name}</strong> {id === selfId && <span class="row-sub">({said.you})</span>}
              <p class="row-sub">{formatPhone(phone)}</p>
              {isInvited && (
                <p class="row-sub">{answer === null ? said.invited : said.invitedHow(answer.words, answer.number)}</p>
              )}
            </div>
            <form class="role-form" method="post" action={`${merchantPaths.role(id)}#person-${id}`}>
              <label class="visually-hidden" for={`role-${id}`}>
                {said.roleOf(name)}
              </label>
              <select class="field" id={`role-${id}`} name="role">
                {roles.map((each) => (
                  <option value={each} selected={each === role}>
                    {said.roles[each]}
                  </option>
                ))}
              </select>
              <button type="submit" class="button-quiet" aria-label={`${said.change}: ${name}`}>
                {said.change}
              </button>
            </form>
            {id === lastOwnerId && (
              <p class="field-error" role="alert">
                {errorInWords(language, "last_owner")}
              </p>
            )}
            <Asked
              label={said.remove}
              name={name}
              what={isInvited ? said.withdrawWhat : said.removeWhat}
              action={`${merchantPaths.removePerson(id)}#person-${id}`}
            />
          </li>
        ))}
      </ul>
      <form class="panel form" method="post" action={merchantPaths.people()} novalidate>
        <h2>{said.add}</h2>
        <Refused form={form} />
        <div class="fields">
          <TextField form={form} name="name" label={said.name} lengthMax={PERSON_NAME_LENGTH_MAX} />
          <TextField form={form} name="phone" type="tel" label={said.phone} hint={said.phoneHint} lengthMax={40} />
        </div>
        <RadioField
          form={form}
          name="role"
          label={said.role}
          options={roles.map((role) => ({ value: role, label: `${said.roles[role]} · ${said.may[role]}` }))}
        />
        <button type="submit" class="button">
          {said.addIt}
        </button>
      </form>
      <p>
        <a href={merchantPaths.sessions()}>{said.sessionsOfAll}</a>
      </p>
    </MerchantPage>
  );
}

export interface SessionsView {
  readonly frame: FrameView;
  readonly clock: Clock;
  readonly currentId: string;
  readonly sessions: readonly {
    readonly id: string;
    readonly name: string;
    readonly createdAt: number;
    readonly expiresAt: number;
  }[];
  /** Of the person's own number. */
  readonly devices: readonly { readonly id: string; readonly createdAt: number; readonly usedAt: number }[];
}

export function SessionsPage({ frame, clock, currentId, sessions, devices }: SessionsView) {
  const said = peopleWords[frame.language];
  return (
    <MerchantPage frame={frame} title={said.sessions} section={null}>
      <h1>{said.sessions}</h1>
      <p class="lead">{said.sessionsLead}</p>
      <ul class="rows">
        {sessions.map(({ id, name, createdAt, expiresAt }) => (
          <li class="row">
            <div class="row-main">
              <strong>{name}</strong> {id === currentId && <span class="row-sub">({said.thisOne})</span>}
              <p class="row-sub">
                {said.since(clock.date(createdAt), clock.hour(createdAt))} · {said.until(clock.date(expiresAt))}
              </p>
            </div>
            {id !== currentId && (
              <form class="row-acts" method="post" action={merchantPaths.revokeSession(id)}>
                <button type="submit" class="button-quiet">
                  {said.end}
                </button>
              </form>
            )}
          </li>
        ))}
      </ul>
      {devices.length > 0 && (
        <>
          <h2>{said.devices}</h2>
          <p>{said.devicesLead}</p>
          <ul class="rows">
            {devices.map(({ id, createdAt, usedAt }) => (
              <li class="row">
                <div class="row-main">
                  {said.device(clock.date(createdAt))}
                  <p class="row-sub">{said.used(clock.date(usedAt), clock.hour(usedAt))}</p>
                </div>
                <form class="row-acts" method="post" action={merchantPaths.revokeDevice(id)}>
                  <button type="submit" class="button-quiet" aria-label={`${said.forget}: ${clock.date(createdAt)}`}>
                    {said.forget}
                  </button>
                </form>
              </li>
            ))}
          </ul>
        </>
      )}
    </MerchantPage>
  );
}
