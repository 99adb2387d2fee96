import type { CorrectedField, CorrectionPlan, PlannedRow } from '../../domain/correction';
import { fieldLabel, fieldsOf } from '../../domain/corrections';
import type { DataMap } from '../../domain/data-map';
import type { DataSubjectRequest } from '../../domain/data-subject-request';
import type { DeskDeps } from '../../domain/desk-deps';
import type { EventData } from '../../domain/events';
import { collectionOf } from '../../domain/foreign-keys';
import { allOf, lastOf } from '../../domain/log-entries';
import { readStored } from '../../domain/read-stored';
import type { InformedRecipient } from './informed-recipients';
import { CorrectionPlanShape } from './stored-shapes';

/**
 * One corrected datum as a recipient of it hears of it: which, and its new value. `right`: null where it was
 * removed.
 */
export interface CorrectionForRecipient {
  readonly what: string;
  readonly right: string | null;
}

type Deps = Pick<DeskDeps, 'vault' | 'map'>;

/**
 * What the desk corrected in data that this recipient gets (Art. 19 GDPR; 11 CCR 7023(c)): the field and the
 * right value, never the old one, and nothing of records that it does not get. If a record was corrected
 * several times, only the last value counts, and none if it holds something else by now.
 */
export async function correctionsFor(
  deps: Deps,
  request: DataSubjectRequest,
  recipient: InformedRecipient,
): Promise<CorrectionForRecipient[]> {
  const standing = new Map<string, CorrectionForRecipient & { readonly row: PlannedRow }>();
  for (const { data } of allOf(request.log, 'store-corrected')) {
    for (const { place, isWritten, isLost, ...told } of await triedIn(deps, request, data)) {
      if (isWritten) standing.set(place, told);
      else if (isLost) standing.delete(place);
    }
  }
  const theirs = [...standing.values()].filter(({ row }) => gets(deps.map, recipient, row));
  const distinct = new Map(theirs.map(({ what, right }) => [JSON.stringify([what, right]), { what, right }]));
  return [...distinct.values()];
}

interface Tried extends CorrectionForRecipient {
  readonly row: PlannedRow;
  /** One field of one row. */
  readonly place: string;
  readonly isWritten: boolean;
  /** Not written, and the value of an earlier correction may be gone. */
  readonly isLost: boolean;
}

/** Each field that was to be written into a store by one approved plan. */
async function triedIn(
  deps: Deps,
  { requestId, log }: DataSubjectRequest,
  corrected: EventData['store-corrected'],
): Promise<Tried[]> {
  const frozen = allOf(log, 'manifest-frozen').findLast(({ data }) => data.version === corrected.version);
  if (!frozen?.sealed) return [];
  const plan = readStored(
    'the correction plan',
    CorrectionPlanShape,
    await deps.vault.unseal(requestId, frozen.sealed),
  );
  const planned = plan.rows.filter((row) => row.storeId === corrected.storeId);
  return planned.flatMap((row, n) => {
    if (row.note) return [];
    return fieldsOf(deps.map, row).map((field, at) => {
      const is = (one: CorrectedField) => one.collection === field.collection && one.field === field.field;
      const left = corrected.left.filter(is);
      const isWritten = corrected.doneRows?.includes(n) ?? (corrected.done.some(is) && left.length === 0);
      return {
        row,
        what: fieldLabel(deps.map, field),
        right: row.changes[at]?.to ?? null,
        place: JSON.stringify([row.storeId, row.collection, row.key, field.field]),
        isWritten,
        isLost: left.some(({ because }) => because !== 'refused'),
      };
    });
  });
}

/** According to the map now, or to the map when they were informed. */
function gets(map: DataMap, recipient: InformedRecipient, { storeId, collection }: PlannedRow): boolean {
  if (recipient.gets?.some((one) => one.storeId === storeId && one.collection === collection)) return true;
  const keys = collectionOf(map, storeId, collection)?.systemKeys ?? [];
  return map.systems.some(
    ({ key, recipients }) => keys.includes(key) && recipients.some(({ id }) => id === recipient.id),
  );
}
/**
 * What staff want corrected in the manifest in force. Sealed with the event that froze it, since it holds old
 * and new values. Undefined when nobody planned a correction.
 */
export async function readCorrectionPlan(
  deps: Pick<DeskDeps, 'vault'>,
  request: DataSubjectRequest,
): Promise<CorrectionPlan | undefined> {
  const frozen = lastOf(request.log, 'manifest-frozen');
  if (!frozen?.data.correction || !frozen.sealed) return undefined;
  return readStored(
    'the correction plan',
    CorrectionPlanShape,
    await deps.vault.unseal(request.requestId, frozen.sealed),
  );
}
