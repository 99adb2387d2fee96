import type { Context } from 'hono';
import { Temporal } from 'temporal-polyfill';
import { civilDateOf } from '../../domain/due-dates';
import type { NewEvent } from '../../domain/events';
import { nicknameOf } from '../../domain/nickname';
import { storeTitle } from '../../domain/open-work';
import { referenceOf } from '../../domain/reference';
import { type Restriction, restrictionOf, toldAt } from '../../domain/restriction';
import { marksSet } from '../../domain/restriction-marks';
import { endsOn, NOTICE_DAYS } from '../../domain/restriction-timers';
import { tellRestrictionEnds } from '../../mailing/tell-restriction';
import type { FieldErrors } from '../../pages/form-parts';
import { Restricted } from '../../pages/staff/restricted';
import type { Fields } from '../form-fields';
import { answerPage, frameOf } from '../web-answer';
import { actDone } from './act-done';
import { isPlainDate } from './plain-date';
import type { StaffDeps } from './staff-deps';
import { type Again, hiddenOf, mailedCodeProblem, type StaffPage } from './staff-link';
import { staffText } from './staff-text';
import { valuesById } from './values-by-id';

/** The page of data that is kept out of use, once its request was answered. */
export async function showRestricted(
  deps: StaffDeps,
  c: Context,
  page: StaffPage,
  again?: Again,
): Promise<Response> {
  const { request } = page;
  const restriction = restrictionOf(request);
  if (!restriction) return actDone(deps, c, page, 'already-decided');
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
    ...endingOf(page, restriction),
    form: { action: page.action, hidden: hiddenOf(page) },
    values: valuesById(again?.values ?? {}),
    errors,
  });
  return answerPage(c, view, { status: Object.values(errors).some(Boolean) ? 400 : 200 });
}

/** Stores in which the desk's mark stands, in words. */
function markedIn({ map }: Pick<StaffDeps, 'map'>, request: StaffPage['request']): string[] {
  const set = marksSet(request).filter(({ data }) => data.found > 0);
  return set.map(({ data }) => storeTitle(map, data.storeId, request));
}

function endingOf({ request }: StaffPage, { ending }: Restriction) {
  if (!ending) return {};
  const told = toldAt(request, ending);
  const on = told ? endsOn(ending, civilDateOf(told, request.received.zone).toString()) : ending.data.endsOn;
  return { ending: { on, isTold: told !== undefined } };
}

/** Keeps the data out of use until another day, or says that this ends: the person is told at once, and the end comes after. */
export async function actOnRestricted(
  deps: StaffDeps,
  c: Context,
  page: StaffPage,
  fields: Fields,
): Promise<Response> {
  const restriction = restrictionOf(page.request);
  if (!restriction) return actDone(deps, c, page, 'already-decided');
  const isLift = fields.act === 'lift';
  const checked = isLift ? await liftOf(deps, page, fields) : keepOf(deps, page, fields);
  if ('errors' in checked) return showRestricted(deps, c, page, { values: fields, errors: checked.errors });
  const problem = await mailedCodeProblem(deps, page, fields.code);
  if (problem)
    return showRestricted(deps, c, page, {
      values: fields,
      errors: { [isLift ? 'lift-code' : 'keep-code']: problem },
    });
  const { requestId } = page.request;
  const after = restriction.ending?.seq ?? restriction.saidIn;
  await deps.register.append(requestId, `${checked.event.type}-${after}`, (now) =>
    restrictionOf(now) ? checked.event : undefined,
  );
  if (isLift) await tellRestrictionEnds(deps, requestId);
  return actDone(deps, c, page, isLift ? 'restriction-ending' : 'restriction-kept');
}

type Checked = { readonly event: NewEvent } | { readonly errors: FieldErrors };

function keepOf(deps: StaffDeps, { staff }: StaffPage, { lookAgainOn = '' }: Fields): Checked {
  if (!isPlainDate(lookAgainOn) || lookAgainOn < daysFromNow(deps, 1) || lookAgainOn > daysFromNow(deps, 366))
    return { errors: { 'keep-lookAgainOn': 'Give a day after today, within a year.' } };
  const actor = { kind: 'staff', id: staff.id } as const;
  return { event: { type: 'restriction-kept', data: { staffId: staff.id, lookAgainOn }, actor } };
}

/** In characters. */
const LONGEST_REASON = 2_000;

async function liftOf(deps: StaffDeps, { request, staff }: StaffPage, fields: Fields): Promise<Checked> {
  const { endsOn: day = '' } = fields;
  const reason = staffText(fields, 'reason', LONGEST_REASON);
  const isMarked = markedIn(deps, request).length > 0;
  const isSaid = !isMarked || ['yes', 'no'].includes(fields.unmark ?? '');
  const isDay = isPlainDate(day) && day >= daysFromNow(deps, NOTICE_DAYS) && day <= daysFromNow(deps, 366);
  if (!isDay || !isSaid || 'problem' in reason)
    return {
      errors: {
        ...(isDay ? {} : { 'lift-endsOn': 'Give a day at least three days from now, within a year.' }),
        ...(isSaid ? {} : { 'lift-unmark': 'Say whether the mark goes with it.' }),
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
