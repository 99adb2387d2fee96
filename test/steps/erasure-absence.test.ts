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

function removeRows(world: World, name: string, ids: readonly string[], store = 'shop'): void {
  const left = tableOf(world, name, store).filter((row) => !ids.includes(String(row.id)));
  world.connectors[store]?.rows.set(name, left);
}

/** The person's rows in each collection to be erased, by the keys of the sample. */
const personsRows: Readonly<Record<string, readonly [store: string, ids: readonly string[]]>> = {
  customers: ['shop', ['c0']],
  orders: ['shop', ['o0-0', 'o0-1']],
  reviews: ['shop', ['r0-0']],
  profiles: ['profiles', ['N0']],
  letters: ['archive', ['L0-0']],
};

async function acceptDrift(world: World, requestId: string): Promise<void> {
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

const begunStores = ({ log }: DataSubjectRequest) => allOf(log, 'erasure-begun').map((e) => e.data.storeId);

describe('an approved row that is gone before the desk has changed anything', () => {
  const places = Object.entries(personsRows).flatMap(([name, [store, ids]]) => [
    ...(ids.length > 1 ? [[`one of several in ${name}`, name, store, ids.slice(1)] as const] : []),
    [`all in ${name}`, name, store, ids] as const,
  ]);

  it.each(places)(
    'goes to a person, and nothing in its store is touched: %s',
    async (_, name, store, ids) => {
      const world = aShop();
      const requestId = await approvedErasure(world);
      removeRows(world, name, ids, store);

      expect(await eraseRounds(world, requestId)).toBe('by-person');

      const request = await world.register.load(requestId);
      const collections = [{ collection: name, rows: ids.length }];
      expect(lastOf(request.log, 'erasure-drifted')?.data).toEqual({
        storeId: store,
        reason: 'vanished',
        collections,
      });
      expect(begunStores(request)).not.toContain(store);
    },
  );

  it.each(places)(
    'is reported as gone and never as erased, once a person confirms it: %s',
    async (_, name, store, ids) => {
      const world = aShop();
      const requestId = await approvedErasure(world);
      removeRows(world, name, ids, store);
      await eraseRounds(world, requestId);
      await acceptDrift(world, requestId);

      expect(await eraseRounds(world, requestId)).toBe('done');

      const counts = await collectionOf(world, requestId, name);
      const all = personsRows[name]?.[1].length ?? 0;
      expect((counts?.erased ?? 0) + (counts?.anonymised ?? 0)).toBe(all - ids.length);
      expect(counts?.alreadyAbsent).toBe(ids.length);
    },
  );

  it('is asked about again if another one disappears, and otherwise not', async () => {
    const world = aShop();
    const requestId = await approvedErasure(world);
    removeRows(world, 'orders', ['o0-0']);
    await eraseRounds(world, requestId);
    await acceptDrift(world, requestId);
    removeRows(world, 'orders', ['o0-1']);

    expect(await eraseRounds(world, requestId)).toBe('by-person');
    await acceptDrift(world, requestId);
    expect(await eraseRounds(world, requestId)).toBe('done');

    expect(await collectionOf(world, requestId, 'orders')).toMatchObject({ erased: 0, alreadyAbsent: 2 });
  });

  it('is described to the requester as observed: no longer there', async () => {
    const world = aShop();
    const requestId = await approvedErasure(world);
    removeRows(world, 'orders', ['o0-0', 'o0-1']);
    await eraseRounds(world, requestId);
    await acceptDrift(world, requestId);
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

describe('a row that somebody else erases between the check and the erasure', () => {
  it('is reported as gone: a receipt counts only what the desk erased', async () => {
    const world = aShop();
    const requestId = await approvedErasure(world);
    const meanwhile: Stores = {
      call: async (storeId: string, request: unknown): Promise<unknown> => {
        if ((request as { op: string }).op === 'erase' && storeId === 'shop')
          removeRows(world, 'orders', ['o0-0']);
        return world.stores.call(storeId, request);
      },
    };

    expect(await eraseRounds({ ...world, stores: meanwhile }, requestId)).toBe('done');

    expect(await collectionOf(world, requestId, 'orders')).toMatchObject({ erased: 1, alreadyAbsent: 1 });
  });
});

/**
 * Runs the same call twice and returns the second result, like an adapter that retries a call without a
 * reply.
 */
function callingTwice(world: World): Stores {
  return {
    call: async (storeId: string, request: unknown): Promise<unknown> => {
      const first = await world.stores.call(storeId, request);
      if ((request as { op: string }).op !== 'erase') return first;
      return { ...Object(await world.stores.call(storeId, request)), repeated: true };
    },
  };
}

/** One row more than fits into a call. */
const many = 2_001;
const KILLED = new Error('the process was killed');
const noReply = new StoreUnavailableError('no answer');
const refusal = new StoreRefusedError('no');

/**
 * Where a fault occurs: in which erase call of a store, counted from 1; before or after the call takes
 * effect; and which.
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

async function interruptedErasure(store: string, letters: number, fault: Fault) {
  const world = aShop(letters);
  const requestId = await approvedErasure(world);
  await attempt(failing(world, store, fault), requestId);
  return { world, requestId };
}

describe('an interrupted erase call', () => {
  const faults = (['before', 'after'] as const).flatMap((when) =>
    (when === 'before' ? [noReply, KILLED, refusal] : [noReply, KILLED]).map(
      (error): [string, string, Fault] => [when, error.message, [1, when, error]],
    ),
  );

  it.each(faults)('%s the call (%s) is reported in the end by what the desk erased', async (_, __, fault) => {
    const { world, requestId } = await interruptedErasure('shop', 1, fault);
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
    ['before', noReply],
    ['after', noReply],
    ['after', KILLED],
  ] as const)(
    '%s the erasure, as the second of two, does not discard the first',
    async (when, error) => {
      const { world, requestId } = await interruptedErasure('archive', many, [2, when, error]);
      await retryStores(world, requestId, ['archive']);

      expect(await eraseRounds(world, requestId)).toBe('done');

      expect(await collectionOf(world, requestId, 'letters')).toMatchObject({
        erased: many,
        alreadyAbsent: 0,
      });
    },
    60_000,
  );

  it('that is never answered, in a store that is given up, is reported with what the others did and what is unknown', async () => {
    const { world, requestId } = await interruptedErasure('archive', many, [2, 'before', noReply]);
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

  it('counts as erased what a first attempt did, whose answer was lost, once the second is answered [F01]', async () => {
    const world = aShop();
    const requestId = await approvedErasure(world);

    expect(await eraseRounds({ ...world, stores: callingTwice(world) }, requestId)).toBe('done');

    expect(await collectionOf(world, requestId, 'orders')).toMatchObject({ erased: 2, alreadyAbsent: 0 });
    expect(await collectionOf(world, requestId, 'reviews')).toMatchObject({
      anonymised: 1,
      alreadyAbsent: 0,
    });
  });

  it('makes the desk ask a person about what vanishes after a call that is known to have done nothing', async () => {
    const world = aShop();
    const requestId = await approvedErasure(world);
    await attempt(failing(world, 'shop', [1, 'before', refusal]), requestId);
    removeRows(world, 'orders', ['o0-0', 'o0-1']);
    await world.register.append(requestId, 'retry', () => anEvent('stores-retried', { storeIds: ['shop'] }));

    expect(await eraseRounds(world, requestId)).toBe('by-person');
  });
});
