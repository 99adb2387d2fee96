import { callStore } from '../../casework/evidence/call-store';
import { readCorrectionPlan } from '../../casework/evidence/corrections-for';
import { recordIfUnavailable } from '../../casework/evidence/record-if-unavailable';
import { mayCarryOut } from '../../domain/clearance';
import type {
  CorrectedField,
  CorrectReceipt,
  NotCorrected,
  NotCorrectedBecause,
  PlannedRow,
} from '../../domain/correction';
import { correctionResults, fieldsOf } from '../../domain/corrections';
import type { DataMap } from '../../domain/data-map';
import { assertOpen, type DataSubjectRequest } from '../../domain/data-subject-request';
import type { DeskDeps } from '../../domain/desk-deps';
import { lastOf } from '../../domain/log-entries';

type Deps = Pick<DeskDeps, 'register' | 'vault' | 'stores' | 'map'>;

/**
 * Writes the approved values into one store, where the old ones are still there, and reads them again. A
 * crash before the result is recorded does no harm: the repetition finds the new values. What could not be
 * written is recorded by field name, for staff.
 */
export async function correctStore(
  deps: Deps,
  { requestId, storeId }: { requestId: string; storeId: string },
): Promise<void> {
  const request = assertOpen(await deps.register.load(requestId));
  const isDone = correctionResults(request).some((one) => one.storeId === storeId);
  if (isDone || !mayCarryOut(request, 'correction')) return;
  await recordIfUnavailable(deps, { requestId, storeId, phase: 'correct' }, () =>
    correct(deps, request, storeId),
  );
}

async function correct(deps: Deps, request: DataSubjectRequest, storeId: string): Promise<void> {
  const plan = await readCorrectionPlan(deps, request);
  const planned = (plan?.rows ?? []).filter((row) => row.storeId === storeId);
  const asked = planned.map(({ collection, key, changes }) => ({ collection, key, changes }));
  const version = lastOf(request.log, 'manifest-frozen')?.data.version ?? 0;
  await deps.register.append(request.requestId, `correct-${storeId}-${version}`, () => ({
    type: 'correction-begun',
    data: { storeId, version },
    actor: { kind: 'desk' },
  }));
  const written = await callStore(deps, storeId, { op: 'correct', corrections: asked });
  const read = await callStore(deps, storeId, { op: 'correct', corrections: asked, look: true });
  const results = planned.map((row, at) => resultOf(deps.map, row, [written.rows[at], read.rows[at]]));
  const data = {
    storeId,
    version,
    done: results.flatMap(({ done }) => done),
    doneRows: results.flatMap(({ left }, at) => (left.length === 0 ? [at] : [])),
    left: results.flatMap(({ left }) => left),
  };
  await deps.register.append(request.requestId, `corrected-${storeId}-${version}`, () => ({
    type: 'store-corrected',
    data,
    actor: { kind: 'desk' },
  }));
}

type Row = CorrectReceipt['rows'][number] | undefined;

interface Result {
  readonly done: readonly CorrectedField[];
  readonly left: readonly NotCorrected[];
}

/** A trigger of the store may have replaced what was written, so only the second look proves it. */
function resultOf(map: DataMap, row: PlannedRow, [written, read]: readonly [Row, Row]): Result {
  const fields = fieldsOf(map, row);
  if (read?.state === 'already' && written?.state !== 'refused') return { done: fields, left: [] };
  const because = becauseOf(written, read);
  const { code, constraint } = written ?? {};
  const why = { because, ...(code ? { code } : {}), ...(constraint ? { constraint } : {}) };
  return { done: [], left: fields.map((field) => ({ ...field, ...why })) };
}

function becauseOf(written: Row, read: Row): NotCorrectedBecause {
  if (written?.state === 'refused' || written?.state === 'gone') return written.state;
  if (read?.state === 'gone') return 'gone';
  return written?.state === 'done' || written?.state === 'already' ? 'undone' : 'changed';
}
