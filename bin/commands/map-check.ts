import { type LoadedDesk, loadDesk } from '../../functions/config/desk/load-desk';
import { groupBy } from '../../functions/connectors/group-by';
import type { MapGap, StoreMap } from '../../functions/domain/data-map';
import { oneSidedCorrections } from '../../functions/domain/left-behind';
import { checkStore } from '../check-store';
import { type ConnectStore, connectStoreWith } from '../connect-store';
import { type Console, type ExitCode, exitCodes, printJson, printLine, printLines } from '../console';
import { type MapReport, mapReportLines, type StoreReport, type ToReview } from '../map-report-text';
import { unclearRecipientsOf } from '../unclear-recipients';

export async function mapCheck(
  options: { config: string; json?: true },
  console: Console,
): Promise<ExitCode> {
  const say = (line: string) => printLine(console.stderr, `rightsdesk: ${line}`);
  const report = await checkMap(loadDesk(options.config), connectStoreWith(console.env), say);
  if (options.json) printJson(console.stdout, report);
  else printLines(console.stdout, mapReportLines(report, options.config));
  return report.ok ? exitCodes.done : exitCodes.foundProblems;
}

type Checked = Pick<LoadedDesk, 'desk' | 'map' | 'laws' | 'warnings'> & Partial<Pick<LoadedDesk, 'placeOf'>>;

/**
 * Connects to every store, compares what it holds with the map, and asks it what it would refuse or do by
 * itself. Reads structure only, no rows. A fault in one table or store does not stop the check of the others.
 *
 * @param say - called when a store takes long
 */
export async function checkMap(
  loaded: Checked,
  connect: ConnectStore,
  say: (line: string) => void = () => undefined,
): Promise<MapReport> {
  const { map, laws, warnings } = loaded;
  const stores: StoreReport[] = [];
  for (const store of map.stores) stores.push(await reportOn(loaded, store, { connect, say }));
  const ok = map.gaps.length === 0 && stores.every(isInOrder);
  const unclearRecipients = unclearRecipientsOf(map);
  const allWarnings = [...warnings, ...oneSidedCorrections(map)];
  return {
    toReview: toReviewIn(map.gaps),
    ...{ ok, laws, stores, gaps: map.gaps, notTold: map.notTold ?? [], unclearRecipients },
    warnings: allWarnings,
  };
}

function toReviewIn(gaps: readonly MapGap[]): ToReview[] {
  const marked = gaps.flatMap(({ guesses }) => guesses ?? []);
  return [...groupBy(marked, ({ storeId }) => storeId)].map(([storeId, all]) => ({
    ...{ storeId, collections: all.length },
    guesses: all.reduce((sum, { count }) => sum + count, 0),
  }));
}

interface Means {
  readonly connect: ConnectStore;
  readonly say: (line: string) => void;
}

async function reportOn(loaded: Checked, store: StoreMap, { connect, say }: Means): Promise<StoreReport> {
  const { desk, map, placeOf = () => undefined } = loaded;
  const about = { storeId: store.storeId, kind: store.kind, collections: store.collections.length };
  if (store.kind === 'manual') {
    const owner = desk.stores.find((candidate) => candidate.id === store.storeId)?.owner;
    return { ...about, ...nothingFound, state: 'manual', note: `searched by ${owner ?? 'nobody'}` };
  }
  const slow = setInterval(() => say(`still checking ${store.storeId}`), slowAfter);
  slow.unref();
  try {
    return { ...about, ...(await checkStore({ map, store, placeOf }, () => connect(desk, store))) };
  } finally {
    clearInterval(slow);
  }
}

const slowAfter = 5_000;

const nothingFound = { findings: [], problems: [], faults: [], notLookedAt: [] };

function isInOrder({ state, findings, problems, faults }: StoreReport): boolean {
  const blocking = problems.filter((problem) => problem.blocks !== 'nothing');
  return state !== 'not reached' && findings.length + blocking.length + faults.length === 0;
}
