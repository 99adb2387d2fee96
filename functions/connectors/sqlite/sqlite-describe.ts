import type { StoreShape } from '../connector';
import type { Relation } from './relation';
import type { Reading } from './row-search';

/** Every table of the file, and in words what was not looked at. */
export function describeFile({ catalogue }: Reading): StoreShape {
  const looked = catalogue.relations.filter(
    (one) => one.kind === 'table' || catalogue.collectionsIn(one).length > 0,
  );
  const notLookedAt = catalogue.relations.filter((one) => !looked.includes(one)).map(passedOver);
  return {
    collections: looked.flatMap((relation) => {
      const names = catalogue.collectionsIn(relation).map(({ name }) => name);
      return (names.length > 0 ? names : [relation.name]).map((name) => shapeOf(name, relation));
    }),
    ...(notLookedAt.length > 0 ? { notLookedAt } : {}),
  };
}

function shapeOf(name: string, { name: table, columns, uniqueKeys }: Relation) {
  const fields = columns.map((column) => ({ name: column.name, type: column.declared || 'any' }));
  return { name, table, fields, keys: uniqueKeys };
}

const REASONS: Readonly<Record<Relation['kind'], string>> = {
  table: 'a table',
  view: 'a view, which shows what other tables hold',
  virtual: 'a virtual table, such as a full-text index, which may hold a copy of what is in others',
  shadow: 'belongs to a virtual table',
};

export function passedOver({ name, kind }: Relation): string {
  return `${name}: ${REASONS[kind]}`;
}
