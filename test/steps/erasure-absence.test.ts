import { buildCompletionInput } from '../../functions/casework/evidence/build-completion-input';
import { StoreRefusedError, StoreUnavailableError } from '../../functions/connectors/connector';
import { completionReport } from '../../functions/documents/completion-report';
import type { DataSubjectRequest } from '../../functions/domain/data-subject-request';
import { allOf, lastOf } from '../../functions/domain/log-entries';
import type { Stores } from '../../functions/domain/ports';
import { notifyErasure } from '../../functions/steps/notify-outcome/notify-erasure';
import { aBook, aDesk } from '../builders/a-desk';
import { aWorld, type World } from '../builders/a-world';
import { anEvent } from '../domain/a-log';
import { approvedErasure, eraseRounds, retryStores } from './erasure-saga';
import { rowsOf, shopMap } from './random-shop';

const desk = aDesk({
  stores: ['shop', 'profiles', 'archive'].map((id) => ({
    id,
    title: id,
    kind: 'postgres',
    datasets: [],
    connection: {},
    backupsKept: 'P35D',
  })),
});
const person = { address: 0, orders: 2, invoices: [[2026, false]], reviews: 1, letters: 1 } as const;

function aShop(letters = 1): World {
  const rows = rowsOf([
    [0, { ...person, letters }],
    [1, { ...person, address: 1 }],
  ]);
  return aWorld({ desk, book: aBook(desk), map: shopMap, rows });
}

const tableOf = (world: World, name: string, store = 'shop') => world.connectors[store]?.rows.get(name) ?? [];

function drop(world: World, name: string, ids: readonly string[], store = 'shop'): void {
  const left = tableOf(world, name, store).filter((row) => !ids.includes(String(row.id)));
  world.connectors[store]?.rows.set(name, left);
}

/** What the asker has of each collection that goes, by the keys of the sample. */
const hers: Readonly<Record<string, readonly [store: string, ids: readonly string[]]>> = {
  customers: ['shop', ['c0']],
  orders: ['shop', ['o0-0', 'o0-1']],
  reviews: ['shop', ['r0-0']],
  profiles: ['profiles', ['N0']],
  letters: ['archive', ['L0-0']],
};

async function accept(world: World, requestId: string): Promise<void> {
  const { log } = await world.register.load(requestId);
  await world.register.append(requestId, `accept-${log.length}`, () => anEvent('drift-accepted'));
}

async function reported(world: World, requestId: string) {
  const input = await buildCompletionInput(world, await world.register.load(requestId));
  return completionReport(input);
}

async function collectionOf(world: World, requestId: string, name: string) {
  const { json } = await reported(world, requestId);
  const collections = json.stores.flatMap((s) => (s.state === 'erased' ? s.collections : []));
  return collections.find((c) => c.collection === name);
}

const begunIn = ({ log }: DataSubjectRequest) => allOf(log, 'erasure-begun').map((e) => e.data.storeId);

describe('an approved row that is gone before the desk has touched anything', () => {
  const places = Object.entries(hers).flatMap(([name, [store, ids]]) => [
    ...(ids.length > 1 ? [[`one of several in ${name}`, name, store, ids.slice(1)] as const] : []),
    [`all in ${name}`, name, store, ids] as const,
  ]);

  it.each(places)(
    'goes to a person, and nothing of its store is touched: %s',
    async (_, name, store, ids) => {
      const world = aShop();
      const requestId = await approvedErasure(world);
      drop(world, name, ids, store);

      expect(await eraseRounds(world, requestId)).toBe('by-person');

      const request = await world.register.load(requestId);
      const collections = [{ collection: name, rows: ids.length }];
      expect(lastOf(request.log, 'erasure-drifted')?.data).toEqual({
        storeId: store,
        reason: 'vanished',
        collections,
      });
      expect(begunIn(request)).not.toContain(store);
    },
  );

  it.each(places)(
    'is told as gone and never as erased, once a person says so: %s',
    async (_, name, store, ids) => {
      const world = aShop();
      const requestId = await approvedErasure(world);
      drop(world, name, ids, store);
      await eraseRounds(world, requestId);
      await accept(world, requestId);

      expect(await eraseRounds(world, requestId)).toBe('done');

      const counts = await collectionOf(world, requestId, name);
      const all = hers[name]?.[1].length ?? 0;
      expect((counts?.erased ?? 0) + (counts?.anonymised ?? 0)).toBe(all - ids.length);
      expect(counts?.alreadyAbsent).toBe(ids.length);
    },
  );

  it('is asked about again when another one goes, and not again when it does not', async () => {
    const world = aShop();
    const requestId = await approvedErasure(world);
    drop(world, 'orders', ['o0-0']);
    await eraseRounds(world, requestId);
    await accept(world, requestId);
    drop(world, 'orders', ['o0-1']);

    expect(await eraseRounds(world, requestId)).toBe('by-person');
    await accept(world, requestId);
    expect(await eraseRounds(world, requestId)).toBe('done');

    expect(await collectionOf(world, requestId, 'orders')).toMatchObject({ erased: 0, alreadyAbsent: 2 });
  });

  it('is described to the requester as it was seen: no longer there', async () => {
    const world = aShop();
    const requestId = await approvedErasure(world);
    drop(world, 'orders', ['o0-0', 'o0-1']);
    await eraseRounds(world, requestId);
    await accept(world, requestId);
    await eraseRounds(world, requestId);

    await notifyErasure(world, await world.register.load(requestId));

    const mail = world.mailbox.to('p0@example.com').at(-1)?.text ?? '';
    const [erased = '', gone = ''] = mail.split('NO LONGER THERE WHEN WE CAME TO ERASE');
    expect(erased).not.toContain('Orders');
    expect(gone).toContain('Orders: 2');
    const { html, json } = await reported(world, requestId);
    expect(html).toContain('no longer there when we came to erase');
    expect(json.complete).toBe(false);
  });
});

describe('a row that somebody else erases between the look and the erasure', () => {
  it('is reported as gone: the numbers of a receipt are the desk’s own', async () => {
    const world = aShop();
    const requestId = await approvedErasure(world);
    const meanwhile: Stores = {
      call: async (storeId: string, request: unknown): Promise<unknown> => {
        if ((request as { op: string }).op === 'erase' && storeId === 'shop') drop(world, 'orders', ['o0-0']);
        return world.stores.call(storeId, request);
      },
    };

    expect(await eraseRounds({ ...world, stores: meanwhile }, requestId)).toBe('done');

    expect(await collectionOf(world, requestId, 'orders')).toMatchObject({ erased: 1, alreadyAbsent: 1 });
  });
});

/**
 * Runs the same call twice and answers the second: what an adapter does that tries again when no answer came.
 */
function repeating(world: World): Stores {
  return {
    call: async (storeId: string, request: unknown): Promise<unknown> => {
      const first = await world.stores.call(storeId, request);
      if ((request as { op: string }).op !== 'erase') return first;
      return { ...Object(await world.stores.call(storeId, request)), repeated: true };
    },
  };
}

/** One more than goes into a call. */
const many = 2_001;
const KILLED = new Error('the process was killed');
const silent = new StoreUnavailableError('no answer');
const refusal = new StoreRefusedError('no');

/**
 * Where something fails: in which erase call of a store, counted from 1; before or after the call takes
 * effect; and how.
 */
type Fault = readonly [call: number, when: 'before' | 'after', error: Error];

function failing(world: World, store: string, [at, when, error]: Fault): World {
  let call = 0;
  const stores: Stores = {
    call: async (storeId: string, request: unknown): Promise<unknown> => {
      if (storeId !== store || (request as { op: string }).op !== 'erase')
        return world.stores.call(storeId, request);
      call += 1;
      if (call === at && when === 'before') throw error;
      const answer = await world.stores.call(storeId, request);
      if (call === at) throw error;
      return answer;
    },
  };
  return { ...world, stores };
}

async function attempt(world: World, requestId: string): Promise<void> {
  await eraseRounds(world, requestId).catch((error: unknown) => {
    if (error !== KILLED) throw error;
  });
}

async function broken(store: string, letters: number, fault: Fault) {
  const world = aShop(letters);
  const requestId = await approvedErasure(world);
  await attempt(failing(world, store, fault), requestId);
  return { world, requestId };
}

describe('a call to erase that broke off', () => {
  const faults = (['before', 'after'] as const).flatMap((when) =>
    (when === 'before' ? [silent, KILLED, refusal] : [silent, KILLED]).map(
      (error): [string, string, Fault] => [when, error.message, [1, when, error]],
    ),
  );

  it.each(faults)('%s the call (%s) is reported in the end by what the desk erased', async (_, __, fault) => {
    const { world, requestId } = await broken('shop', 1, fault);
    await retryStores(world, requestId, ['shop']);

    expect(await eraseRounds(world, requestId)).toBe('done');

    expect(await collectionOf(world, requestId, 'orders')).toMatchObject({ erased: 2, alreadyAbsent: 0 });
    expect(await collectionOf(world, requestId, 'customers')).toMatchObject({ erased: 1, alreadyAbsent: 0 });
    expect(await collectionOf(world, requestId, 'reviews')).toMatchObject({
      anonymised: 1,
      alreadyAbsent: 0,
    });
  });

  it.each([
    ['before', silent],
    ['after', silent],
    ['after', KILLED],
  ] as const)(
    '%s the deed, as the second of two, is no reason to forget the first',
    async (when, error) => {
      const { world, requestId } = await broken('archive', many, [2, when, error]);
      await retryStores(world, requestId, ['archive']);

      expect(await eraseRounds(world, requestId)).toBe('done');

      expect(await collectionOf(world, requestId, 'letters')).toMatchObject({
        erased: many,
        alreadyAbsent: 0,
      });
    },
    60_000,
  );

  it('for good, in a store that is given up, is reported with what the others did and what is not known', async () => {
    const { world, requestId } = await broken('archive', many, [2, 'before', silent]);
    await world.register.append(requestId, 'give-up', () =>
      anEvent('stores-given-up', { storeIds: ['archive'] }),
    );
    expect(await eraseRounds(world, requestId)).toBe('done');

    const { json, html } = await reported(world, requestId);
    expect(await collectionOf(world, requestId, 'letters')).toMatchObject({ erased: 2_000, unknown: 1 });
    expect(json.complete).toBe(false);
    expect(html).not.toContain('Nothing was erased here');
    expect(html).toContain('1 record that we told it to erase, without an answer');
    await notifyErasure(world, await world.register.load(requestId));
    expect(world.mailbox.to('p0@example.com').at(-1)?.text).toContain('Letters: 2000 erased');
  }, 60_000);

  it('tells as erased what a first try did whose answer was lost, when the second is answered [F01]', async () => {
    const world = aShop();
    const requestId = await approvedErasure(world);

    expect(await eraseRounds({ ...world, stores: repeating(world) }, requestId)).toBe('done');

    expect(await collectionOf(world, requestId, 'orders')).toMatchObject({ erased: 2, alreadyAbsent: 0 });
    expect(await collectionOf(world, requestId, 'reviews')).toMatchObject({
      anonymised: 1,
      alreadyAbsent: 0,
    });
  });

  it('asks a person about what vanishes after a call that is known to have done nothing', async () => {
    const world = aShop();
    const requestId = await approvedErasure(world);
    await attempt(failing(world, 'shop', [1, 'before', refusal]), requestId);
    drop(world, 'orders', ['o0-0', 'o0-1']);
    await world.register.append(requestId, 'retry', () => anEvent('stores-retried', { storeIds: ['shop'] }));

    expect(await eraseRounds(world, requestId)).toBe('by-person');
  });
});
