import type { CorrectionPlan, PlannedRow } from '../domain/correction';
import { fieldsOf, fieldWords } from '../domain/corrections';
import type { DataMap, Recipient } from '../domain/data-map';
import { allOf, type DataSubjectRequest } from '../domain/data-subject-request';
import type { DeskDeps } from '../domain/desk-deps';
import type { EventData } from '../domain/events';
import { collectionOf } from '../domain/locate-plan';

/** One corrected datum, as a recipient of it must hear of it: which, and how it reads now. `right`: null where it was taken out. */
export interface ToldCorrection {
  readonly what: string;
  readonly right: string | null;
}

type Deps = Pick<DeskDeps, 'vault' | 'map'>;

/**
 * What the desk corrected in data that this recipient gets (Art. 19 GDPR; 11 CCR 7023(c)): the field and the right value, never what stood there before, and nothing of
 * records that it gets none of.
 */
export async function correctionsFor(
  deps: Deps,
  request: DataSubjectRequest,
  { id }: Recipient,
): Promise<ToldCorrection[]> {
  const told = await Promise.all(
    allOf(request.log, 'store-corrected').map(({ data }) => toldOf(deps, request, data)),
  );
  const theirs = told.flat().filter(({ row }) => gets(deps.map, id, row));
  const distinct = new Map(theirs.map(({ what, right }) => [JSON.stringify([what, right]), { what, right }]));
  return [...distinct.values()];
}

async function toldOf(
  deps: Deps,
  { requestId, log }: DataSubjectRequest,
  { storeId, version, done }: EventData['store-corrected'],
): Promise<(ToldCorrection & { readonly row: PlannedRow })[]> {
  const frozen = allOf(log, 'manifest-frozen').findLast(({ data }) => data.version === version);
  if (done.length === 0 || !frozen?.sealed) return [];
  const plan = (await deps.vault.unseal(requestId, frozen.sealed)) as CorrectionPlan;
  const isDone = new Set(done.map(({ collection, field }) => `${collection}.${field}`));
  return plan.rows
    .filter((row) => row.storeId === storeId && !row.note)
    .flatMap((row) =>
      fieldsOf(deps.map, row).flatMap((field, at) => {
        if (!isDone.has(`${field.collection}.${field.field}`)) return [];
        return [{ row, what: fieldWords(deps.map, field), right: row.changes[at]?.to ?? null }];
      }),
    );
}

function gets(map: DataMap, recipientId: string, { storeId, collection }: PlannedRow): boolean {
  const keys = collectionOf(map, storeId, collection)?.systemKeys ?? [];
  return map.systems.some(
    ({ key, recipients }) => keys.includes(key) && recipients.some(({ id }) => id === recipientId),
  );
}
