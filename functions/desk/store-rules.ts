import type { ComparedSettings } from './compared-settings';
import type { DeskFault } from './explain-issue';

/** What a store needs, and may not have, because of its kind. */
export function storeRules(
  desk: ComparedSettings,
  store: ComparedSettings['stores'][number],
  index: number,
): DeskFault[] {
  const at = (...rest: PropertyKey[]) => ['stores', index, ...rest];
  if (store.kind === 'manual') return manualStoreRules(desk, store, at);
  const faults: DeskFault[] = [];
  if (store.owner !== undefined)
    faults.push({ path: at('owner'), problem: 'only a manual store has an owner', remedy: 'Remove it.' });
  if (store.kind !== undefined && store.datasets.length === 0)
    faults.push({
      path: at('datasets'),
      problem: 'a store that the desk searches needs a map',
      remedy: 'Name at least one fideslang file, for example datasets: [datasets/shop-database.yaml].',
    });
  if (store.kind === 'postgres' && store.connection.url === undefined)
    faults.push({
      path: at('connection', 'url'),
      problem: 'is missing',
      remedy:
        'Name the environment variable that holds the connection string, for example url: SHOP_DATABASE_URL.',
    });
  return [...faults, ...foreignConnection(store, at)];
}

function foreignConnection(store: ComparedSettings['stores'][number], at: At): DeskFault[] {
  const foreign = store.kind === 'postgres' ? 'region' : 'url';
  if (store.kind === undefined || store.connection[foreign] === undefined) return [];
  return [
    {
      path: at('connection', foreign),
      problem: `a ${store.kind} store has no ${foreign}`,
      remedy: 'Remove it.',
    },
  ];
}

type At = (...rest: PropertyKey[]) => PropertyKey[];

function manualStoreRules(
  desk: ComparedSettings,
  store: ComparedSettings['stores'][number],
  at: At,
): DeskFault[] {
  const faults: DeskFault[] = [];
  const owner = desk.staff.find((member) => member.id !== undefined && member.id === store.owner);
  const ids = desk.staff.flatMap((member) => (member.id === undefined ? [] : [member.id])).join(', ');
  if (store.owner === undefined)
    faults.push({
      path: at('owner'),
      problem: 'is missing: a manual store needs someone who looks',
      remedy: `Name one of your staff: ${ids}.`,
    });
  else if (!owner)
    faults.push({
      path: at('owner'),
      problem: `${JSON.stringify(store.owner)} is no staff id`,
      remedy: `Name one of your staff: ${ids}.`,
    });
  else if (!owner.may.includes('answer-tasks'))
    faults.push({
      path: at('owner'),
      problem: `${store.owner} may not answer tasks`,
      remedy: `Add answer-tasks to the may list of ${store.owner}, or name someone else.`,
    });
  if (store.connection.url !== undefined || store.connection.region !== undefined)
    faults.push({
      path: at('connection'),
      problem: 'a manual store has no connection',
      remedy: 'Remove it.',
    });
  return faults;
}
