import type { CollectionMap } from '../../domain/data-map';
import { defined } from '../../domain/defined';
import type { StoreExamination, StoreProblem } from '../../domain/store-examination';
import { StoreError, StoreForbiddenError, type StoreShape } from '../connector';
import type { VendorStore } from './http-locate';
import type { VendorEndpoint } from './vendor';
import { readVendorPage } from './vendor-pages';
import { endpointName, goesWithNone, waysBy } from './vendor-questions';

/** Where the map asks for what the vendor's file does not offer, and what an erasure there means. */
export async function examineVendor({ session, store }: VendorStore): Promise<StoreExamination> {
  const { endpoints } = session.vendor;
  const eraseGroups = groupsOf(endpoints, store.collections);
  const seen = await accountSeen(session);
  const unseen = seen.isForbidden ? store.collections.map(accountUnseen) : [];
  return {
    problems: [
      ...store.collections.flatMap((one) => problemsOf(endpoints, one, store.collections)),
      ...unseen,
    ],
    ...(eraseGroups.length > 0 ? { eraseGroups } : {}),
    ...defined({ account: seen.account }),
  };
}

/** Without it the account cannot be compared later, so absence could not be believed. */
async function accountSeen(
  session: VendorStore['session'],
): Promise<{ readonly account?: string | undefined; readonly isForbidden?: true }> {
  try {
    return { account: await session.account() };
  } catch (error) {
    if (error instanceof StoreForbiddenError) return { isForbidden: true };
    throw error;
  }
}

function accountUnseen(collection: CollectionMap): StoreProblem {
  return problemIn(collection)(
    'account-unseen',
    'the key may not ask which account it belongs to, so a key of another account would not be noticed',
    'Give the key the scope for the calls that the file of the vendor names under account.',
    'erasure',
  );
}

/** Rows that go with others are told with them in one call: they are asked for only if these are. */
function groupsOf(
  endpoints: Readonly<Record<string, VendorEndpoint>>,
  all: readonly CollectionMap[],
): string[][] {
  const goesWith = (one: CollectionMap) => endpoints[endpointName(one)]?.erase?.goesWith;
  const parents = all.filter((one) => all.some((other) => goesWith(other) === endpointName(one)));
  const families = new Map(parents.map((one) => [endpointName(one), [] as string[]]));
  for (const one of all) families.get(goesWith(one) ?? endpointName(one))?.push(one.name);
  return [...families.values()];
}

function problemsOf(
  endpoints: Readonly<Record<string, VendorEndpoint>>,
  collection: CollectionMap,
  all: readonly CollectionMap[],
): StoreProblem[] {
  const name = endpointName(collection);
  const endpoint = Object.hasOwn(endpoints, name) ? endpoints[name] : undefined;
  const problem = problemIn(collection);
  if (endpoint === undefined)
    return [
      problem(
        'no-endpoint',
        `the file of the vendor has no endpoint ${name}`,
        'Name one of its endpoints in physical.endpoint, or take the collection out of the data map.',
        'everything',
      ),
    ];
  return [
    ...unaskable(endpoint, collection, problem, all),
    ...unchangeable(endpoint, collection, problem),
    ...leftAlone(endpoint, collection, problem, all),
    ...removesKept(endpoints, collection, all),
    ...worthKnowing(endpoint, collection, problem),
  ];
}

type Problem = (code: string, words: string, remedy: string, blocks: StoreProblem['blocks']) => StoreProblem;

function problemIn({ name }: CollectionMap): Problem {
  return (code, words, remedy, blocks) => ({ collection: name, code, problem: words, remedy, blocks });
}

function unaskable(
  endpoint: VendorEndpoint,
  collection: CollectionMap,
  problem: Problem,
  all: readonly CollectionMap[],
): StoreProblem[] {
  return [...new Set(collection.reachedBy.map(({ field }) => field))]
    .filter((field) => waysBy(endpoint, collection, field, all).length === 0)
    .map((field) => ({
      ...problem(
        'no-such-question',
        `the vendor cannot be asked for rows by ${field}`,
        'Add a read for it to the file of the vendor, or take the identity or the reference off the field.',
        'everything',
      ),
      field,
    }));
}

function unchangeable(
  endpoint: VendorEndpoint,
  { onErasure }: CollectionMap,
  problem: Problem,
): StoreProblem[] {
  const wanted = onErasure.action;
  if (wanted === 'erase' && endpoint.erase === undefined)
    return [
      problem(
        'no-erasure',
        'the file of the vendor says no way to erase such rows',
        'Set on_erasure to retain or anonymise, or to as_parent where the vendor removes them with their parent; or add the steps to the file.',
        'erasure',
      ),
    ];
  if (wanted === 'anonymise' && endpoint.update === undefined)
    return [
      problem(
        'no-update',
        'the file of the vendor says no way to blank fields of such rows',
        'Set on_erasure to erase or retain, or add the update to the file.',
        'erasure',
      ),
    ];
  return endpoint.get === undefined
    ? [
        problem(
          'no-get',
          'the file of the vendor says no way to read one row by its key',
          'Add get to the endpoint: nothing is copied or changed that was not just read.',
          'everything',
        ),
      ]
    : [];
}

function leftAlone(
  endpoint: VendorEndpoint,
  { onErasure }: CollectionMap,
  problem: Problem,
  all: readonly CollectionMap[],
): StoreProblem[] {
  const isErased = onErasure.action === 'erase' || onErasure.action === 'as-parent';
  if (!isErased || !goesWithNone(endpoint, all)) return [];
  const { goesWith } = endpoint.erase ?? {};
  return [
    problem(
      'goes-with-none',
      `the vendor removes such rows with those of its endpoint ${goesWith}, by which the map erases nothing`,
      `Let a collection with the endpoint ${goesWith} be erased, or set on_erasure here to retain.`,
      'erasure',
    ),
  ];
}

/** What a law keeps must not go along with what is erased, whichever of the two endpoints says so. */
function removesKept(
  endpoints: Readonly<Record<string, VendorEndpoint>>,
  collection: CollectionMap,
  all: readonly CollectionMap[],
): StoreProblem[] {
  const name = endpointName(collection);
  const removed = endpoints[name]?.erase?.alsoRemoves ?? [];
  const kept = all.filter((one) => {
    const other = endpointName(one);
    const goesToo = removed.includes(other) || endpoints[other]?.erase?.goesWith === name;
    return goesToo && !['erase', 'as-parent'].includes(one.onErasure.action);
  });
  if (kept.length === 0 || collection.onErasure.action !== 'erase') return [];
  const names = kept.map((one) => one.name);
  return [
    {
      collection: collection.name,
      code: 'removes-kept',
      problem: `the vendor would remove rows of ${names.join(', ')} along, which are to stay`,
      remedy:
        'Such rows wait until nothing has to be kept. Or use an endpoint of the vendor file that leaves them, or blank the fields of this collection with on_erasure: anonymise.',
      blocks: 'erasure',
      whileKept: names,
    },
  ];
}

function worthKnowing(endpoint: VendorEndpoint, collection: CollectionMap, problem: Problem): StoreProblem[] {
  const { settlesWithin, alsoEnds = [] } = endpoint.erase ?? {};
  const mails = collection.fields.filter(({ identity }) => identity === 'email');
  return [
    ...(settlesWithin
      ? [
          problem(
            'settles-later',
            'the vendor erases such rows some time after it was asked to',
            'Nothing to do: the desk reads it again until they are gone, and says by when they should be.',
            'nothing',
          ),
        ]
      : []),
    ...alsoEnds.map(({ what }) =>
      problem(
        'ends-more',
        `an erasure would also end ${what}`,
        'Such rows wait until one of you ticks, before the approval, that it may end. Or end it at the vendor, and search again.',
        'nothing',
      ),
    ),
    ...mails.map(({ name: field }) => ({
      ...problem(
        'spelling',
        `the vendor is asked for addresses in ${field} as the person types them and in lower case; whether it finds other spellings is up to it`,
        'Have addresses written in lower case there.',
        'nothing',
      ),
      field,
    })),
  ];
}

/** Which fields occur, as far as a sample of each endpoint shows: names and types alone. */
export async function describeVendor({ session, store }: VendorStore): Promise<StoreShape> {
  const collections: StoreShape['collections'][number][] = [];
  const notLookedAt: string[] = [];
  for (const collection of store.collections) {
    const name = endpointName(collection);
    const endpoint = session.vendor.endpoints[name];
    if (endpoint?.sample === undefined)
      notLookedAt.push(`${name}: the file of the vendor has no sample for it`);
    else
      try {
        collections.push(await sampled({ session, store }, collection, endpoint));
      } catch (error) {
        if (!(error instanceof StoreError) || error.kind === 'no-answer') throw error;
        notLookedAt.push(`${name}: ${error.message}`);
      }
  }
  if (collections.length === 0) await session.call(session.vendor.test, { values: {} });
  return { collections, notLookedAt: [...notLookedAt, ...unmapped({ session, store })] };
}

async function sampled({ session }: VendorStore, collection: CollectionMap, endpoint: VendorEndpoint) {
  const { rowsAt, ...call } = endpoint.sample ?? (session.vendor.test as never);
  const list = {
    call,
    rowsAt,
    lift: endpoint.lift,
    collection: collection.name,
    values: {},
    isSample: true,
  } as const;
  const { rows } = await readVendorPage(session, list, undefined);
  const types = new Map(
    rows.flatMap((row) => Object.entries(row).map(([field, value]) => [field, typeof value])),
  );
  const fields = [...types].sort().map(([field, type]) => ({ name: field, type }));
  return { name: collection.name, fields, keys: [endpoint.key] };
}

function unmapped({ session, store }: VendorStore): string[] {
  const named = new Set(store.collections.map(endpointName));
  return Object.keys(session.vendor.endpoints)
    .filter((name) => !named.has(name))
    .map((name) => `${name}: no collection of the data map is of this endpoint`);
}
