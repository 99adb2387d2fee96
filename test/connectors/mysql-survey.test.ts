import { deletionRules } from '../../functions/connectors/mysql/deletion-rules';
import { fieldKind } from '../../functions/connectors/mysql/field-kind';
import { Catalogue, oidOf } from '../../functions/connectors/mysql/mysql-catalogue';
import { passedOver } from '../../functions/connectors/mysql/passed-over';
import type { Column, Relation } from '../../functions/connectors/mysql/relation';
import type { RunSql } from '../../functions/connectors/relational/run-sql';
import { aStore } from './small-map';

const column = (sized: string): Column => ({
  ...{ name: 'one', type: sized, sized, base: sized.replace(/\W.*/, ''), generated: false, computed: null },
  ...{
    notNull: false,
    length: null,
    labels: null,
    readable: true,
    writable: true,
    charset: null,
    collation: null,
  },
  ...{ precision: 0, scale: 0, unsigned: false, isServersKey: false },
});

const relation = (table: string, more: Partial<Relation> = {}): Relation => ({
  ...{
    oid: oidOf('', table),
    schema: '',
    table,
    kind: 'r',
    isPartition: false,
    parents: [],
    columns: [column('int')],
  },
  ...{ uniqueKeys: [], looselyUnique: [], looseKeys: [], references: [], rangedBy: [], deletable: true },
  ...{ engine: 'InnoDB', isVersioned: false, isReadable: true },
  ...more,
});

describe('what a column of MySQL can hold', () => {
  it.each([
    ['binary(16)', 'id'],
    ['varbinary(16)', 'binary'],
    ['tinyint(1)', 'yes-or-no'],
    ['tinyint(1) unsigned', 'yes-or-no'],
    ['tinyint unsigned', 'number'],
    ["enum('a','b')", 'choice'],
    ["set('a','b')", 'choice'],
    ['json', 'nested'],
    ['char(36)', 'text'],
    ['bit(8)', 'number'],
    ['vector(3)', 'binary'],
    ['geometry', 'other'],
  ])('is told by its type: %s', (sized, kind) => {
    expect(fieldKind(column(sized))).toBe(kind);
  });
});

describe('a table of MySQL that a first map does not describe', () => {
  it.each<[string | null, RegExp | undefined]>([
    ['InnoDB', undefined],
    ['MyISAM', undefined],
    ['CSV', undefined],
    ['FEDERATED', /lie outside the database/],
    ['CONNECT', /lie outside the database/],
    ['BLACKHOLE', /keeps no row/],
    [null, /cannot open it/],
  ])('is told by its engine: %s', (engine, words) => {
    expect(passedOver(relation('orders', { engine }))).toEqual(
      words ? expect.stringMatching(words) : undefined,
    );
  });

  it('is one of which no column is visible', () => {
    expect(passedOver(relation('orders', { columns: [] }))).toMatch(/may see none of its columns/);
  });
});

describe('what becomes of a row when the one that it names is deleted', () => {
  const reference = { constraint: 'owner', to: oidOf('', 'owners'), columns: [{ own: 'a', theirs: 'id' }] };
  const pets = relation('pets', { references: [reference] });
  const server = { schema: 'shop', foldsNames: false, isMariadb: true };
  const rulesFor = (rule: string | undefined, rights: readonly string[]) => {
    const run: RunSql = async (sql) => {
      const rows = /DELETE_RULE/.test(sql)
        ? rule === undefined
          ? []
          : [['shop', 'pets', 'owner', rule, 'RESTRICT']]
        : rights.map((right) => [right]);
      return { columns: [], rows, rowCount: rows.length };
    };
    return deletionRules(run, new Catalogue(aStore('mysql', []), [relation('owners'), pets], server));
  };

  it.each([
    ['CASCADE', 'goes-too'],
    ['SET NULL', 'is-cleared'],
    ['SET DEFAULT', 'is-cleared'],
    ['RESTRICT', 'refuses'],
    ['NO ACTION', 'refuses'],
    [undefined, 'refuses'],
  ])('is what its rule says, and nothing is proven by one that is not shown: %s', async (rule, expected) => {
    const { onDelete, unseen } = await rulesFor(rule, ['']);

    expect(onDelete(pets, 'owner')).toBe(expected);
    expect(unseen).toHaveLength(rule === undefined ? 1 : 0);
  });

  it('is not proven where other tables of the database may be out of sight', async () => {
    const shown = async (right: string) => (await rulesFor('CASCADE', [right])).onDelete(pets, 'owner');

    expect(await shown('shop')).toBe('goes-too');
    expect(await shown('sh%')).toBe('goes-too');
    expect(await shown('blog')).toBe('refuses');
    expect((await rulesFor('CASCADE', [])).unseen).toEqual([expect.stringMatching(/^tables of shop/)]);
  });
});
