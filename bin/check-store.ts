import { compareWithStore, type MapFinding } from '../functions/config/map/compare-with-store';
import { fieldsLeftByErasure } from '../functions/config/map/fields-left-by-erasure';
import type { PlaceOf } from '../functions/config/map/map-places';
import { type Connector, StoreError, type StoreShape } from '../functions/connectors/connector';
import type { DataMap, StoreMap } from '../functions/domain/data-map';
import type { StoreExamination, StoreProblem } from '../functions/domain/store-examination';
import { CommandError } from './console';
import { faultText, type ReportedFault, storeFaultOf } from './fault-text';
import type { StoreReport } from './map-report-text';
import { MissingCredentialError } from './store-credentials';

interface Subject {
  readonly map: DataMap;
  readonly store: StoreMap;
  readonly placeOf: PlaceOf;
}

type StoreCheck = Omit<StoreReport, 'storeId' | 'kind' | 'collections'>;

/** A store's replies to three questions; `described` is absent when it did not say what it holds. */
interface Answers {
  readonly described?: StoreShape;
  readonly examined?: StoreExamination;
  readonly faults: readonly ReportedFault[];
}

/**
 * Asks one store what it holds, what it would do by itself, and whether it can be read. One failed question
 * does not stop the others.
 */
export async function checkStore(subject: Subject, open: () => Promise<Connector>): Promise<StoreCheck> {
  let connector: Connector;
  try {
    connector = await open();
  } catch (error) {
    return notReached(noteOf(error, subject));
  }
  try {
    return reportOf(subject, await askAll(subject, connector));
  } finally {
    await connector.close();
  }
}

/** A store that does not answer is not asked again: each question may take a minute to fail. */
async function askAll(subject: Subject, connector: Connector): Promise<Answers> {
  const faults: ReportedFault[] = [];
  const ask = async <T>(question: () => Promise<T>): Promise<T | undefined> => {
    if (faults.some(({ kind }) => kind === 'no-answer')) return undefined;
    try {
      return await question();
    } catch (error) {
      if (!(error instanceof StoreError)) throw error;
      faults.push(storeFaultOf(error, { storeId: subject.store.storeId, placeOf: subject.placeOf }));
      return undefined;
    }
  };
  const described = await ask(() => connector.describe());
  const examined = await ask(() => connector.examine());
  await ask(() => connector.probe());
  return { faults, ...(described ? { described } : {}), ...(examined ? { examined } : {}) };
}

function reportOf({ map, store, placeOf }: Subject, { described, examined, faults }: Answers): StoreCheck {
  const [first] = faults;
  if (!described && !examined) return notReached(first ? faultText(first) : '', faults);
  const findings = described ? compareWithStore(map, store.storeId, described, placeOf) : [];
  const problems = [...(examined?.problems ?? []), ...fieldsLeftByErasure(store)]
    .filter((problem) => !findings.some((finding) => isSame(finding, problem)))
    .map((problem) => {
      const at = placeOf(store.storeId, problem.collection, problem.field);
      return { ...problem, ...(at ? { at } : {}) };
    });
  const reported = new Set([...findings, ...problems].map(({ collection }) => collection));
  return {
    state: 'reached',
    note: '',
    findings,
    problems,
    faults: distinct(faults.filter((fault) => !isReported(reported, fault))),
    notLookedAt: described?.notLookedAt ?? [],
  };
}

/** A missing table, column or key is already reported as a difference. */
function isSame(finding: MapFinding, { collection, field, code }: StoreProblem): boolean {
  const codes = { 'missing-collection': 'no-table', 'missing-field': 'no-column', 'missing-key': 'no-key' };
  const same = finding.kind in codes && codes[finding.kind as keyof typeof codes] === code;
  return same && finding.collection === collection && (code !== 'no-column' || finding.field === field);
}

/** A misfit of a table that is already reported need not be reported again because a read failed on it. */
function isReported(reported: ReadonlySet<string>, { kind, place }: ReportedFault): boolean {
  return kind === 'misfit' && place.collection !== undefined && reported.has(place.collection);
}

function distinct(faults: readonly ReportedFault[]): ReportedFault[] {
  return [...new Map(faults.map((fault) => [faultText(fault), fault])).values()];
}

function notReached(note: string, faults: readonly ReportedFault[] = []): StoreCheck {
  return { state: 'not reached', note, findings: [], problems: [], faults, notLookedAt: [] };
}

/** Why a store could not even be opened. */
function noteOf(error: unknown, { store, placeOf }: Subject): string {
  if (error instanceof StoreError) return faultText(storeFaultOf(error, { storeId: store.storeId, placeOf }));
  if (error instanceof MissingCredentialError || error instanceof CommandError) return error.message;
  throw error;
}
