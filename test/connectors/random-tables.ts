import { furtherKinds, profiles } from './item-kinds';
import type { Kind, KnownItem, Style } from './kind-parts';
import { Draws } from './seeded-random';
import type { TableDesign } from './single-table';

export interface RandomTable {
  readonly design: TableDesign;
  readonly yaml: string;
  readonly people: readonly { readonly id: string; readonly email: string }[];
  readonly items: readonly KnownItem[];
}

/** Names with a common beginning, so that the tests notice if a prefix is taken for a whole name. */
const ids = ['ada', 'adam', 'ad', 'ada-1', 'a_da', '12', '123', '1', 'Ada'];

export function randomTable(seed: number): RandomTable {
  const draws = new Draws(seed);
  const style: Style = {
    sep: draws.one(['#', '|', '/', ':', '~', '##']),
    ...draws.one([
      { pk: 'pk', sk: 'sk', gpk: 'gsi1pk', gsk: 'gsi1sk' },
      { pk: 'PK', sk: 'SK', gpk: 'GSI1PK', gsk: 'GSI1SK' },
      { pk: 'name', sk: 'range', gpk: 'data', gsk: 'time' },
    ]),
    person: draws.one(['CUSTOMER', 'USER', 'C', 'u']),
    type: draws.chance(50) ? draws.one(['type', 'entity', '_et']) : undefined,
  };
  const people = draws
    .some(ids, 3)
    .map((id) => ({ id, email: `${id === 'Ada' ? 'ada.h' : id}@example.com` }));
  const kinds = [
    profiles(draws, style),
    ...draws.some(furtherKinds, 3).flatMap((make) => make(draws, style)),
  ];
  const items = people.flatMap((person) =>
    kinds.flatMap((kind) =>
      Array.from({ length: kind.crowded && draws.chance(3) ? 230 : draws.number(3) }, (_, nth) =>
        kind.make(person, nth),
      ),
    ),
  );
  const name = `table-${seed}`;
  return {
    design: {
      name,
      key: [style.pk, style.sk],
      indexes: { overloaded: [style.gpk, style.gsk], inverted: [style.sk, style.pk] },
    },
    yaml: yamlOf(name, kinds),
    people,
    items: [
      ...new Map(
        items.map((one) => [JSON.stringify([one.item[style.pk], one.item[style.sk]]), one]),
      ).values(),
    ],
  };
}

function yamlOf(table: string, kinds: readonly Kind[]): string {
  return `
dataset:
  - fides_key: store
    rightsdesk_meta:
      store: { kind: dynamodb }
      physical: { table: ${table} }
      source: from you
      systems: [web]
    collections:${[...new Set(kinds.map(({ yaml }) => yaml))].join('')}
system:
  - fides_key: web
    name: The shop
    privacy_declarations:
      - name: To do what you asked for
        data_categories: [user]
        data_use: essential.service
        legal_basis_for_processing: Contract
        retention_period: As long as you are here
`;
}
