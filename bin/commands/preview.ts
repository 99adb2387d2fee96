import { runRounds } from '../../functions/casework/driver/store-rounds';
import { loadDesk } from '../../functions/config/desk/load-desk';
import type { PlaceOf } from '../../functions/config/map/map-places';
import type { Connector } from '../../functions/connectors/connector';
import { StoreUnavailableError } from '../../functions/connectors/connector';
import type { DataMap } from '../../functions/domain/data-map';
import type { Identities, UnreadPlace } from '../../functions/domain/finding';
import type { StoreFinding } from '../../functions/domain/found-rows';
import { freezeManifest } from '../../functions/domain/freeze-manifest';
import {
  automaticStores,
  planWave,
  rowsOfPerson,
  type StoreSearches,
} from '../../functions/domain/locate-plan';
import type { Manifest } from '../../functions/domain/manifest';
import { unnamedTypes } from '../../functions/domain/pairs-of-type';
import type { Right } from '../../functions/domain/rights';
import { erasureBlocks, unreadBlocks, withUndecided } from '../../functions/domain/undecided';
import { unsearched } from '../../functions/domain/unsearched';
import { todayIn } from '../clock-of';
import { connectStoreWith } from '../connect-store';
import { type Console, type ExitCode, exitCodes, printJson, printLines } from '../console';
import { manifestLines, type Preview } from '../manifest-text';
import { OpenStores } from '../open-stores';
import { refuseUnknownKinds } from '../option-values';

export interface PreviewOptions {
  readonly right: Right;
  readonly identity: Identities;
  readonly config: string;
  readonly json?: true;
}

export interface PreviewInput {
  readonly map: DataMap;
  readonly right: Right;
  readonly identities: Identities;
  /** Plain date in the zone of the desk; a retention that ended before it keeps nothing. */
  readonly today: string;
  /** Called once per store that is searched. */
  readonly connect: (storeId: string) => Promise<Connector>;
  /** File and line where the map describes a collection, for messages. */
  readonly placeOf?: PlaceOf;
}

export async function preview(options: PreviewOptions, console: Console): Promise<ExitCode> {
  const { desk, map, placeOf } = loadDesk(options.config);
  refuseUnknownKinds(map, options.identity);
  const connect = connectStoreWith(console.env);
  const found = await previewManifest({
    map,
    placeOf,
    right: options.right,
    identities: options.identity,
    today: todayIn(desk.zone, console.env),
    connect: async (storeId) => {
      const store = map.stores.find((candidate) => candidate.storeId === storeId);
      if (!store) throw new StoreUnavailableError(`the map has no store ${storeId}`);
      return connect(desk, store);
    },
  });
  if (options.json) printJson(console.stdout, found);
  else printLines(console.stdout, manifestLines(found, map));
  const whole = [found.unavailable, found.left, found.unread].every((by) => Object.keys(by).length === 0);
  return whole ? exitCodes.done : exitCodes.foundProblems;
}

/**
 * Searches wave by wave until nothing new turns up, and freezes what was found, as a request would. Reads
 * only.
 */
export async function previewManifest(input: PreviewInput): Promise<Preview> {
  const open = new OpenStores(input.connect, input.placeOf ?? (() => undefined));
  try {
    const findings = await searchAll(input, open);
    const unavailable = Object.fromEntries(open.failures);
    const manifest = freezeManifest({
      map: input.map,
      right: input.right,
      version: 1,
      findings,
      identities: input.identities,
      unavailable: Object.keys(unavailable),
      today: input.today,
    });
    const examinations = Object.fromEntries(open.examinations);
    const unread = unreadByStore([
      ...findings,
      ...unnamedIn(input, findings),
      ...blindIn(input, findings, open),
    ]);
    const whole = withUnread(manifest, unread);
    return {
      manifest: input.right === 'erasure' ? undecidedIn(input.map, whole, examinations) : whole,
      unavailable,
      left: Object.fromEntries(open.left),
      unread,
      where: placesOf(input, unread),
      examinations,
    };
  } finally {
    await open.close();
  }
}

/** Leaves undecided what a request would leave for staff. */
function undecidedIn(map: DataMap, manifest: Manifest, examinations: Preview['examinations']): Manifest {
  return withUndecided(manifest, map, [...erasureBlocks(map, examinations), ...unreadBlocks(map, manifest)]);
}

function withUnread(manifest: Manifest, unread: Preview['unread']): Manifest {
  const stores = manifest.stores.map((store) => {
    const own = unread[store.storeId];
    return own ? { ...store, unread: own } : store;
  });
  return { ...manifest, stores };
}

function placesOf({ placeOf }: PreviewInput, unread: Preview['unread']): Preview['where'] {
  return Object.fromEntries(
    Object.entries(unread).map(([storeId, places]) => [
      storeId,
      Object.fromEntries(
        places.flatMap(({ collection }) => {
          const at = placeOf?.(storeId, collection)?.split(': ')[0];
          return at ? [[collection, at]] : [];
        }),
      ),
    ]),
  );
}

async function searchAll({ map, identities }: PreviewInput, open: OpenStores): Promise<FoundInStore[]> {
  const findings: FoundInStore[] = [];
  const plan = async () => {
    const wave = planWave(map, identities, findings, [...open.failures.keys()]);
    return wave.length > 0 ? ({ next: 'search', stores: [wave] } as const) : ({ next: 'done' } as const);
  };
  const search = async (wave: readonly StoreSearches[]) => {
    for (const question of wave) {
      const answer = await open.ask(question);
      if (answer) findings.push(answer);
    }
  };
  await runRounds(plan, search, () => false);
  return findings;
}

/** Rows that were found by an id of the person and whose type the map does not know. */
function unnamedIn({ map, identities }: PreviewInput, findings: readonly FoundInStore[]): FoundInStore[] {
  return findings.map((finding) => {
    const isTheirs = rowsOfPerson(map, { identities, findings }, finding.storeId);
    const rows = finding.rows.filter((row) => !isTheirs(row));
    return { ...finding, unread: unnamedTypes(map, finding.storeId, { ...finding, rows }) };
  });
}

/** Collections that no known identifier leads to, as a request would report them. */
function blindIn({ map, identities }: PreviewInput, findings: readonly FoundInStore[], open: OpenStores) {
  const asked = automaticStores(map).filter(({ storeId }) => !open.failures.has(storeId));
  return asked.map(({ storeId }): FoundInStore => {
    const unread = unsearched(map, storeId, identities, findings);
    return { storeId, searches: [], rows: [], unmapped: [], unread };
  });
}

interface UnreadInStore {
  readonly storeId: string;
  readonly unread?: readonly UnreadPlace[];
}

type FoundInStore = StoreFinding & UnreadInStore;

function unreadByStore(findings: readonly UnreadInStore[]): Record<string, UnreadPlace[]> {
  const byStore: Record<string, UnreadPlace[]> = {};
  for (const { storeId, unread = [] } of findings) {
    const known = byStore[storeId] ?? [];
    const fresh = unread.filter((one) => !known.some((other) => samePlace(one, other)));
    if (known.length + fresh.length > 0) byStore[storeId] = [...known, ...fresh];
  }
  return byStore;
}

function samePlace(one: UnreadPlace, other: UnreadPlace): boolean {
  return one.collection === other.collection && one.place === other.place;
}
