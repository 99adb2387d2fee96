import type { LawAnswer } from '../functions/config/desk/law-answers';
import type { MapFinding } from '../functions/config/map/compare-with-store';
import type { MapGap } from '../functions/domain/data-map';
import type { StoreProblem } from '../functions/domain/store-examination';
import { countLabel } from './count-text';
import { faultText, type ReportedFault } from './fault-text';
import { lawReportLines } from './law-report-text';
import type { UnclearRecipient } from './unclear-recipients';

export interface MapReport {
  /** Whether desk file, stores and map are all in order. */
  readonly ok: boolean;
  /** What the file says about each law, and what the law's own tests say; a difference is a warning. */
  readonly laws: readonly LawAnswer[];
  readonly stores: readonly StoreReport[];
  /** What the map leaves open; each blocks an approval that it concerns. */
  readonly gaps: readonly MapGap[];
  /** How many guesses of drafts are still to be reviewed, by store; each is in `gaps` as well. */
  readonly toReview: readonly ToReview[];
  /** What the map leaves out, so that an answer says that it is not stated; it blocks nothing. */
  readonly notTold?: readonly MapGap[];
  /** Recipients that are not informed of an opt-out until staff say so; it blocks nothing. */
  readonly unclearRecipients?: readonly UnclearRecipient[];
  readonly warnings: readonly string[];
}

export interface ToReview {
  readonly storeId: string;
  readonly guesses: number;
  readonly collections: number;
}

export interface StoreReport {
  readonly storeId: string;
  readonly kind: string;
  /** `manual`: staff search it, so there is nothing to connect to. */
  readonly state: 'reached' | 'not reached' | 'manual';
  /** Why it was not reached, or who searches it. */
  readonly note: string;
  readonly collections: number;
  /** Where map and store differ. */
  readonly findings: readonly MapFinding[];
  /** What the store would refuse or do by itself, as it says; `at` as in a finding. */
  readonly problems: readonly (StoreProblem & { readonly at?: string })[];
  /** Questions that it did not answer, each with the reason. */
  readonly faults: readonly ReportedFault[];
  /** Schemas, tables, buckets and indexes that were not looked at. */
  readonly notLookedAt: readonly string[];
}

/**
 * The report of `map check`, one line each: the laws, the stores, then what is wrong, each with its remedy.
 */
export function mapReportLines(report: MapReport, file: string): string[] {
  const width = Math.max(...report.stores.map((store) => store.storeId.length));
  return [
    `${file}: valid`,
    ...report.warnings.map((warning) => `  please check: ${warning}`),
    '',
    ...lawReportLines(report.laws),
    '',
    ...report.stores.flatMap((store) => storeWords(store, width)),
    ...gapWords(report.gaps),
    ...section(
      'Guesses of a draft still to be reviewed (nothing that they are about is approved before):',
      report.toReview.map(reviewWords),
    ),
    ...section('Not stated in the map, as answers will say (blocks nothing):', silenceWords(report)),
    ...section('Not informed of an opt-out until staff say so (blocks nothing):', unclearWords(report)),
    ...section('Worth knowing (blocks nothing):', report.stores.flatMap(noteWords)),
    ...section('Not looked at:', report.stores.flatMap(unseenWords)),
    '',
    conclusion(report),
  ];
}

function storeWords(store: StoreReport, width: number): string[] {
  const state = store.note === '' ? store.state : `${store.state}: ${store.note}`;
  const faults = store.state === 'not reached' ? [] : store.faults;
  return [
    `${store.storeId.padEnd(width)}  ${store.kind.padEnd(8)}  ${countLabel(store.collections, 'collection')} mapped, ${state}`,
    ...faults.map((fault) => `  - not everything could be checked, because ${faultText(fault)}`),
    ...store.findings.flatMap(({ at, problem, remedy }) => [
      `  - ${lineWords(at)}${problem}`,
      `    ${remedy}`,
    ]),
    ...store.problems.filter(isBlocking).flatMap(problemWords),
  ];
}

function section(heading: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : ['', heading, ...lines];
}

/** Problems that block nothing, listed after all stores, apart from what has to be done. */
function noteWords({ problems }: StoreReport): string[] {
  return problems.filter((problem) => !isBlocking(problem)).flatMap(problemWords);
}

function unseenWords({ storeId, notLookedAt }: StoreReport): string[] {
  return notLookedAt.map((place) => `  - ${storeId}: ${place}`);
}

/** File and line only, since the sentence names collection and field. */
function lineWords(at: string | undefined): string {
  return at === undefined ? '' : `${at.split(': ')[0]}: `;
}

const blocked: Readonly<Record<StoreProblem['blocks'], string>> = {
  everything: ' (blocks every approval)',
  erasure: ' (blocks an erasure)',
  nothing: '',
};

function problemWords(problem: StoreReport['problems'][number]): string[] {
  const { at, collection, field, blocks } = problem;
  const name = [collection, field].filter(Boolean).join('.');
  const sentence = problem.problem.startsWith(name) ? problem.problem : `${name}: ${problem.problem}`;
  return [`  - ${lineWords(at)}${sentence.replace(/\.$/, '')}${blocked[blocks]}`, `    ${problem.remedy}`];
}

const headings: Readonly<Record<NonNullable<MapGap['concerns']>, string>> = {
  both: 'Open questions (each blocks the approval of every request that it concerns):',
  erasure: 'Undecided erasures (each blocks the approval of an erasure that it concerns):',
  answer: 'Missing answers (each blocks the approval of a request that it concerns):',
};

function gapWords(gaps: readonly MapGap[]): string[] {
  return (['both', 'erasure', 'answer'] as const).flatMap((concerns) => {
    const lines = gaps
      .filter((gap) => concernOf(gap) === concerns)
      .map(({ at, problem, remedy }) => `  - ${at}: ${problem}\n    ${remedy}`);
    return lines.length === 0
      ? []
      : ['', headings[concerns], ...[...new Set(lines)].flatMap((line) => line.split('\n'))];
  });
}

function reviewWords({ storeId, guesses, collections }: ToReview): string {
  return `  - ${storeId}: ${countLabel(guesses, 'guess', 'guesses')} in ${countLabel(collections, 'collection')}`;
}

function silenceWords({ notTold = [] }: MapReport): string[] {
  return notTold.flatMap(({ at, problem, remedy }) => [`  - ${at}: ${problem}`, `    ${remedy}`]);
}

function unclearWords({ unclearRecipients = [] }: MapReport): string[] {
  return unclearRecipients.flatMap(({ system, name }) => [
    `  - ${name}, named by the system "${system}" without data_uses`,
    '    write the data_uses of that system for which it gets the data',
  ]);
}

function concernOf({ concerns = 'answer' }: MapGap): NonNullable<MapGap['concerns']> {
  return concerns;
}

function conclusion({ ok, stores, gaps, toReview, notTold = [] }: MapReport): string {
  const unseen = stores.reduce((sum, store) => sum + store.notLookedAt.length, 0);
  const unseenPlaces = unseen > 0 ? [`${countLabel(unseen, 'place')} not looked at`] : [];
  const guesses = toReview.reduce((sum, one) => sum + one.guesses, 0);
  const unreviewed = guesses > 0 ? [`${countLabel(guesses, 'guess', 'guesses')} still to be reviewed`] : [];
  if (!ok) return `${[...wrongWords(stores, gaps), ...unreviewed, ...unseenPlaces].join(', ')}.`;
  if (notTold.length > 0)
    return `${['The map is usable', ...unseenPlaces].join(', ')}; ${countLabel(notTold.length, 'question')} that every answer must address ${notTold.length === 1 ? 'is' : 'are'} left open.`;
  return unseen > 0 ? `The map is complete for what was looked at; ${unseenPlaces}.` : 'The map is complete.';
}

function wrongWords(stores: readonly StoreReport[], gaps: readonly MapGap[]): string[] {
  const reached = stores.filter((store) => store.state !== 'not reached');
  const sum = (of: (store: StoreReport) => number) => reached.reduce((total, store) => total + of(store), 0);
  const concerning = (concerns: string) => gaps.filter((gap) => concernOf(gap) === concerns).length;
  const parts: readonly (readonly [number, string, string])[] = [
    [stores.length - reached.length, 'store', ' not reached'],
    [sum((store) => store.faults.length), 'question', ' not answered by a store'],
    [sum((store) => store.findings.length), 'difference', ' between map and stores'],
    [sum(blocking), 'problem', ' that a store itself would cause'],
    [concerning('both'), 'open question', ''],
    [concerning('erasure'), 'undecided erasure', ''],
    [concerning('answer'), 'missing answer', ''],
  ];
  return parts
    .filter(([count]) => count > 0)
    .map(([count, noun, rest]) => `${countLabel(count, noun)}${rest}`);
}

function blocking({ problems }: StoreReport): number {
  return problems.filter(isBlocking).length;
}

function isBlocking({ blocks }: StoreProblem): boolean {
  return blocks !== 'nothing';
}
