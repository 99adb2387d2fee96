import type { Context } from 'hono';
import { Hono } from 'hono/tiny';
import * as z from 'zod/mini';
import { isOwnRequest } from '../../casework/evidence/own-request';
import { requesterFacts } from '../../casework/evidence/requester-facts';
import { constantTimeEqual } from '../../casework/links/constant-time-equal';
import { askAtNewAddress } from '../../casework/mail/ask-at-new-address';
import { undeliveredText } from '../../casework/mail/undelivered-text';
import { civilDateOf } from '../../domain/civil-time';
import type { DataSubjectRequest } from '../../domain/data-subject-request';
import { dueDates, receivedOn } from '../../domain/due-dates';
import { ShreddedError } from '../../domain/errors';
import { addressSentences, mailAddressFault } from '../../domain/mail-address';
import { nicknameOf } from '../../domain/nickname';
import { questionKeys } from '../../domain/questions';
import { rights } from '../../domain/rights';
import { openLetters } from '../../domain/undelivered';
import { rightLabels } from '../../words/right-labels';
import { type Fields, readFields } from '../form-fields';
import { frameOf, pageReply } from '../page-reply';
import type { FieldErrors } from '../parts/form-parts';
import { brokenLinkPage } from '../web-app';
import { DecisionDone, type DecisionDoneFacts } from './decision-done';
import { type LetterFacts, Letters } from './letters';
import { mayChangeAddress, mayPost } from './letters-waiting';
import { isPlainDate } from './plain-date';
import { signInAgain } from './sign-in-again';
import { navOf, type SignedIn, signedIn } from './signed-in';
import type { StaffDeps } from './staff-deps';

const PATH = '/s/letters/:requestId';

interface LettersPage {
  readonly who: SignedIn;
  readonly request: DataSubjectRequest;
  readonly action: string;
}

/**
 * Pages for staff who decide or enter requests: mails that could not be delivered, to print and post, and the
 * form to give another address as long as none was proven.
 */
export function letterRoutes(deps: StaffDeps): Hono {
  const app = new Hono();
  app.get(PATH, (c) => withLetters(deps, c, (page) => show(deps, c, page)));
  app.post(PATH, (c) => withLetters(deps, c, async (page) => act(deps, c, page, await readFields(c))));
  return app;
}

async function withLetters(
  deps: StaffDeps,
  c: Context,
  go: (page: LettersPage) => Promise<Response>,
): Promise<Response> {
  const who = await signedIn(c, deps);
  if (!who) return signInAgain(deps, c);
  const request = mayPost(who.staff) ? await deps.register.find(c.req.param('requestId') ?? '') : undefined;
  if (!request) return pageReply(c, brokenLinkPage(deps), { status: 404 });
  if (who.session.factor !== 'totp') return needsApp(deps, c, request);
  try {
    if (await isOwnRequest(deps, request, who.staff)) return done(deps, c, request, 'own-request');
    return await go({ who, request, action: c.req.path });
  } catch (error) {
    if (error instanceof ShreddedError) return pageReply(c, brokenLinkPage(deps), { status: 404 });
    throw error;
  }
}

/**
 * The error where the sign-in was by mailbox alone: this page shows names and letters and decides where the
 * next code goes.
 */
function needsApp(deps: StaffDeps, c: Context, request: DataSubjectRequest): Response {
  const next = { url: '/s/app', label: 'Authenticator app' };
  const view = DecisionDone({ ...frameOf(deps), nickname: nicknameOf(request), act: 'needs-app', next });
  return pageReply(c, view, { status: 403 });
}

async function show(
  deps: StaffDeps,
  c: Context,
  page: LettersPage,
  errors: FieldErrors = {},
  values: Fields = {},
): Promise<Response> {
  const { who, request, action } = page;
  const { name, postal } = await requesterFacts(deps, request);
  const view = Letters({
    ...frameOf(deps),
    nav: navOf(who),
    nickname: nicknameOf(request),
    form: { action, hidden: { csrf: who.session.csrf } },
    letters: await lettersOf(deps, request),
    person: { name, postal },
    mayChange: mayChangeAddress(deps, request),
    today: civilDateOf(deps.clock.now(), deps.desk.zone).toString(),
    values,
    errors,
  });
  return pageReply(c, view, { status: Object.keys(errors).length > 0 ? 400 : 200 });
}

const Paper = z.object({ subject: z.string(), text: z.string() });

async function lettersOf(deps: StaffDeps, request: DataSubjectRequest): Promise<LetterFacts[]> {
  const dueOn = dueDates(request, deps.book).latest;
  const isCorrection = rights[request.right].carriedOut === 'correction';
  const about = `About their request: ${rightLabels(request.right).askedByThem}`;
  return Promise.all(
    openLetters(request).map(async (event) => {
      const { seq, sealed, data } = event;
      const isNotice = data.key === questionKeys.notice(request) && request.status === 'erasure-notice';
      const paper = sealed ? Paper.parse(await deps.vault.unseal(request.requestId, sealed)) : undefined;
      return {
        seq,
        why: undeliveredText(event).trouble,
        about,
        dueOn,
        ...(isNotice ? { noticeOf: isCorrection ? ('correction' as const) : ('erasure' as const) } : {}),
        ...(paper ? { paper } : {}),
      };
    }),
  );
}

async function act(deps: StaffDeps, c: Context, page: LettersPage, fields: Fields): Promise<Response> {
  if (!constantTimeEqual(fields.csrf ?? '', page.who.session.csrf))
    return show(
      deps,
      c,
      page,
      { form: 'You have signed in since this was typed. Look through it and send it again.' },
      fields,
    );
  if (fields.act === 'address') return takeAddress(deps, c, page, fields);
  const letter = openLetters(page.request).find(({ seq }) => String(seq) === fields.seq);
  if (!letter) return show(deps, c, page);
  const { key, kind } = letter.data;
  const staffId = page.who.staff.id;
  const actor = { kind: 'staff', id: staffId } as const;
  const { requestId } = page.request;
  if (fields.act === 'settled') {
    await deps.register.append(requestId, `settled-${letter.seq}`, () => ({
      type: 'letter-settled',
      data: { key, staffId },
      actor,
    }));
    return done(deps, c, page.request, 'letter-settled');
  }
  const { postedOn = '' } = fields;
  const wrong = dayFault(deps, page.request, postedOn);
  if (wrong) return show(deps, c, page, { [`postedOn-${letter.seq}`]: wrong }, fields);
  await deps.register.append(requestId, `posted-${letter.seq}`, () => ({
    type: 'mailed',
    data: { key, kind, to: 'requester', postedOn },
    actor,
  }));
  return done(deps, c, page.request, 'letter-posted');
}

function dayFault({ clock, desk }: StaffDeps, request: DataSubjectRequest, day: string): string | undefined {
  if (!isPlainDate(day)) return 'Give the day on which it was posted.';
  if (day > civilDateOf(clock.now(), desk.zone).toString()) return 'This day has not come yet.';
  return day < receivedOn(request).toString()
    ? 'This is before the request came. Please check it.'
    : undefined;
}

const notTaken =
  'Your address was not accepted, and nothing was sent there: a colleague entered one at the same moment, or the person was reached meanwhile. Open the request again to see which, and speak to your colleague if theirs is wrong.';

async function takeAddress(
  deps: StaffDeps,
  c: Context,
  page: LettersPage,
  fields: Fields,
): Promise<Response> {
  const { request, who } = page;
  const email = fields.email?.trim() ?? '';
  const fault = mailAddressFault(email);
  if (fault) return show(deps, c, page, { email: addressSentences[fault] }, fields);
  if (!mayChangeAddress(deps, request))
    return show(deps, c, page, { form: 'The address cannot be changed any more.' });
  if (!(await askAtNewAddress(deps, request, { email, staffId: who.staff.id })))
    return show(deps, c, page, { form: notTaken }, fields);
  return done(deps, c, request, 'address-given');
}

function done(
  deps: StaffDeps,
  c: Context,
  request: DataSubjectRequest,
  what: DecisionDoneFacts['act'],
): Response {
  const next = { url: '/s', label: 'Open requests' };
  const view = DecisionDone({ ...frameOf(deps), nickname: nicknameOf(request), act: what, next });
  return pageReply(c, view);
}
