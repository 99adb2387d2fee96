import type { MapReport, StoreReport } from './commands/map-check';
import { counted } from './counted';
import { lawReportWords } from './law-report-words';

/** The report of `map check`, one line each: the laws, the stores, then what is wrong, each with its remedy. */
export function mapReportWords(report: MapReport, file: string): string[] {
  const width = Math.max(...report.stores.map((store) => store.storeId.length));
  return [
    `${file}: valid`,
    ...report.warnings.map((warning) => `  please check: ${warning}`),
    '',
    ...lawReportWords(report.laws),
    '',
    ...report.stores.flatMap((store) => storeWords(store, width)),
    ...missingAnswers(report),
    '',
    conclusion(report),
  ];
}

function storeWords(store: StoreReport, width: number): string[] {
  const state = store.note === '' ? store.state : `${store.state}: ${store.note}`;
  return [
    `${store.storeId.padEnd(width)}  ${store.kind.padEnd(8)}  ${counted(store.collections, 'collection')} mapped, ${state}`,
    ...store.findings.flatMap(({ problem, remedy }) => [`  - ${problem}`, `    ${remedy}`]),
  ];
}

function missingAnswers({ missingAnswers: gaps }: MapReport): string[] {
  if (gaps.length === 0) return [];
  return [
    '',
    'Missing answers (each blocks the approval of a request that it concerns):',
    ...gaps.flatMap(({ at, problem, remedy }) => [`  - ${at}: ${problem}`, `    ${remedy}`]),
  ];
}

function conclusion(report: MapReport): string {
  if (report.ok) return 'The map is complete.';
  const differences = report.stores.reduce((sum, store) => sum + store.findings.length, 0);
  const down = report.stores.filter((store) => store.state === 'not reached').length;
  const found = [
    down > 0 ? `${counted(down, 'store')} not reached` : '',
    differences > 0 ? `${counted(differences, 'difference')} between map and stores` : '',
    report.missingAnswers.length > 0 ? counted(report.missingAnswers.length, 'missing answer') : '',
  ];
  return `${found.filter((part) => part !== '').join(', ')}.`;
}
