/**
 * Runs the contract of every connector and writes the table in docs/connectors.md:
 * `npx tsx generate/make-contract-table.ts`. Needs MariaDB. Takes some minutes.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { contractColumns, contractTable, type RanCase } from './contract-table';

const root = join(__dirname, '..');
export const CONNECTORS_PAGE = join(root, 'docs', 'connectors.md');
export const [BEGIN, END] = [
  '<!-- contract: made by generate/make-contract-table.ts -->',
  '<!-- contract: end -->',
];

interface JestReport {
  readonly testResults: readonly {
    readonly name: string;
    readonly assertionResults: readonly {
      readonly ancestorTitles: readonly string[];
      readonly title: string;
      readonly status: string;
    }[];
  }[];
}

function runContracts(): RanCase[] {
  const folder = mkdtempSync(join(tmpdir(), 'rightsdesk-contract-'));
  const report = join(folder, 'report.json');
  const suites = [...new Set(contractColumns.map(({ suite }) => suite))];
  try {
    spawnSync(
      'npx',
      [
        'jest',
        '-i',
        '--json',
        `--outputFile=${report}`,
        '--testPathIgnorePatterns',
        '/node_modules/',
        '--runTestsByPath',
        ...suites,
      ],
      { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] },
    );
    return casesOf(JSON.parse(readFileSync(report, 'utf8')) as JestReport);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function casesOf({ testResults }: JestReport): RanCase[] {
  return testResults.flatMap(({ name, assertionResults }) =>
    assertionResults
      .filter(({ status }) => status === 'passed' || status === 'failed')
      .map(({ ancestorTitles, title, status }) => ({
        suite: relative(root, name),
        path: [...ancestorTitles, title],
        passed: status === 'passed',
      })),
  );
}

function write(table: string): void {
  const page = readFileSync(CONNECTORS_PAGE, 'utf8');
  const [before, rest] = page.split(BEGIN);
  const after = rest?.split(END)[1];
  if (after === undefined) throw new Error(`docs/connectors.md lacks ${BEGIN} and ${END}`);
  writeFileSync(CONNECTORS_PAGE, `${before}${BEGIN}\n\n${table}\n\n${END}${after}`);
}

if (require.main === module) write(contractTable(runContracts()));
