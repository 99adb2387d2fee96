import type { KindDefinition } from '../../connectors/kind-definition';
import { storeKinds } from '../../connectors/store-kinds';
import type { ComparedSettings } from './compared-settings';
import type { DeskFault } from './explain-issue';

type ComparedStore = ComparedSettings['stores'][number];
type RelativeFault = Omit<DeskFault, 'path'> & { readonly path: readonly string[] };

/** What a store needs, and may not have, because of its kind. */
export function storeRules(desk: ComparedSettings, store: ComparedStore, index: number): DeskFault[] {
  const kind = store.kind === undefined ? undefined : storeKinds[store.kind];
  const faults = [
    ...(kind?.isSearched === false ? [] : searchedFaults(store)),
    ...(kind?.storeFaults?.(store, desk) ?? []),
    ...(kind?.isSearched ? foreignSettings(store, kind) : []),
  ];
  return faults.map((fault) => ({ ...fault, path: ['stores', index, ...fault.path] }));
}

function searchedFaults({ kind, owner, datasets }: ComparedStore): RelativeFault[] {
  const faults: RelativeFault[] = [];
  if (owner !== undefined)
    faults.push({ path: ['owner'], problem: 'only a manual store has an owner', remedy: 'Remove it.' });
  if (kind !== undefined && datasets.length === 0)
    faults.push({
      path: ['datasets'],
      problem: 'a store that the desk searches needs a map',
      remedy: 'Name at least one fideslang file, for example datasets: [datasets/shop-database.yaml].',
    });
  return faults;
}

/** Settings of other kinds. */
function foreignSettings({ connection }: ComparedStore, { kind, settings }: KindDefinition): RelativeFault[] {
  return Object.entries(connection)
    .filter(([name, value]) => value !== undefined && !Object.hasOwn(settings, name))
    .map(([name]) => ({
      path: ['connection', name],
      problem: `a ${kind} store has no ${name}`,
      remedy: 'Remove it.',
    }));
}
