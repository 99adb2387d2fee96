import type { UnmappedField } from '../../../domain/event-facts';
import { collectionOf } from '../../../domain/foreign-keys';
import { storeTitle } from '../../../domain/store-title';
import type { StaffDeps } from '../staff-deps';
import { fieldId } from './classify';
import type { DecisionBlocksFacts } from './decision-blocks';
import type { Preview } from './preview';
import type { SharedFacts } from './shared-facts';

/** What the data map leaves open about what was found, and the form that classifies its fields. */
export function unmappedFacts(
  deps: StaffDeps,
  { blocks, preview, isPending, formFor }: SharedFacts,
): DecisionBlocksFacts {
  const fields = blocks.flatMap((block) => (block.kind === 'unclassified' ? [block.field] : []));
  const ids = Object.fromEntries(fields.map((field, at) => [`field-${at}`, fieldId(field)]));
  return {
    gaps: blocks.flatMap((block) => (block.kind === 'gap' ? [block.gap] : [])),
    unclassified: fields.map((field) => {
      const title = collectionOf(deps.map, field.storeId, field.collection)?.title ?? field.collection;
      const records = recordsWith(preview, field);
      const where = `${title} in ${storeTitle(deps.map, field.storeId)}`;
      return { ...field, where, ...(records === undefined ? {} : { records }) };
    }),
    ...(isPending ? { classify: formFor('classify', ids) } : {}),
  };
}

function recordsWith(preview: Preview | undefined, of: UnmappedField): number | undefined {
  const store = preview?.stores.find((s) => s.store.storeId === of.storeId);
  const finding = store?.findings.find((f) => f.collection.name === of.collection);
  return finding?.withheldFields.find((w) => w.field === of.field && w.because === 'unclassified')?.count;
}
