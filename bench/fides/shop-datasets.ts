import { shopTables } from './shop-tables';

type Table = (typeof shopTables)[number];
type Column = Table['columns'][number];

const KEY = 'bench_shop';

/** The shop as Fides is told of it. */
export function fidesDataset(): object {
  return dataset(
    (column) => fidesMeta(column),
    () => ({}),
  );
}

/** The shop as the desk is told of it: the same file with what an erasure does. */
export function deskDataset(): object {
  return dataset(
    (column) => ({
      ...fidesMeta(column),
      ...(column.blank ? { rightsdesk_meta: { blank_with: null } } : {}),
    }),
    ({ name }) => ({
      rightsdesk_meta: {
        title: name,
        ...(name === 'customer' ? { own_record: true } : {}),
        on_erasure: 'anonymise',
        source: 'From you',
        systems: ['web_shop'],
      },
    }),
  );
}

function dataset(field: (column: Column) => object, more: (table: Table) => object): object {
  const collections = shopTables.map((table) => ({
    name: table.name,
    description: table.name,
    ...more(table),
    fields: table.columns.map((column) => ({
      name: column.name,
      description: column.name,
      data_categories: [column.category],
      ...field(column),
    })),
  }));
  return {
    fides_key: KEY,
    organization_fides_key: 'default_organization',
    name: 'The shop',
    description: 'The same rows for both',
    collections,
  };
}

function fidesMeta({ name, type, identity, to }: Column): object {
  const reference = to && { references: [{ dataset: KEY, field: to, direction: 'from' }] };
  return {
    fides_meta: {
      data_type: type === 'integer' ? 'integer' : 'string',
      ...(name === 'id' ? { primary_key: true } : {}),
      ...(identity ? { identity: 'email' } : {}),
      ...reference,
    },
  };
}
