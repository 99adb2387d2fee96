import { randomBytes } from 'node:crypto';
import type { Context } from 'hono';
import { Hono } from 'hono/tiny';
import { constantTimeEqual } from '../../casework/links/constant-time-equal';
import { civilDateOf, startOfDay } from '../../domain/civil-time';
import { asksForHighProof, placeDecidesProof } from '../../domain/details-proof';
import { addressSentences, mailAddressFault } from '../../domain/mail-address';
import { requestIdOf } from '../../domain/new-request-id';
import { nicknameOf } from '../../domain/nickname';
import { EnteredForm } from '../../domain/request-form';
import { checkForm, isPlaceMissing, questionsOnOffer, rightsOnOffer } from '../form/intake.routes';
import { type Fields, readFields } from '../form-fields';
import { frameOf, pageReply } from '../page-reply';
import type { FieldErrors } from '../parts/form-parts';
import { DecisionDone } from './decision-done';
import { enterRequest } from './enter-request';
import { isPlainDate } from './plain-date';
import { signInAgain } from './sign-in-again';
import { navOf, type SignedIn, signedIn } from './signed-in';
import type { StaffDeps } from './staff-deps';
import { StaffEntry } from './staff-entry';
import { readStaffText } from './staff-text';

const PATH = '/s/enter';

/**
 * The page on which staff enter a request that came by letter, by phone or in person, with the day on which
 * it really arrived.
 */
export function entryRoutes(deps: StaffDeps): Hono {
  const app = new Hono();
  app.get(PATH, (c) => withEnterer(deps, c, (who) => form(deps, c, who)));
  app.post(PATH, (c) => withEnterer(deps, c, (who) => enter(deps, c, who)));
  return app;
}

async function withEnterer(
  deps: StaffDeps,
  c: Context,
  go: (who: SignedIn) => Response | Promise<Response>,
): Promise<Response> {
  const who = await signedIn(c, deps);
  if (!who) return signInAgain(deps, c);
  return who.staff.may.includes('enter') ? go(who) : c.redirect('/s', 303);
}

function form(
  deps: StaffDeps,
  c: Context,
  who: SignedIn,
  again?: { values: Fields; errors: FieldErrors },
): Response {
  const formId = again?.values.formId ?? randomBytes(18).toString('base64url');
  const rights = rightsOnOffer(deps);
  const view = StaffEntry({
    ...frameOf(deps),
    nav: navOf(who),
    form: { action: PATH, hidden: { csrf: who.session.csrf, formId } },
    zone: deps.desk.zone,
    rights,
    questions: questionsOnOffer(deps, rights),
    asksPlace: placeDecidesProof(deps, 'access'),
    asksWhat: asksForHighProof(deps, 'access'),
    values: again?.values ?? {},
    errors: again?.errors ?? {},
  });
  return pageReply(c, view, { status: again ? 400 : 200 });
}

async function enter(deps: StaffDeps, c: Context, who: SignedIn): Promise<Response> {
  const values = await readFields(c);
  if (!constantTimeEqual(values.csrf ?? '', who.session.csrf)) {
    const stale =
      'You have signed in since this was typed. Nothing was lost: look through it and send it again.';
    return form(deps, c, who, { values, errors: { form: stale } });
  }
  const { formId = '' } = values;
  if (!/^[\w-]{16,64}$/.test(formId)) {
    const { formId: _lost, ...rest } = values;
    return form(deps, c, who, { values: rest, errors: { form: 'Please send it again.' } });
  }
  const checked = checkEntry(deps, values, who);
  if ('errors' in checked) return form(deps, c, who, { values, errors: checked.errors });
  const requestId = requestIdOf(formId, { ...checked });
  await enterRequest(deps, { ...checked, requestId, staff: who.staff });
  const nickname = nicknameOf(await deps.register.load(requestId));
  const next = { url: '/s', label: 'Open requests' };
  const view = DecisionDone({ ...frameOf(deps), nickname, act: 'entered', next });
  return pageReply(c, view);
}

interface Entry {
  readonly form: EnteredForm;
  /** Instant. */
  readonly receivedAt: string;
  readonly cameBy: string;
  readonly known?: string;
}

const channels = ['post', 'phone', 'mail', 'in-person'];

/** Maximum length of the reason why staff know the requester, in characters. */
const MAX_KNOWN = 1_000;

function checkEntry(
  deps: StaffDeps,
  values: Fields,
  { session, staff }: SignedIn,
): Entry | { readonly errors: FieldErrors } {
  const { form, errors } = checkEntered(deps, values);
  const cameBy = channels.find((channel) => channel === values.channel);
  const receipt = receiptOf(deps, values);
  const known = values.known?.trim() ? readStaffText(values, 'known', MAX_KNOWN) : undefined;
  const wrong: FieldErrors = {
    ...errors,
    ...(cameBy ? {} : { channel: 'Say how it came.' }),
    ...('errors' in receipt ? receipt.errors : {}),
    ...(known && session.factor !== 'totp' ? { known: needsApp(staff.id) } : {}),
    ...(known && 'problem' in known ? { known: known.problem } : {}),
  };
  if (!form || !cameBy || 'errors' in receipt || (known && 'problem' in known) || wrong.known)
    return { errors: wrong };
  return { form, receivedAt: receipt.receivedAt, cameBy, ...(known ? { known: known.text } : {}) };
}

/**
 * The error for staff who signed in without an authenticator app: they may not say that they know the
 * requester.
 */
function needsApp(staffId: string): string {
  return `To say so you need an authenticator app (npx rightsdesk enrol ${staffId}). Without it leave this empty: then we mail them a code.`;
}

/** Maximum length of a postal address or telephone number, in characters. */
const MAX_POSTAL = 500;

/** The value posted when the letter or the caller does not say where they live. */
const NOT_SAID = 'not-said';

const PLACE_WANTED =
  'Say where they live: laws differ in what they must prove before their data is shown. Or say that it is not known.';

/** A placeholder for a missing address, so that the other fields are checked as on the form. */
const NONE = 'none@example.invalid';

/**
 * Without an e-mail address staff must type how else to reach the requester: a letter is a valid request, and
 * its answer goes by post.
 */
function checkEntered(
  deps: StaffDeps,
  values: Fields,
): { readonly form?: EnteredForm; readonly errors: FieldErrors } {
  const fault = mailAddressFault(values.email ?? '');
  const postal = values.postal?.trim() ? readStaffText(values, 'postal', MAX_POSTAL) : undefined;
  const isNotSaid = values.place === NOT_SAID;
  const typed = { ...values, ...(isNotSaid ? { place: '' } : {}), ...(fault ? { email: NONE } : {}) };
  const checked = checkForm(typed, rightsOnOffer(deps));
  const isMissing = !isNotSaid && checked.form !== undefined && isPlaceMissing(deps, checked.form);
  const wrong: FieldErrors = {
    ...checked.errors,
    ...(fault && !postal ? { email: `${addressSentences[fault]} ${POSTAL_INSTEAD}` } : {}),
    ...(postal && 'problem' in postal ? { postal: postal.problem } : {}),
    ...(isMissing ? { place: PLACE_WANTED } : {}),
  };
  if (!checked.form || Object.keys(wrong).length > 0) return { errors: wrong };
  const { email: _, ...form } = checked.form;
  const email = values.email?.trim();
  const whole = {
    ...form,
    ...(email ? { email } : {}),
    ...(postal && 'text' in postal ? { postal: postal.text } : {}),
  };
  const parsed = EnteredForm.safeParse(whole);
  return parsed.success
    ? { form: parsed.data, errors: {} }
    : {
        errors: {
          email: 'Type the address without spaces or other characters around it, or leave it empty.',
        },
      };
}

const POSTAL_INSTEAD = 'Or type their postal address or telephone number below: then the answers go by post.';

/**
 * The true time of receipt: a day and an optional time in the desk's zone, never in the future, and within
 * the years that its calendar covers.
 */
function receiptOf(
  { desk, book, clock }: StaffDeps,
  values: Fields,
): { readonly receivedAt: string } | { readonly errors: FieldErrors } {
  const { receivedOn = '' } = values;
  const time = values.receivedTime?.trim() || '00:00';
  if (!isPlainDate(receivedOn)) return { errors: { receivedOn: 'Give the day it arrived.' } };
  if (!/^([01]\d|2[0-3]):[0-5]\d$/.test(time))
    return { errors: { receivedTime: 'Give the time like 14:30, or leave it empty.' } };
  const now = clock.now();
  if (receivedOn > civilDateOf(now, desk.zone).toString())
    return { errors: { receivedOn: 'This day has not come yet. Give the day it arrived.' } };
  const oldest = book.calendars[desk.place]?.covers.from ?? receivedOn;
  if (receivedOn < oldest) return { errors: { receivedOn: 'Please check the year.' } };
  const receivedAt = startOfDay(receivedOn, desk.zone, time);
  return receivedAt > now
    ? { errors: { receivedTime: 'This time has not come yet. Give the time it arrived.' } }
    : { receivedAt };
}
