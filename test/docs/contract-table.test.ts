import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { storeKinds } from '../../functions/connectors/store-kinds';
import { contractColumns, contractTable, type RanCase, rowOf } from '../../generate/contract-table';

const root = join(__dirname, '..', '..');
const read = (file: string) => readFileSync(join(root, file), 'utf8');

/** Names in the files of the contract, with those of `it.each` as it prints them for one value. */
const namesOfContract = ['test/contracts/connector.contract.ts', 'test/contracts/own-changes.contract.ts']
  .flatMap((file) => [...read(file).matchAll(/^ {4,}(?:it\(|\](?: as const)?\)\()'([^']+)'/gm)])
  .map(([, name = '']) => rowOf(name));

describe('the table of the contract in docs/connectors.md', () => {
  const rows = read('docs/connectors.md')
    .split('<!-- contract: made by generate/make-contract-table.ts -->')[1]
    ?.split('<!-- contract: end -->')[0]
    ?.split('\n')
    .filter((line) => line.startsWith('| '))
    .map((line) => line.split(' | ').map((cell) => cell.replace(/^\| | \|$/g, '')));

  it('has a row for every case of the contract, and no other', () => {
    const named = rows?.slice(1).map(([name]) => name);

    expect([...new Set(named)].sort()).toEqual([...new Set(namesOfContract)].sort());
  });

  it('has a column for every kind that the desk searches', () => {
    const searched = Object.values(storeKinds).filter(({ isSearched }) => isSearched);

    expect([...new Set(contractColumns.map(({ kind }) => kind))].sort()).toEqual(
      searched.map(({ kind }) => kind).sort(),
    );
    expect(rows?.[0]?.slice(1)).toEqual(contractColumns.map(({ title }) => title));
  });

  it('shows no case that failed', () => {
    expect(rows?.flat().filter((cell) => cell.includes('failed'))).toEqual([]);
  });
});

describe('a cell of that table', () => {
  const suite = (kind: string) => contractColumns.find((column) => column.kind === kind)?.suite ?? '';
  const ran = (kind: string, name: string, passed = true): RanCase => ({
    suite: suite(kind),
    path: ['the connector', 'changing', name],
    passed,
  });
  const cells = (name: string, cases: readonly RanCase[]) =>
    contractTable(cases)
      .split('\n')
      .find((line) => line.startsWith(`| ${name}`))
      ?.split(' | ')
      .slice(1, 4)
      .map((cell) => cell.replace(' |', ''));

  it('says what passed, what failed, what is refused and what does not apply', () => {
    const cases = [
      ran('postgres', 'corrects a value'),
      ran('mysql', 'corrects a value', false),
      ran('sqlite', 'leaves a correction to a person'),
    ];

    expect(cells('corrects a value', cases)).toEqual(['passed', '**failed**', 'refused']);
    expect(cells('leaves a correction', cases)).toEqual(['n/a', 'n/a', 'passed']);
  });

  it('counts the tests that are one rule with several values', () => {
    const cases = ['"a"', '"b"'].map((value) =>
      ran('postgres', `compares exactly: ${value} finds nobody [${'D10'}]`),
    );

    expect(cells('compares exactly', cases)?.[0]).toBe('passed, 2');
  });
});
