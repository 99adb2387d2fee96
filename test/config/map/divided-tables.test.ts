import { loadText, problemsOf } from './written-map';

const map = (collections: string) => `
dataset:
  - fides_key: shop
    name: The shop
    rightsdesk_meta: { store: { kind: postgres }, source: from you, systems: [office] }
    collections:
${collections}
system:
  - fides_key: office
    name: Office
    privacy_declarations:
      - name: To sell
        data_categories: [user]
        data_use: essential.service
        legal_basis_for_processing: Contract
        retention_period: a year
`;

function part(name: string, rows: string, { more = '', skip = false } = {}): string {
  const place = `table: notes${rows && `, rows: ${rows}`}`;
  return `      - name: ${name}
        ${skip ? 'fides_meta: { skip_processing: true }' : ''}
        rightsdesk_meta: { on_erasure: erase, physical: { ${place} } }
        fields:
          - { name: id, data_categories: [user.unique_id], fides_meta: { primary_key: true } }
          - { name: email, data_categories: [user.contact.email], fides_meta: { identity: email } }
          - { name: type, data_categories: [system.operations]${more} }
`;
}

const of = (...parts: readonly string[]) => problemsOf(map(parts.join('')));

describe('collections that share a table', () => {
  it('hold all its rows together, and none twice', () => {
    const parts = [
      part('orders', '{ type: [order, refund] }'),
      part('reviews', '{ type: [review] }', { skip: true }),
      part('rest', '{ type: { not: [order, refund, review] } }'),
    ];

    expect(loadText(map(parts.join(''))).stores[0]?.collections.map(({ name }) => name)).toEqual([
      'orders',
      'rest',
    ]);
  });

  it.each([
    ['nobody holds the rest', [part('orders', '{ type: [order] }')], 'none of the collections orders hold'],
    [
      'the rest leaves out a row that nobody holds',
      [part('orders', '{ type: [order] }'), part('rest', '{ type: { not: [order, refund] } }')],
      'rest leaves out other rows than the other collections of its table hold',
    ],
    [
      'two hold the same rows',
      [
        part('orders', '{ type: [order, refund] }'),
        part('refunds', '{ type: [refund] }'),
        part('rest', '{ type: { not: [order, refund] } }'),
      ],
      'orders, refunds, rest hold the same rows of one table: refund',
    ],
    [
      'one is the whole table',
      [part('orders', '{ type: [order] }'), part('rest', '')],
      'rest is the whole of a table of which other collections hold rows',
    ],
    [
      'they divide it by different columns',
      [part('orders', '{ type: [order] }'), part('rest', '{ id: { not: [order] } }')],
      'orders, rest divide one table by different columns: type, id',
    ],
    [
      'one names several columns',
      [part('orders', '{ type: [order], id: [a] }'), part('rest', '{ type: { not: [order] } }')],
      'divides the table by several columns: type, id',
    ],
    [
      'the column is not in the map',
      [part('orders', '{ kind: [order] }'), part('rest', '{ kind: { not: [order] } }')],
      '"kind" is not a field of this collection',
    ],
    [
      'an erasure would write into the column',
      [
        part('orders', '{ type: [order] }', { more: ', rightsdesk_meta: { blank_with: gone }' }),
        part('rest', '{ type: { not: [order] } }'),
      ],
      '"type" tells the collections of this table apart, so the desk must not write into it',
    ],
  ])('are refused if %s', (_, parts, problem) => {
    expect(of(...parts).join('\n')).toContain(problem);
  });
});
