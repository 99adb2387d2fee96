import type { Reach } from '../../domain/data-map';
import { fieldsOfForm } from '../../domain/key-form';
import { type KeyPair, pairOfAll, pairsOf } from '../../domain/table-place';
import type { ReferencesTo } from '../kind-definition';
import { draftPlace, type TableDraft } from './dynamodb-physical';

/**
 * Whether items are found by a partition key of several fields, such as `TENANT#{tenant}#USER#{number}`:
 * where each of these refers to one field of the whole key of one collection, every combination can be held
 * against the row that refers to all of them.
 */
export function isAskedByWholeKey(draft: TableDraft, { edges, reachedBy }: ReferencesTo): boolean {
  const ways = edges.filter(({ to }) => to.collection === draft);
  const parent = ways[0]?.from.collection;
  const fields = new Set(reachedBy.map(({ field }) => field));
  if (parent === undefined || fields.size < 2 || ways.length !== reachedBy.length) return false;
  const fromOne = ways.every(
    (one) => one.from.collection === parent && one.parent === one.from && !one.where,
  );
  const named = ways.map(({ from }) => from.field).sort();
  const isWhole = JSON.stringify(named) === JSON.stringify([...parent.primaryKey].sort());
  return (
    fromOne && isWhole && fields.size === ways.length && pairOfAll(draftPlace(draft), fields) !== undefined
  );
}

/**
 * The items of one partition are found together: where one kind of item says that the partition key holds
 * an identity of the person, it does so for every kind whose partition key has the same form. `identity:
 * none` on the field excepts a kind.
 */
export function partitionReaches(draft: TableDraft, drafts: readonly TableDraft[]): Reach[] {
  if (draft.owner === 'shared') return [];
  const place = draftPlace(draft);
  const mates = drafts.filter(
    (other) =>
      other !== draft &&
      other.store.storeId === draft.store.storeId &&
      other.owner === 'subject' &&
      draftPlace(other).table === place.table,
  );
  return pairsOf(place).flatMap((pair) => {
    const [field = '', ...others] = fieldsOfForm(pair.hash.form);
    if (!pair.declared || others.length > 0 || isExcepted(draft, field)) return [];
    return mates
      .filter((mate) => pairsOf(draftPlace(mate)).some((other) => isSamePartition(pair, other)))
      .flatMap((mate) => mate.fields.find(({ name }) => name === field)?.identity ?? [])
      .map((identity) => ({ field, identity }));
  });
}

function isExcepted({ node }: TableDraft, field: string): boolean {
  const written = node.fields.find(({ name }) => name === field);
  return written === undefined || written.rightsdesk_meta?.identity === 'none';
}

function isSamePartition(one: KeyPair, other: KeyPair): boolean {
  return (
    other.declared &&
    one.index === other.index &&
    one.hash.attribute === other.hash.attribute &&
    one.hash.form.text === other.hash.form.text
  );
}
