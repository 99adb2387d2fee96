import type { CompletionReport } from '../../documents/completion-facts';
import { missingSentence } from '../../documents/missing-sentence';
import { contestedUnclear } from '../../domain/contested-rows';
import type { DataSubjectRequest } from '../../domain/data-subject-request';
import { lastOf } from '../../domain/log-entries';
import { storeTitle } from '../../domain/store-title';
import { countText } from '../../words/date-text';
import { contestedGroup } from './decide/contested';
import type { HandedOverFacts } from './handed-over';
import type { StaffDeps } from './staff-deps';

/**
 * What the answer told the person is not done yet: for an erasure, from the report; for a copy, the records
 * whose owner is unclear.
 */
export async function leftOpen(
  deps: StaffDeps,
  request: DataSubjectRequest,
): Promise<Pick<HandedOverFacts, 'left'>> {
  if (lastOf(request.log, 'handed-to-staff')?.data.reason !== 'unfinished') return {};
  const contested = contestedUnclear(request).map((one) => ({
    store: storeTitle(deps.map, one.storeId, request),
    what: `${contestedGroup(deps, one).where}: ${countText(one.rows, 'record')} that name somebody else as well, not given`,
  }));
  return { left: [...contested, ...(await fromReport(deps, request))] };
}

async function fromReport(
  deps: StaffDeps,
  { requestId, log }: DataSubjectRequest,
): Promise<NonNullable<HandedOverFacts['left']>> {
  if (lastOf(log, 'report-made')?.data.open !== true) return [];
  const report = (await deps.objects.get(requestId, 'completion-report.json')) as
    | CompletionReport
    | undefined;
  const open = (report?.missing ?? []).filter(({ settled }) => !settled);
  return open.map((part) => ({ store: part.title, what: missingSentence(part) }));
}
