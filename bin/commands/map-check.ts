import { type Connector, type StoreShape, StoreUnavailableError } from '../../functions/connectors/connector';
import { mapCheck as compareWithStore, type MapFinding } from '../../functions/data-map/map-check';
import type { LawAnswer } from '../../functions/desk/law-answers';
import { type LoadedDesk, loadDesk } from '../../functions/desk/load-desk';
import type { MapGap, StoreMap } from '../../functions/domain/data-map';
import { type ConnectStore, connectStoreWith } from '../connect-store';
import { type Console, type ExitCode, exitCodes, printJson, printLines } from '../console';
import { mapReportWords } from '../map-report-words';
import { MissingCredentialError } from '../store-credentials';

export interface MapReport {
  /** Desk file, stores and answers are all in order. */
  readonly ok: boolean;
  /** What the file says about each law, and what the law's own tests say; a difference is a warning. */
  readonly laws: readonly LawAnswer[];
  readonly stores: readonly StoreReport[];
  /** What an answer to a person would have to leave open; each blocks an approval. */
  readonly missingAnswers: readonly MapGap[];
  readonly warnings: readonly string[];
}

export interface StoreReport {
  readonly storeId: string;
  readonly kind: string;
  /** `manual`: a person looks, so there is nothing to reach. */
  readonly state: 'reached' | 'not reached' | 'manual';
  /** Why it was not reached, or who looks. */
  readonly note: string;
  readonly collections: number;
  readonly findings: readonly MapFinding[];
}

export async function mapCheck(
  options: { config: string; json?: true },
  console: Console,
): Promise<ExitCode> {
  const report = await checkMap(loadDesk(options.config), connectStoreWith(console.env));
  if (options.json) printJson(console.stdout, report);
  else printLines(console.stdout, mapReportWords(report, options.config));
  return report.ok ? exitCodes.done : exitCodes.foundProblems;
}

/** Tries every store and compares what it holds with the map. Reads structure only, no row of anyone. */
export async function checkMap(loaded: LoadedDesk, connect: ConnectStore): Promise<MapReport> {
  const stores: StoreReport[] = [];
  for (const store of loaded.map.stores) {
    stores.push(
      store.kind === 'manual' ? manualStore(loaded, store) : await tryStore(loaded, store, connect),
    );
  }
  const { gaps: missingAnswers } = loaded.map;
  const ok =
    missingAnswers.length === 0 && stores.every((s) => s.state !== 'not reached' && s.findings.length === 0);
  return { ok, laws: loaded.laws, stores, missingAnswers, warnings: loaded.warnings };
}

function manualStore({ desk }: LoadedDesk, store: StoreMap): StoreReport {
  const owner = desk.stores.find((candidate) => candidate.id === store.storeId)?.owner;
  return { ...about(store), state: 'manual', note: `${owner ?? 'nobody'} looks`, findings: [] };
}

async function tryStore(loaded: LoadedDesk, store: StoreMap, connect: ConnectStore): Promise<StoreReport> {
  try {
    const shape = await withConnector(connect(loaded.desk, store), shapeOf);
    const findings = compareWithStore(loaded.map, store.storeId, shape);
    return { ...about(store), state: 'reached', note: '', findings };
  } catch (error) {
    if (error instanceof StoreUnavailableError || error instanceof MissingCredentialError)
      return { ...about(store), state: 'not reached', note: error.message, findings: [] };
    throw error;
  }
}

async function shapeOf(connector: Connector): Promise<StoreShape> {
  await connector.probe();
  return connector.describe();
}

/** Sockets are freed whatever happens, or the process would not end. */
async function withConnector<T>(opening: Promise<Connector>, use: (c: Connector) => Promise<T>): Promise<T> {
  const connector = await opening;
  try {
    return await use(connector);
  } finally {
    await connector.close();
  }
}

function about(store: StoreMap): Pick<StoreReport, 'storeId' | 'kind' | 'collections'> {
  return { storeId: store.storeId, kind: store.kind, collections: store.collections.length };
}
