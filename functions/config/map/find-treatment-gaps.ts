import type { CollectionMap, MapGap } from '../../domain/data-map';
import { isCategoryWithin } from '../../domain/never-shown';
import { treatedKinds } from '../../domain/treated-kinds';
import type { DraftCollection } from './draft-map';
import { pointersAtKey } from './erase-order';
import { gapAt } from './gap-at';
import type { Edge } from './resolve-references';

/** What the decision on an erasure leaves open. */
export function treatmentGaps(
  draft: DraftCollection,
  { onErasure, fields }: CollectionMap,
  edges: readonly Edge[],
): MapGap[] {
  const written = draft.node.rightsdesk_meta?.on_erasure;
  if (written === undefined) return [undecidedGap(draft, edges)];
  if (typeof written === 'object' && 'mark' in written)
    return [...tellingGaps(draft, fields), ...markGaps(draft)];
  if (onErasure.action === 'retain') return retainGaps(draft, onErasure);
  return onErasure.action === 'anonymise' ? anonymiseGaps(draft, fields) : [];
}

/**
 * The remedy may be followed blindly: where others may use the rows as well, it never says plainly "erase".
 */
function undecidedGap(draft: DraftCollection, edges: readonly Edge[]): MapGap {
  const pointers = pointersAtKey(draft, edges).map((other) => other.node.name);
  const remedy =
    pointers.length === 0
      ? 'set on_erasure to erase, anonymise, mark or retain'
      : `other people's rows of ${[...new Set(pointers)].join(', ')} may point at them too: set owner: shared with on_erasure: erase, or fides_meta.skip_processing: true if they tell nothing about anybody`;
  return gapAt(draft, { problem: 'does not say what an erasure does here', remedy, concerns: 'erasure' });
}

function retainGaps(
  draft: DraftCollection,
  { ground, article, period, countedFrom }: Extract<CollectionMap['onErasure'], { action: 'retain' }>,
): MapGap[] {
  const missing = Object.entries({ ground, article, period, counted_from: countedFrom })
    .filter(([, value]) => value === '')
    .map(([name]) => name);
  const problem = `is kept, but ${missing.join(', ')} is missing`;
  const remedy = 'complete on_erasure.retain';
  return missing.length === 0 ? [] : [gapAt(draft, { problem, remedy, concerns: 'erasure' })];
}

function anonymiseGaps(draft: DraftCollection, fields: CollectionMap['fields']): MapGap[] {
  if (fields.some((field) => field.blankWith !== undefined)) return tellingGaps(draft, fields);
  const problem = 'is to be anonymised, but no field is blanked';
  const remedy = 'set blank_with on every field that leads to the person';
  return [gapAt(draft, { problem, remedy, concerns: 'erasure' })];
}

function tellingGaps(draft: DraftCollection, fields: CollectionMap['fields']): MapGap[] {
  const telling = fields.filter((field) => field.identity !== undefined && field.blankWith === undefined);
  const problem = `is to be anonymised, but still identifies the person: ${telling.map((field) => field.name).join(', ')}`;
  const remedy = 'set blank_with on every field that leads to the person';
  return telling.length === 0 ? [] : [gapAt(draft, { problem, remedy, concerns: 'erasure' })];
}

/**
 * A mark alone leaves everything where it was: each field about people is blanked, or named as one that
 * stays.
 */
function markGaps(draft: DraftCollection): MapGap[] {
  const written = draft.node.rightsdesk_meta?.on_erasure;
  const leave = typeof written === 'object' && 'mark' in written ? (written.leave ?? []) : [];
  const left = draft.fields.filter(
    (field) =>
      field.blankWith === undefined &&
      field.identity === undefined &&
      !draft.primaryKey.includes(field.name) &&
      !leave.includes(field.name) &&
      !treatedKinds(field).every((category) => isCategoryWithin(category, 'system')),
  );
  const problem = `is to be marked as deleted, but what it says of the person stays: ${left.map((field) => field.name).join(', ')}`;
  const remedy = 'set blank_with on each, or name under leave what may stay';
  return left.length === 0 ? [] : [gapAt(draft, { problem, remedy, concerns: 'erasure' })];
}

/** A key names the row, and other rows point at it. */
export function blankedKeyGaps(draft: DraftCollection): MapGap[] {
  return draft.fields
    .filter((field) => field.blankWith !== undefined && draft.primaryKey.includes(field.name))
    .map((field) =>
      gapAt(draft, {
        path: `${field.path}.rightsdesk_meta.blank_with`,
        problem: 'a primary key cannot be blanked',
        remedy: 'erase the rows instead, or blank the other fields',
        concerns: 'erasure',
      }),
    );
}
