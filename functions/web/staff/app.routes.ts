import type { Context } from 'hono';
import { Hono } from 'hono/tiny';
import { constantTimeEqual } from '../../casework/links/constant-time-equal';
import { LINK_PATHS } from '../../casework/links/issue-link';
import { mailFactorChange, mailFactorPending } from '../../casework/mail/mail-factor-change';
import type { StaffMember } from '../../domain/desk';
import { isSamePerson } from '../../domain/one-person';
import { type Fields, readFields } from '../form-fields';
import { frameOf, pageReply } from '../page-reply';
import { type FieldErrors, hasErrors } from '../parts/form-parts';
import { confirmersOf, countsFrom, stateOf } from '../totp/authenticator';
import { cancelPending, confirmPending, enrolOnPage, pendingOf, secretOfSession } from '../totp/enrolment';
import { renewRecoveryCodes } from '../totp/recovery-codes';
import { AppPage, type AppPageFacts, type WaitingApp } from './app-page';
import { checkFactor } from './check-factor';
import { signOutEverywhere } from './sign-ins';
import { navOf, type SignedIn, signedIn } from './signed-in';
import type { StaffDeps } from './staff-deps';

const PATH = '/s/app';

/**
 * Codes that may be typed on one day to set up an app on the page. Each right one sends a mail to everybody
 * concerned, so this also limits those mails.
 */
const SET_UPS_A_DAY = 5;

/** The page on which staff manage their own authenticator app and confirm or cancel those of colleagues. */
export function appRoutes(deps: StaffDeps): Hono {
  const app = new Hono();
  app.get(PATH, (c) => withSignedIn(deps, c, (who) => show(deps, c, who)));
  app.post(PATH, (c) => withSignedIn(deps, c, (who) => act(deps, c, who)));
  return app;
}

async function withSignedIn(
  deps: StaffDeps,
  c: Context,
  go: (who: SignedIn) => Promise<Response>,
): Promise<Response> {
  const who = await signedIn(c, deps);
  return who ? go(who) : c.redirect(`/${LINK_PATHS['sign-in']}`, 303);
}

interface Came {
  readonly errors?: FieldErrors;
  readonly newCodes?: readonly string[];
}

async function show(deps: StaffDeps, c: Context, who: SignedIn, { errors = {}, ...came }: Came = {}) {
  const view = AppPage({
    ...frameOf(deps),
    nav: navOf(who),
    zone: deps.desk.zone,
    form: { action: PATH, hidden: { csrf: who.session.csrf } },
    own: await ownApp(deps, who),
    waiting: await waitingApps(deps, who.staff),
    errors,
    ...came,
  });
  return pageReply(c, view, { status: hasErrors(errors) ? 400 : 200 });
}

async function ownApp(deps: StaffDeps, who: SignedIn): Promise<AppPageFacts['own']> {
  const { staff } = who;
  const totp = await deps.items.findTotp(staff.id);
  const state = stateOf(totp, deps.clock.now());
  if (totp && state === 'confirmed')
    return { state, staffId: staff.id, recoveryLeft: totp.recovery?.length ?? 0 };
  const confirmers = (await confirmersOf(deps, staff)).map(({ name }) => name);
  const app = await waitingApp(deps, staff);
  if (app) return { state: 'pending', app, confirmers };
  if (confirmers.length === 0) return { state: 'none', staffId: staff.id };
  return { state: 'set-up', ...(await secretOfSession(deps, who)), confirmers };
}

async function waitingApp(deps: StaffDeps, staff: StaffMember): Promise<WaitingApp | undefined> {
  const totp = await pendingOf(deps, staff);
  if (!totp) return undefined;
  return { staffId: staff.id, name: staff.name, since: totp.since ?? '', countsFrom: countsFrom(totp) };
}

/** Colleagues' apps that wait to be confirmed; shown only to staff who may decide. */
async function waitingApps(deps: StaffDeps, reader: StaffMember): Promise<AppPageFacts['waiting']> {
  if (!reader.may.includes('decide')) return [];
  const colleagues = deps.desk.staff.filter((s) => !isSamePerson(s, reader));
  const apps = await Promise.all(
    colleagues.map(async (colleague) => {
      const app = await waitingApp(deps, colleague);
      const able = app ? await confirmersOf(deps, colleague) : [];
      return app ? [{ ...app, mayConfirm: able.some(({ id }) => id === reader.id) }] : [];
    }),
  );
  return apps.flat();
}

async function act(deps: StaffDeps, c: Context, who: SignedIn): Promise<Response> {
  const fields = await readFields(c);
  if (!constantTimeEqual(fields.csrf ?? '', who.session.csrf))
    return show(deps, c, who, { errors: { form: 'This page was open for too long. Please try again.' } });
  const carryOut = Object.hasOwn(acts, fields.act ?? '') ? acts[fields.act ?? ''] : undefined;
  if (!carryOut) return show(deps, c, who, { errors: { form: 'Choose what to do.' } });
  const came = await carryOut(deps, who, fields);
  return came ? show(deps, c, who, came) : c.redirect(PATH, 303);
}

type AppAct = (deps: StaffDeps, who: SignedIn, fields: Fields) => Promise<Came | undefined>;

/** The acts by the `act` value of their forms. Undefined means done: the page is shown again. */
const acts: Readonly<Record<string, AppAct>> = {
  'set-up': setUp,
  confirm,
  cancel,
  'new-codes': newCodes,
};

async function setUp(deps: StaffDeps, who: SignedIn, fields: Fields): Promise<Came | undefined> {
  const { staff } = who;
  const day = deps.clock.now().slice(0, 10);
  if (!(await deps.items.takeQuota(`set-up:${staff.id}:${day}`, SET_UPS_A_DAY, `${day}T23:59:59Z`)))
    return {
      errors: { 'set-up-totp': 'Too many tries today. Try again tomorrow, or use the command line.' },
    };
  const answer = await enrolOnPage(deps, who, fields.totp ?? '', (totp) =>
    mailFactorPending(deps, { staff, totp, countsFrom: countsFrom(totp) }),
  );
  return answer === 'wrong'
    ? { errors: { 'set-up-totp': 'That is not what the app shows for this key. Type the newest digits.' } }
    : undefined;
}

async function confirm(deps: StaffDeps, who: SignedIn, fields: Fields): Promise<Came | undefined> {
  const staff = deps.desk.staff.find(({ id }) => id === fields.staffId);
  if (!staff || isSamePerson(staff, who.staff))
    return { errors: { form: 'Somebody else has to confirm it.' } };
  const problem = await checkFactor(deps, who, fields);
  if (problem) return { errors: { [`confirm-${staff.id}-totp`]: problem } };
  const totp = await confirmPending(deps, staff, who.staff);
  if (!totp) return { errors: { form: `There is nothing left to confirm for ${staff.name}.` } };
  await mailFactorChange(deps, 'confirmed', { staff, totp });
  return undefined;
}

/** Any signed-in approver may do this, and so may the app's owner: cancelling is always safe. */
async function cancel(deps: StaffDeps, who: SignedIn, fields: Fields): Promise<Came | undefined> {
  const staff = deps.desk.staff.find(({ id }) => id === fields.staffId);
  const may = staff && (staff.id === who.staff.id || who.staff.may.includes('decide'));
  const totp = may ? await cancelPending(deps, staff) : undefined;
  if (!staff || !totp) return { errors: { form: 'There is nothing left to remove.' } };
  await signOutEverywhere(deps, staff.id, deps.clock.now());
  await mailFactorChange(deps, 'cancelled', { staff, totp });
  return undefined;
}

async function newCodes(deps: StaffDeps, who: SignedIn, fields: Fields): Promise<Came | undefined> {
  const { staff } = who;
  const problem = await checkFactor(deps, who, fields);
  if (problem) return { errors: { 'new-codes-totp': problem } };
  const made = await renewRecoveryCodes(deps, staff.id);
  if (!made) return { errors: { form: 'Please try again.' } };
  await mailFactorChange(deps, 'recovery-made', { staff, totp: made.totp });
  return { newCodes: made.codes };
}
