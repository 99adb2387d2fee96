import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';
import { parse, stringify } from 'yaml';
import type { DeskWalk } from '../../local/demo/desk-walk';
import { sampleDeskFile } from '../../local/desk/read-desk';
import type { DeskOptions } from '../../local/desk/start-desk';
import { startJourney } from '../../test/journeys/journey-desk';

/** A store, as the desk file writes it. */
export interface StoreEntry {
  readonly id: string;
  readonly kind: string;
  readonly datasets: readonly string[];
  readonly [setting: string]: unknown;
}

export interface BenchDeskOptions extends Pick<DeskOptions, 'onTransition'> {
  /** The stores, where they are not the sample shop's three that functions ask. */
  readonly stores?: readonly StoreEntry[];
}

/** A desk, until it is stopped. */
export interface BenchDesk {
  readonly walk: DeskWalk;
  stop(): Promise<void>;
}

/** Starts a desk whose requests need nobody to look into a store by hand. */
export async function startBenchDesk({ stores, onTransition }: BenchDeskOptions = {}): Promise<BenchDesk> {
  const folder = mkdtempSync(join(tmpdir(), 'rightsdesk-bench-'));
  const walk = await startJourney({
    config: deskFile(folder, stores),
    sample: stores === undefined,
    ...(onTransition ? { onTransition } : {}),
  });
  const stop = async () => {
    await walk.desk.stop();
    rmSync(folder, { recursive: true, force: true });
  };
  return { walk, stop };
}

/** Runs a piece of work on a desk of its own. */
export async function withBenchDesk<Result>(
  options: BenchDeskOptions,
  work: (walk: DeskWalk) => Promise<Result>,
): Promise<Result> {
  const { walk, stop } = await startBenchDesk(options);
  try {
    return await work(walk);
  } finally {
    await stop();
  }
}

/** The sample's desk file with other stores, and what its systems say of those that are left. */
function deskFile(folder: string, given: readonly StoreEntry[] | undefined): string {
  const sample = parse(readFileSync(sampleDeskFile, 'utf8')) as {
    stores: readonly StoreEntry[];
    systems: readonly string[];
  };
  const at = (file: string) => resolve(dirname(sampleDeskFile), file);
  const asked = sample.stores
    .filter(({ kind }) => kind !== 'manual')
    .map((store) => ({ ...store, datasets: store.datasets.map(at) }));
  const stores = given ?? asked;
  const systems = sample.systems.map((name) => {
    const file = join(folder, basename(name));
    writeFileSync(file, stringify(ofStores(parse(readFileSync(at(name), 'utf8')), stores)));
    return file;
  });
  const file = join(folder, 'rightsdesk.yaml');
  writeFileSync(file, stringify({ ...sample, stores, systems }));
  return file;
}

/** A part of a systems file, in which `hosts` names only stores that there are. */
function ofStores(part: unknown, stores: readonly StoreEntry[]): unknown {
  if (Array.isArray(part)) return part.map((one) => ofStores(one, stores));
  if (typeof part !== 'object' || part === null) return part;
  const entries = Object.entries(part).flatMap(([name, value]): [string, unknown][] => {
    if (name !== 'hosts' || !Array.isArray(value)) return [[name, ofStores(value, stores)]];
    const known = value.filter((host) => stores.some(({ id }) => id === host));
    return known.length > 0 ? [[name, known]] : [];
  });
  return Object.fromEntries(entries);
}
