import { isDeepStrictEqual } from 'node:util';
import type { Context } from 'hono';
import { Temporal } from 'temporal-polyfill';
import { mailRestrictionEnds } from '../../casework/mail/mail-restriction-ends';
import { civilDateOf } from '../../domain/civil-time';
import type { NewEvent } from '../../domain/events';
import { nicknameOf } from '../../domain/nickname';
import { referenceOf } from '../../domain/reference';
import { type Restriction, restrictionOf } from '../../domain/restriction';
import { marksSet } from '../../domain/restriction-marks';
import { NOTICE_DAYS, restrictionState } from '../../domain/restriction-timers';
import { storeTitle } from '../../domain/store-title';
import type { Fields } from '../form-fields';
import { frameOf, pageReply } from '../page-reply';
import { type FieldErrors, hasErrors } from '../parts/form-parts';
import { actOutcomePage } from './act-outcome-page';
import { isPlainDate } from './plain-date';
import { Restricted } from './restricted';
import type { StaffDeps } from './staff-deps';
import { hiddenOf, type ReturnedForm, type StaffPage } from './staff-page';
import { readStaffText } from './staff-text';
import { mailedCodeProblem } from './typed-code';
import { valuesById } from './values-by-id';

/** The page of restricted data, once its request was answered. */
export async function showRestricted(
  deps: StaffDeps,
  c: Context,
  page: StaffPage,
  again?: ReturnedForm,
): Promise<Response> {
  const { request } = page;
  const restriction = restrictionOf(request);
  if (!restriction) return actOutcomePage(deps, c, page, 'already-decided');
  const { set, lookAgainOn } = restriction;
  const errors = again?.errors ?? {};
  const view = Restricted({
    ...frameOf(deps),
    nickname: nicknameOf(request),
    reference: referenceOf(request.requestId),
    what: set.sealed ? String(await deps.vault.unseal(request.requestId, set.sealed)) : '',
    since: civilDateOf(set.at, request.received.zone).toString(),
    lookAgainOn,
    marked: markedIn(deps, request),
    ...endingOf(deps, page, restriction),
    form: { action: page.action, hidden: { ...hiddenOf(page), seen: String(lastSaid(restriction)) } },
    values: valuesById(again?.values ?? {}),
    errors,
  });
  return pageReply(c, view, { status: hasErrors(errors) ? 400 : 200 });
}

/** Stores in which the desk has marked the records, in words. */
function markedIn({ map }: Pick<StaffDeps, 'map'>, request: StaffPage['request']): string[] {
  const set = marksSet(request).filter(({ data }) => data.found > 0);
  return set.map(({ data }) => storeTitle(map, data.storeId, request));
}

function endingOf(deps: StaffDeps, { request }: StaffPage, { ending }: Restriction) {
  const stand = restrictionState({ request, zone: request.received.zone }, daysFromNow(deps, 0));
  if (!ending || !stand) return {};
  return { ending: { on: stand.on, isTold: stand.how === 'ends' } };
}

/**
 * Keeps the data restricted until another day, or ends the restriction: the person is informed at once, and
 * it ends afterwards.
 */
export async function actOnRestricted(
  deps: StaffDeps,
  c: Context,
  page: StaffPage,
  fields: Fields,
): Promise<Response> {
  const restriction = restrictionOf(page.request);
  if (!restriction) return actOutcomePage(deps, c, page, 'already-decided');
  const isLift = fields.act === 'lift';
  const checked = isLift ? await liftOf(deps, page, fields) : keepOf(deps, page, fields);
  if ('errors' in checked) return showRestricted(deps, c, page, { values: fields, errors: checked.errors });
  const problem = await mailedCodeProblem(deps, page, fields.code);
  if (problem)
    return showRestricted(deps, c, page, {
      values: fields,
      errors: { [isLift ? 'lift-code' : 'keep-code']: problem },
    });
  if (
    !(await isSaid(deps, page, { event: checked.event, seen: fields.seen ?? String(lastSaid(restriction)) }))
  )
    return actOutcomePage(deps, c, page, 'changed-meanwhile');
  if (isLift) await mailRestrictionEnds(deps, page.request.requestId);
  return actOutcomePage(deps, c, page, isLift ? 'restriction-ending' : 'restriction-kept');
}

/**
 * Sequence number of the latest event about the restriction. An act counts only if its author saw this event.
 */
function lastSaid({ ending, saidIn }: Restriction): number {
  return ending?.seq ?? saidIn;
}

/**
 * Records it, unless another event about the restriction was recorded since the page was shown. Returns
 * whether it is recorded, by this click or an earlier one of the same form.
 */
async function isSaid(
  deps: StaffDeps,
  { request: { requestId } }: StaffPage,
  { event, seen }: { readonly event: NewEvent; readonly seen: string },
): Promise<boolean> {
  const after = await deps.register.append(requestId, `restriction-said-${seen}`, (now) => {
    const restriction = restrictionOf(now);
    return restriction && String(lastSaid(restriction)) === seen ? event : undefined;
  });
  const said = after.log.find(({ commandId }) => commandId === `restriction-said-${seen}`);
  const isSame = said?.type === event.type && isDeepStrictEqual(said.data, event.data);
  return isSame && (await wordsOf(deps, requestId, said)) === (await wordsOf(deps, requestId, event));
}

async function wordsOf({ vault }: StaffDeps, requestId: string, { sealed }: NewEvent): Promise<string> {
  return sealed ? String(await vault.unseal(requestId, sealed)) : '';
}

type Checked = { readonly event: NewEvent } | { readonly errors: FieldErrors };

function keepOf(deps: StaffDeps, { staff }: StaffPage, { lookAgainOn = '' }: Fields): Checked {
  if (!isPlainDate(lookAgainOn) || lookAgainOn < daysFromNow(deps, 1) || lookAgainOn > daysFromNow(deps, 366))
    return { errors: { 'keep-lookAgainOn': 'Give a day after today, within a year.' } };
  const actor = { kind: 'staff', id: staff.id } as const;
  return { event: { type: 'restriction-kept', data: { staffId: staff.id, lookAgainOn }, actor } };
}

/** Maximum length of the reason, in characters. */
const LONGEST_REASON = 2_000;

async function liftOf(deps: StaffDeps, { request, staff }: StaffPage, fields: Fields): Promise<Checked> {
  const { endsOn: day = '' } = fields;
  const reason = readStaffText(fields, 'reason', LONGEST_REASON);
  const isMarked = markedIn(deps, request).length > 0;
  const isSaid = !isMarked || ['yes', 'no'].includes(fields.unmark ?? '');
  const isDay = isPlainDate(day) && day >= daysFromNow(deps, NOTICE_DAYS) && day <= daysFromNow(deps, 366);
  if (!isDay || !isSaid || 'problem' in reason)
    return {
      errors: {
        ...(isDay ? {} : { 'lift-endsOn': 'Give a day at least three days from now, within a year.' }),
        ...(isSaid ? {} : { 'lift-unmark': 'Say whether the mark should be removed too.' }),
        ...('problem' in reason ? { 'lift-reason': reason.problem } : {}),
      },
    };
  const sealed = await deps.vault.seal(request.requestId, reason.text);
  const actor = { kind: 'staff', id: staff.id } as const;
  const unmark = isMarked && fields.unmark === 'yes' ? { unmark: true as const } : {};
  const data = { staffId: staff.id, endsOn: day, ...unmark };
  return { event: { type: 'restriction-ending', data, sealed, actor } };
}

function daysFromNow({ clock, desk }: StaffDeps, days: number): string {
  return Temporal.PlainDate.from(civilDateOf(clock.now(), desk.zone)).add({ days }).toString();
}
