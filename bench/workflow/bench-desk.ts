import { readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { parse, stringify } from 'yaml';
import type { DeskWalk } from '../../local/demo/desk-walk';
import { sampleDeskFile } from '../../local/desk/read-desk';
import type { DeskOptions } from '../../local/desk/start-desk';
import { startJourney } from '../../test/journeys/journey-desk';
import { withTemporaryFolder } from '../machinery/temporary-folder';

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
  /** `false`: the stores are not started, for work that asks none. */
  readonly shop?: false;
}

/** Runs a piece of work on a desk of its own, whose requests need nobody to look into a store by hand. */
export async function withBenchDesk<Result>(
  { stores, shop, onTransition }: BenchDeskOptions,
  work: (walk: DeskWalk) => Promise<Result>,
): Promise<Result> {
  return withTemporaryFolder(async (folder) => {
    const config = deskFile(folder, stores);
    const walk = await startJourney({
      config,
      sample: stores === undefined && shop !== false,
      ...(onTransition ? { onTransition } : {}),
    });
    try {
      return await work(walk);
    } finally {
      await walk.desk.stop();
    }
  });
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
