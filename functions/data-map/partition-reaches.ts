import type { Reach } from '../domain/data-map';
import { fieldsOfForm } from '../domain/key-form';
import { type KeyPair, pairsOf, tablePlace } from '../domain/table-place';
import type { DraftCollection } from './draft-map';
import { ownerOf } from './owner-of';

/**
 * What one partition of a DynamoDB table holds is found together: where one kind of item says that the
 * partition key holds an identity of the person, it does so
 * for every kind whose partition key has the same form. `identity: none` on the field keeps a kind out of
 * that.
 */
export function partitionReaches(draft: DraftCollection, drafts: readonly DraftCollection[]): Reach[] {
  if (draft.store.kind !== 'dynamodb' || ownerOf(draft) === 'shared') return [];
  const place = placeOf(draft);
  const mates = drafts.filter(
    (other) =>
      other !== draft &&
      other.store.storeId === draft.store.storeId &&
      ownerOf(other) === 'subject' &&
      placeOf(other).table === place.table,
  );
  return pairsOf(place).flatMap((pair) => {
    const [field = '', ...others] = fieldsOfForm(pair.hash.form);
    if (!pair.declared || others.length > 0 || isKeptOut(draft, field)) return [];
    return mates
      .filter((mate) => pairsOf(placeOf(mate)).some((other) => isSamePartition(pair, other)))
      .flatMap((mate) => mate.fields.find(({ name }) => name === field)?.identity ?? [])
      .map((identity) => ({ field, identity }));
  });
}

function placeOf(draft: DraftCollection) {
  return tablePlace({ name: draft.node.name, primaryKey: draft.primaryKey, physical: draft.physical });
}

function isKeptOut(draft: DraftCollection, field: string): boolean {
  const written = draft.node.fields.find(({ name }) => name === field);
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
