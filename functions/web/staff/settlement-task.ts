import type { Context } from 'hono';
import type { TaskNotes } from '../../casework/evidence/manual-answers';
import { civilDateOf } from '../../domain/civil-time';
import type { EventData } from '../../domain/events';
import { nicknameOf } from '../../domain/nickname';
import { openSettlements, type Settlement } from '../../domain/settlements';
import { storeTitle } from '../../domain/store-title';
import type { Fields } from '../form-fields';
import { frameOf, pageReply } from '../page-reply';
import { type FieldErrors, hasErrors } from '../parts/form-parts';
import { actOutcomePage } from './act-outcome-page';
import { isPlainDate } from './plain-date';
import { readPastDay, readPromisedDay } from './promised-days';
import { SettlementTask } from './settlement-view';
import type { StaffDeps } from './staff-deps';
import { hiddenOf, type ReturnedForm, type StaffPage } from './staff-page';
import { readStaffText } from './staff-text';
import { mailedCodeProblem } from './typed-code';

/** Maximum length of the reason why something is not erased, in characters. */
const MAX_GROUND_LENGTH = 500;

/** Whether the link of a task page leads to an erasure that somebody else was asked for. */
export function isAboutSettlement({ item }: Pick<StaffPage, 'item'>): boolean {
  return item.subjectId?.startsWith('settle-') ?? false;
}

/** The page on which staff say how far such an erasure is; one that was answered already says so. */
export async function showSettlement(
  deps: StaffDeps,
  c: Context,
  page: StaffPage,
  again?: ReturnedForm,
): Promise<Response> {
  const settlement = openOne(page);
  if (!settlement) return actOutcomePage(deps, c, page, 'task-answered');
  const { request, action } = page;
  const errors = again?.errors ?? {};
  const view = SettlementTask({
    ...frameOf(deps),
    nickname: nicknameOf(request),
    store: storeTitle(deps.map, settlement.storeId, request),
    readByDesk: settlement.by === 'store',
    askedOn: settlement.askedOn,
    promised: settlement.confirmBy,
    form: { action, hidden: hiddenOf(page) },
    values: again?.values ?? {},
    errors,
  });
  return pageReply(c, view, { status: hasErrors(errors) ? 400 : 200 });
}

/** Records the answer once; a second one, or one to an earlier question, changes nothing. */
export async function answerSettlement(
  deps: StaffDeps,
  c: Context,
  page: StaffPage,
  fields: Fields,
): Promise<Response> {
  const settlement = openOne(page);
  if (!settlement) return actOutcomePage(deps, c, page, 'task-answered');
  const checked = checkSettlement(deps, page, settlement, fields);
  const problem = 'errors' in checked ? undefined : await mailedCodeProblem(deps, page, fields.code);
  const errors: FieldErrors = 'errors' in checked ? checked.errors : problem ? { code: problem } : {};
  if ('errors' in checked || problem) return showSettlement(deps, c, page, { values: fields, errors });
  await record(deps, page, settlement, checked);
  return actOutcomePage(deps, c, page, 'settlement-answered');
}

function openOne({ request, item }: Pick<StaffPage, 'request' | 'item'>): Settlement | undefined {
  return openSettlements(request).find(({ settlementId }) => settlementId === item.subjectId);
}

type Said = Pick<EventData['settlement-answered'], 'says' | 'on' | 'confirmBy' | 'until'> & {
  readonly ground?: string;
};

function checkSettlement(
  deps: Pick<StaffDeps, 'clock'>,
  { request }: Pick<StaffPage, 'request'>,
  { askedOn, by }: Settlement,
  fields: Fields,
): Said | { readonly errors: FieldErrors } {
  const today = { clock: deps.clock, zone: request.received.zone };
  if (fields.answer === 'done' && by === 'person') {
    const read = readPastDay(today, fields.on, { day: askedOn, what: 'the day on which it was asked for' });
    return 'problem' in read ? { errors: { on: read.problem } } : { says: 'done', on: read.day };
  }
  if (fields.answer === 'not-yet') {
    const read = readPromisedDay(today, fields.confirmBy);
    return 'problem' in read
      ? { errors: { confirmBy: read.problem } }
      : { says: 'not-yet', confirmBy: read.day };
  }
  if (fields.answer === 'kept')
    return checkRefused(fields, civilDateOf(deps.clock.now(), today.zone).toString());
  return { errors: { answer: 'Choose your answer.' } };
}

/** Whoever refuses need not have said for how long. */
function checkRefused(fields: Fields, today: string): Said | { readonly errors: FieldErrors } {
  const ground = readStaffText(fields, 'ground', MAX_GROUND_LENGTH);
  const until = fields.until?.trim() ?? '';
  const untilRight = until === '' || (isPlainDate(until) && until >= today);
  if ('text' in ground && untilRight)
    return { says: 'kept', ground: ground.text, ...(until ? { until } : {}) };
  return {
    errors: {
      ...('problem' in ground ? { ground: 'Say why it is not erased, in up to 500 characters.' } : {}),
      ...(untilRight
        ? {}
        : { until: 'Give the last day, today or later, like 2034-12-31, or leave it empty.' }),
    },
  };
}

async function record(
  deps: StaffDeps,
  { request, staff }: Pick<StaffPage, 'request' | 'staff'>,
  { settlementId, storeId }: Settlement,
  { ground, ...said }: Said,
): Promise<void> {
  const { requestId } = request;
  const notes: TaskNotes = { files: [], ...(ground ? { ground } : {}) };
  const sealed = await deps.vault.seal(requestId, notes);
  await deps.register.append(requestId, `answered-${settlementId}`, (now) =>
    openSettlements(now).some((open) => open.settlementId === settlementId)
      ? {
          type: 'settlement-answered',
          data: { settlementId, storeId, staffId: staff.id, ...said },
          sealed,
          actor: { kind: 'staff', id: staff.id },
        }
      : undefined,
  );
}
