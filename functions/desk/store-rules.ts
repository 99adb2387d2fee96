import { addressFault, isDatabaseAddress } from '../domain/rds-log-in';
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
  if (store.kind === 'postgres') faults.push(...postgresRules(store.connection, at));
  return [...faults, ...foreignConnection(store, at)];
}

type Connection = ComparedSettings['stores'][number]['connection'];

function postgresRules({ url, login, resourceId }: Connection, at: At): DeskFault[] {
  if (url === undefined)
    return [
      {
        path: at('connection', 'url'),
        problem: 'is missing',
        remedy:
          'Write the address with login: iam, or name the environment variable that holds the connection string, for example url: SHOP_DATABASE_URL.',
      },
    ];
  if (login === 'iam') return iamRules(url, resourceId, at);
  return [...addressWithoutLogIn(url, login, at), ...strayResourceId(resourceId, login, at)];
}

function iamRules(url: string, resourceId: string | undefined, at: At): DeskFault[] {
  const faults: DeskFault[] = [];
  if (!isDatabaseAddress(url))
    faults.push({
      path: at('connection', 'url'),
      problem: 'is the name of a connection string, and login: iam reads none',
      remedy: 'Write the address itself: postgres://USER@ENDPOINT:5432/DATABASE. Or remove login: iam.',
    });
  if (resourceId === undefined)
    faults.push({
      path: at('connection', 'resourceId'),
      problem: 'is missing: it says to which database the role may connect',
      remedy:
        'Copy the resource id from the configuration of the database in the RDS console, for example resourceId: db-ABCDEFGHIJKL01234.',
    });
  return faults;
}

function addressWithoutLogIn(url: string, login: string | undefined, at: At): DeskFault[] {
  if (login !== undefined || !isDatabaseAddress(url) || addressFault(url)) return [];
  return [
    {
      path: at('connection', 'login'),
      problem: 'is missing: an address without a password needs it',
      remedy: 'Add login: iam, or name what holds the connection string, for example url: SHOP_DATABASE_URL.',
    },
  ];
}

function strayResourceId(resourceId: string | undefined, login: string | undefined, at: At): DeskFault[] {
  if (login !== undefined || resourceId === undefined) return [];
  const path = at('connection', 'resourceId');
  return [{ path, problem: 'is for login: iam alone', remedy: 'Remove it, or add login: iam.' }];
}

function foreignConnection(store: ComparedSettings['stores'][number], at: At): DeskFault[] {
  if (store.kind === undefined) return [];
  const foreign =
    store.kind === 'postgres' ? (['region'] as const) : (['url', 'login', 'resourceId'] as const);
  return foreign
    .filter((name) => store.connection[name] !== undefined)
    .map((name) => ({
      path: at('connection', name),
      problem: `a ${store.kind} store has no ${name}`,
      remedy: 'Remove it.',
    }));
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
  if (Object.values(store.connection).some((setting) => setting !== undefined))
    faults.push({
      path: at('connection'),
      problem: 'a manual store has no connection',
      remedy: 'Remove it.',
    });
  return faults;
}
