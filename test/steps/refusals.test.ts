import {
  BlastRadiusError,
  type StoreError,
  StoreForbiddenError,
  StoreRefusedError,
  StoreShapeError,
} from '../../functions/connectors/connector';
import type { CompletionReport } from '../../functions/documents/completion-facts';
import type { DataMap, MapGap } from '../../functions/domain/data-map';
import { allOf, lastOf } from '../../functions/domain/log-entries';
import { outcomeOf } from '../../functions/domain/outcome';
import { askManualStores } from '../../functions/steps/ask-manual-stores/ask-manual-stores';
import { awaitStores } from '../../functions/steps/await-stores/await-stores';
import { eraseStores } from '../../functions/steps/erase-stores/erase-stores';
import { notifyOutcome } from '../../functions/steps/notify-outcome/notify-outcome';
import { readStoresAgain } from '../../functions/steps/read-stores-again/read-stores-again';
import { aDesk } from '../builders/a-desk';
import { findingsMap } from '../builders/a-gap-map';
import { aMap } from '../builders/a-map';
import {
  aForm,
  aWorld,
  awaitingDecision,
  search,
  verified,
  type World,
  type WorldSettings,
} from '../builders/a-world';
import { mia, profileRows, shopRows } from '../builders/shop-rows';
import { anEvent } from '../domain/a-log';

jest.setTimeout(60_000);

const erasure = aForm({ right: 'erasure' });
const shop = (world: World) => world.connectors.shop as NonNullable<World['connectors'][string]>;
const flat = (text: string) => text.replaceAll(/\s+/g, ' ');

const gap = (more: Partial<MapGap> = {}): MapGap => ({
  at: 'shop.yaml: orders',
  problem: 'nobody has said what an erasure does to orders',
  remedy: 'Set on_erasure to erase, anonymise or retain',
  storeId: 'shop',
  collection: 'orders',
  concerns: 'erasure',
  ...more,
});

/** A desk with one store, or with those of a map. */
function aShopWorld(
  map: DataMap = aMap(),
  rows: WorldSettings['rows'] = { shop: shopRows(), profiles: profileRows() },
): World {
  const desk = aDesk();
  const stores = desk.stores.filter(({ id }) => map.stores.some(({ storeId }) => storeId === id));
  return aWorld({ desk: { ...desk, stores }, map, rows });
}

function gapWorld(): World {
  const notes = [{ id: 'n-1', customer_id: 'c-1' }];
  return aShopWorld(findingsMap([gap()]), { shop: { ...shopRows(), notes } });
}

async function approved(world: World, requestId: string): Promise<void> {
  const frozen = lastOf((await world.register.load(requestId)).log, 'manifest-frozen')?.data;
  await world.register.append(requestId, 'approve', () =>
    anEvent('decided', { manifestHash: frozen?.hash ?? '', manifestVersion: frozen?.version ?? 0 }),
  );
}

async function approvedErasure(world: World): Promise<string> {
  const requestId = await awaitingDecision(world, erasure);
  await approved(world, requestId);
  return requestId;
}

async function report(world: World, requestId: string): Promise<CompletionReport> {
  await notifyOutcome(world, { requestId });
  return (await world.objects.get(requestId, 'completion-report.json')) as CompletionReport;
}

const lastMail = (world: World, to: string) => world.mailbox.sent.filter((m) => m.to === to).at(-1);

describe('an undecided collection', () => {
  it('stays with its parent, and the rest is erased; a dated task asks for it, and the requester is informed', async () => {
    const world = gapWorld();
    const requestId = await approvedErasure(world);

    const { next } = await eraseStores(world, { requestId });
    await askManualStores(world, { requestId, taskToken: 'people' });

    const request = await world.register.load(requestId);
    const mail = lastMail(world, 'alma@shop.example.com');
    expect(next).toBe('ask-manual-stores');
    expect(shop(world).rows.get('orders')?.length).toBeGreaterThan(0);
    expect(
      shop(world)
        .rows.get('customers')
        ?.some((c) => c.email === mia.email),
    ).toBe(true);
    expect(shop(world).rows.get('notes')).toEqual([]);
    expect(lastOf(request.log, 'task-asked')?.data).toMatchObject({
      kind: 'rest',
      storeId: 'shop',
      owner: 'alma',
    });
    expect(mail?.text).toContain('Answer by');

    const { complete, missing, totals } = await report(world, requestId);
    const told = lastMail(world, mia.email);
    expect([complete, totals.undecided]).toEqual([false, 3]);
    expect(missing.map((m) => m.reason)).toContain('undecided');
    expect(told?.subject).toContain('part of it is done, part is not');
    expect(flat(told?.text ?? '')).toContain('we have not decided yet what becomes of it');
    expect(outcomeOf(await world.register.load(requestId))).toBe('partly-fulfilled');
  });

  it.each([
    ['done', false, 'part of it is done', '3 records are still there', ['said-erased']],
    ['nothing-held', false, 'we keep most of it', '3 records are still there', ['said-not-yours']],
    ['done', true, 'except for a part that we keep', 'nothing of it is there any more', []],
    ['done', 'silent', 'part of it is done', 'could not check it', ['not-checked']],
  ] as const)(
    'is read again once a person says "%s" (carried out: %s)',
    async (answer, did, subject, words, reasons) => {
      const world = gapWorld();
      const requestId = await approvedErasure(world);
      await eraseStores(world, { requestId });
      await askManualStores(world, { requestId, taskToken: 'people' });
      const { taskId } = lastOf((await world.register.load(requestId)).log, 'task-asked')?.data ?? {
        taskId: '',
      };
      await world.register.append(requestId, 'said', () => anEvent('task-answered', { taskId, answer }));
      if (did === true) {
        shop(world).rows.set('customers', []);
        shop(world).rows.set('orders', []);
      }

      const asked =
        did === 'silent' ? ({ ...world, stores: withoutReplyTo(world, 'prints') } as World) : world;
      const { complete, missing } = await report(asked, requestId);

      const told = lastMail(world, mia.email);
      expect([complete, missing.map((m) => m.reason)]).toEqual([reasons.length === 0, reasons]);
      expect(told?.subject).toContain(subject);
      expect(flat(told?.text ?? '')).toContain(words);
      expect(outcomeOf(await world.register.load(requestId))).toBe('partly-fulfilled');
    },
  );

  it('that a person erased by hand is no loss to a later reading, and no report says that it remains', async () => {
    const world = gapWorld();
    const requestId = await approvedErasure(world);
    await eraseStores(world, { requestId });
    await askManualStores(world, { requestId, taskToken: 'people' });
    const { taskId = '' } = lastOf((await world.register.load(requestId)).log, 'task-asked')?.data ?? {};
    await world.register.append(requestId, 'said', () =>
      anEvent('task-answered', { taskId, answer: 'done' }),
    );
    shop(world).rows.set('customers', []);
    shop(world).rows.set('orders', []);

    const { complete, stores } = await report(world, requestId);
    const found = stores.flatMap((s) => (s.state === 'erased' ? (s.secondReading?.found ?? []) : []));
    await world.register.append(requestId, 'second', () => anEvent('second-reading-due'));
    const { next } = await readStoresAgain(world, { requestId });

    expect([complete, found.map((f) => f.collection), next]).toEqual([true, ['invoices'], 'done']);
  });

  it('is not erased in a later round if a new row of it appears, nor if the map was corrected meanwhile', async () => {
    const world = gapWorld();
    const requestId = await approvedErasure(world);
    await eraseStores(world, { requestId });
    shop(world).rows.get('orders')?.push({ id: 'late', customer_id: 'c-1', item: 'lamp' });
    await world.register.append(requestId, 'drift', () => anEvent('erasure-drifted'));

    await eraseStores({ ...world, map: findingsMap([]) }, { requestId });

    expect(
      shop(world)
        .rows.get('orders')
        ?.map((o) => o.id),
    ).toContain('late');
  });

  it('is decided once the map is corrected and the desk searches again', async () => {
    const world = gapWorld();
    const requestId = await awaitingDecision(world, erasure);
    await world.register.append(requestId, 'again', () => anEvent('search-renewed'));

    const next = await search({ ...world, map: findingsMap([]) } as World, requestId);

    const frozen = allOf((await world.register.load(requestId)).log, 'manifest-frozen').map((e) => e.data);
    expect(next).toBe('decide');
    expect(frozen.map((f) => [f.version, f.stores.some((c) => c.undecided)])).toEqual([
      [1, true],
      [2, false],
    ]);
  });
});

describe('the preview of what a store would do by itself', () => {
  it('is requested once, before the manifest is frozen, and prevents the erasure of what it blocks', async () => {
    const world = aShopWorld();
    shop(world).problems = [
      {
        collection: 'orders',
        code: 'cascade',
        problem: 'takes rows along',
        remedy: 'Say so',
        blocks: 'erasure',
      },
    ];
    const requestId = await awaitingDecision(world, erasure);

    const frozen = lastOf((await world.register.load(requestId)).log, 'manifest-frozen')?.data;
    const manifest = await world.objects.get(requestId, frozen?.object ?? '');
    expect(JSON.stringify(manifest)).toContain('"examination"');
    expect(frozen?.stores).toContainEqual(expect.objectContaining({ collection: 'orders', undecided: 2 }));
  });

  it('is waited for if the store does not give it', async () => {
    const world = aShopWorld();
    const requestId = await verified(world, erasure);
    const mute = { ...world, stores: withoutReplyTo(world, 'examine') } as World;

    expect(await search(mute, requestId)).toBe('await-stores');
    await world.register.append(requestId, 'retry', () => anEvent('stores-retried'));
    expect(await search(world, requestId)).toBe('decide');
  });

  it('blocks a copy only if nothing at all may be approved', async () => {
    const world = aShopWorld();
    const problem = { collection: 'orders', code: 'no-key', problem: 'x', remedy: 'y' } as const;
    shop(world).problems = [
      { ...problem, blocks: 'erasure' },
      { ...problem, blocks: 'everything' },
    ];
    const requestId = await awaitingDecision(world);

    const frozen = lastOf((await world.register.load(requestId)).log, 'manifest-frozen')?.data;
    expect(frozen?.problems).toHaveLength(1);
  });
});

/** Stores that do not answer one of the questions. */
function withoutReplyTo(world: World, op: string): World['stores'] {
  return {
    call: async (storeId: string, request: { op: string }): Promise<unknown> =>
      request.op === op ? { fault: { kind: 'no-answer', place: {} } } : world.stores.call(storeId, request),
  } as World['stores'];
}

describe('the trial run of an erasure', () => {
  it('is made once for each frozen manifest, with exactly what would be erased', async () => {
    const world = aShopWorld();
    shop(world).canRehearse = true;
    const requestId = await awaitingDecision(world, erasure);

    const frozen = lastOf((await world.register.load(requestId)).log, 'manifest-frozen')?.data;
    expect(frozen?.rehearsals).toEqual([{ storeId: 'shop', outcome: 'held' }]);
    expect(shop(world).rehearsed).toHaveLength(1);
    expect(shop(world).rows.get('orders')?.length).toBeGreaterThan(0);
  });

  it('is not requested from a kind of store that cannot roll back', async () => {
    const map = aMap();
    const stores = map.stores.map((store) => ({
      ...store,
      kind: 's3' as const,
      collections: store.collections.map((collection) => ({
        ...collection,
        readWhole: true as const,
      })),
    }));
    const world = aShopWorld({ ...map, stores });
    shop(world).canRehearse = true;
    const requestId = await awaitingDecision(world, erasure);

    const frozen = lastOf((await world.register.load(requestId)).log, 'manifest-frozen')?.data;
    expect(frozen?.rehearsals).toEqual([{ storeId: 'shop', outcome: 'not-tried', reason: 'unsupported' }]);
    expect(shop(world).rehearsed).toEqual([]);
  });

  it('that a store refuses leaves what it refused, and what that depends on, undecided', async () => {
    const world = aShopWorld();
    shop(world).canRehearse = true;
    shop(world).refuses.set('orders', { table: 'push_tokens', constraint: 'fk', code: '23503' });
    const requestId = await awaitingDecision(world, erasure);

    const frozen = lastOf((await world.register.load(requestId)).log, 'manifest-frozen')?.data;
    expect(frozen?.rehearsals).toMatchObject([{ outcome: 'refused', fault: { place: { code: '23503' } } }]);
    expect(frozen?.stores.filter((c) => c.undecided).map((c) => c.collection)).toEqual([
      'customers',
      'orders',
    ]);
  });

  it.each(['examine-later', 'rehearse'])('that does not happen loses no request (%s)', async (op) => {
    const world = aShopWorld();
    const requestId = await verified(world, erasure);

    expect(await search({ ...world, stores: withoutReplyTo(world, op) } as World, requestId)).toBe('decide');
  });

  it('is not made for a copy', async () => {
    const world = aShopWorld();
    shop(world).canRehearse = true;
    await awaitingDecision(world);

    expect(shop(world).rehearsed).toEqual([]);
  });
});

describe('places that could not be read', () => {
  const place = { collection: 'orders', place: 'chats/mia.jsonl.gz', reason: 'compressed' } as const;

  it('end in a decision and never in "nothing found", although no row was found', async () => {
    const world = aShopWorld();
    shop(world).unread = [place];
    const requestId = await verified(world, aForm({ email: 'nobody@example.com' }));
    const first = await search(world, requestId);
    await world.register.append(requestId, 'ask', () => anEvent('identifiers-asked'));
    await world.register.append(requestId, 'lapse', () => anEvent('identifiers-lapsed'));

    const second = await search(world, requestId);

    const frozen = lastOf((await world.register.load(requestId)).log, 'manifest-frozen')?.data;
    expect([first, second]).toEqual(['ask-identifiers', 'decide']);
    expect(frozen?.unread).toEqual([{ storeId: 'shop', reason: 'compressed', places: 1 }]);
    expect(JSON.stringify(frozen)).not.toContain('mia.jsonl');
  });

  it.each(['mentioned', 'unclear', 'unclaimed', 'old-version'] as const)(
    'and name the person end in a decision at once, and in no mail that nothing was found: %s',
    async (reason) => {
      const world = aShopWorld();
      shop(world).unread = [{ ...place, reason }];
      const requestId = await verified(world, aForm({ email: 'nobody@example.com' }));

      expect(await search(world, requestId)).toBe('decide');
    },
  );

  it.each([
    ['nothing', 'nothing about you is in there', 'some-kept'],
    ['to-do', 'still has to be dealt with', 'part is not'],
  ] as const)('are reported with what a person found: %s', async (says, words, subject) => {
    const world = aShopWorld();
    shop(world).unread = [place];
    const requestId = await awaitingDecision(world, erasure);
    await world.register.append(requestId, 'looked', () =>
      anEvent('unread-settled', { storeId: 'shop', says }),
    );
    await approved(world, requestId);
    await eraseStores(world, { requestId });

    const { complete, missing } = await report(world, requestId);

    const mail = lastMail(world, mia.email);
    expect([complete, missing.map((m) => m.reason)]).toEqual([false, ['unread']]);
    expect(flat(mail?.text ?? '')).toContain(words);
    expect(mail?.subject).toContain(subject === 'some-kept' ? 'We have erased your data, except' : subject);
  });
});

const place = { collection: 'orders', table: 'push_tokens', constraint: 'push_tokens_fk', code: '23503' };
const faults: readonly (readonly [kind: string, StoreError, staff: string, person: string])[] = [
  [
    'refused',
    new StoreRefusedError('x', place),
    'refused by a rule of the store',
    'it refused what we asked',
  ],
  ['misfit', new StoreShapeError('x', place), 'The data map does not fit', 'our description of it is wrong'],
  ['forbidden', new StoreForbiddenError('x', place), 'The desk lacks a permission', 'we lack a permission'],
  [
    'beyond-approval',
    new BlastRadiusError('x', place),
    'More would have changed',
    'more would have changed there',
  ],
];

describe('a store that was reached and refused', () => {
  it.each(faults)(
    'is reported at once to staff with place and remedy, and to the person as what it is: %s [F07]',
    async (_kind, fault, staff, person) => {
      const world = aShopWorld();
      const requestId = await approvedErasure(world);
      shop(world).fault = fault;

      const { next } = await eraseStores(world, { requestId });
      await awaitStores(world, { requestId, taskToken: 'stores' });

      const text = flat(lastMail(world, 'alma@shop.example.com')?.text ?? '');
      expect(next).toBe('await-stores');
      for (const part of [staff, 'shop’s database', 'Orders', 'table push_tokens', 'push_tokens_fk', '23503'])
        expect(text).toContain(part);

      await world.register.append(requestId, 'without', () =>
        anEvent('stores-given-up', { storeIds: ['shop'] }),
      );
      const { next: after } = await eraseStores(world, { requestId });
      const { complete, missing, stores } = await report(world, requestId);
      const mail = lastMail(world, mia.email);
      expect(after).toBe('done');
      expect([complete, missing.map((m) => m.reason)]).toEqual([false, ['refused']]);
      expect(stores[0]).toMatchObject({ state: 'unreached', because: fault.kind });
      expect(mail?.subject).toContain('nothing has been erased yet');
      expect(flat(mail?.text ?? '')).toContain(person);
      expect(flat(mail?.text ?? '')).not.toContain('did not answer');
    },
  );

  it('is asked again once staff say that it is corrected, and not because another store is', async () => {
    const world = aShopWorld();
    const requestId = await approvedErasure(world);
    shop(world).fault = new StoreRefusedError('x');
    await eraseStores(world, { requestId });
    shop(world).fault = undefined;
    await world.register.append(requestId, 'watch', () => anEvent('stores-retried'));
    const meanwhile = await eraseStores(world, { requestId });
    await world.register.append(requestId, 'mended', () => anEvent('stores-retried', { storeIds: ['shop'] }));

    const { next } = await eraseStores(world, { requestId });

    expect([meanwhile.next, next]).toEqual(['await-stores', 'done']);
    expect(
      shop(world)
        .rows.get('orders')
        ?.filter((o) => o.customer_id === 'c-1'),
    ).toEqual([]);
  });

  it('that is no longer in the settings is called by its title, and never out of reach', async () => {
    const world = aShopWorld(aMap({ sensitive: true }));
    const requestId = await approvedErasure(world);
    const without = {
      ...world,
      map: aMap(),
      desk: { ...world.desk, stores: world.desk.stores.filter((s) => s.id === 'shop') },
      stores: {
        call: (storeId: string, request: unknown): Promise<unknown> =>
          storeId === 'shop'
            ? world.stores.call(storeId, request)
            : Promise.reject(new StoreShapeError('gone')),
      },
    } as World;
    await eraseStores(without, { requestId });
    await awaitStores(without, { requestId, taskToken: 'stores' });
    const text = flat(lastMail(world, 'alma@shop.example.com')?.text ?? '');
    await world.register.append(requestId, 'gone', () =>
      anEvent('stores-given-up', { storeIds: ['profiles'] }),
    );
    await eraseStores(without, { requestId });

    const { complete, stores } = await report(without, requestId);

    const mail = flat(lastMail(world, mia.email)?.text ?? '');
    expect(text).toContain('The settings no longer name profiles');
    expect(complete).toBe(false);
    expect(stores.map((s) => s.title)).toContain('profiles');
    expect(mail).toContain('profiles: it is no longer connected to this desk');
  });
});
