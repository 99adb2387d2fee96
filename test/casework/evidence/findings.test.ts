import {
  type ApprovalBlocker,
  approvalBlockers,
} from '../../../functions/casework/evidence/approval-blockers';
import { searchStore } from '../../../functions/casework/evidence/call-store';
import { copiedRecords, copiedStore } from '../../../functions/casework/evidence/copied-records';
import type { CopiedWave } from '../../../functions/casework/evidence/copied-waves';
import { unreachedStores } from '../../../functions/casework/evidence/missing-parts';
import { recordIfUnavailable } from '../../../functions/casework/evidence/record-if-unavailable';
import { identitiesOf, requesterFacts } from '../../../functions/casework/evidence/requester-facts';
import { type StoredFinding, storedFindings } from '../../../functions/casework/evidence/stored-findings';
import {
  BlastRadiusError,
  type ExportedRecord,
  StoreUnavailableError,
} from '../../../functions/connectors/connector';
import { lastOf } from '../../../functions/domain/log-entries';
import { outcomeOf } from '../../../functions/domain/outcome';
import { aBook, aDesk } from '../../builders/a-desk';
import { aMap } from '../../builders/a-map';
import { aForm, aWorld, happened, search, verified, type World } from '../../builders/a-world';
import { mia } from '../../builders/shop-rows';
import { anEvent, aRequest, reaching, type Step, toFulfilling } from '../../domain/a-log';

const desk = aDesk();
const book = aBook(desk);
const newWorld = (more: Parameters<typeof aWorld>[0] = {}) => aWorld({ desk, book, ...more });

describe('a search of one store', () => {
  it('takes every page once, in order', async () => {
    const orders = Array.from({ length: 250 }, (_, i) => ({
      id: `o-${i}`,
      customer_id: 'c-1',
      item: 'x',
      gift_for: '',
    }));
    const world = newWorld({ rows: { shop: { orders } } });

    const found = await searchStore(world, 'shop', {
      op: 'locate',
      searches: [{ collection: 'orders', field: 'customer_id', values: ['c-1'] }],
    });

    expect(found.rows.map((r) => r.key.id)).toEqual(orders.map((o) => o.id));
  });
});

describe('work on one store', () => {
  const what = { requestId: 'dsr-000000000001', storeId: 'shop', phase: 'erase' } as const;

  it('that is down is recorded with the store’s id and a name, and stops nothing else', async () => {
    const world = newWorld();
    const requestId = await verified(world);

    const done = await recordIfUnavailable(world, { ...what, requestId }, async () => {
      throw new StoreUnavailableError('canary: postgres://user:secret@host');
    });

    const request = await world.register.load(requestId);
    expect(done).toBe(false);
    expect(request.log.at(-1)?.data).toEqual({
      storeId: 'shop',
      phase: 'erase',
      code: 'StoreUnavailableError',
      title: 'the shop’s database',
      kind: 'no-answer',
      place: {},
    });
    expect(JSON.stringify(request.log)).not.toContain('canary');
  });

  it('that fails again is recorded again', async () => {
    const world = newWorld();
    const requestId = await verified(world);
    const fail = () =>
      recordIfUnavailable(world, { ...what, requestId }, async () => {
        throw new StoreUnavailableError('down');
      });
    await fail();
    await fail();

    expect(
      happened(await world.register.load(requestId)).filter((t) => t === 'store-unavailable'),
    ).toHaveLength(2);
  });

  it('that does not fit the map does not stop the others: it is recorded by the name of its fault', async () => {
    const world = newWorld();
    const requestId = await verified(world);

    const done = await recordIfUnavailable(world, { ...what, requestId }, async () => {
      throw new BlastRadiusError('too many');
    });

    const { log } = await world.register.load(requestId);
    expect(done).toBe(false);
    expect(lastOf(log, 'store-unavailable')?.data.code).toBe('BlastRadiusError');
  });

  it('that fails for another reason is not a fault of the store', async () => {
    const world = newWorld();
    const requestId = await verified(world);

    const work = recordIfUnavailable(world, { ...what, requestId }, async () => {
      throw new TypeError('a defect of ours');
    });

    await expect(work).rejects.toThrow(TypeError);
    expect(happened(await world.register.load(requestId))).not.toContain('store-unavailable');
  });
});

describe('the identifiers that a person gave', () => {
  it('are their address and whatever they named when they were asked', async () => {
    const world = newWorld();
    const requestId = await verified(world, aForm({ email: 'nobody@example.com', name: 'Mia' }));
    await world.register.append(requestId, 'ask', () => anEvent('identifiers-asked'));
    const sealed = await world.vault.seal(requestId, {
      email: [mia.email],
      'customer-number': ['c-1'],
      'user-id': ['u-7'],
    });
    await world.register.append(requestId, 'given', () => ({ ...anEvent('identifiers-given'), sealed }));
    const request = await world.register.load(requestId);

    expect(await requesterFacts(world, request)).toMatchObject({ email: 'nobody@example.com', name: 'Mia' });
    expect(await identitiesOf(world, request)).toEqual({
      email: ['nobody@example.com', mia.email],
      phone: [],
      'customer-number': ['c-1'],
      'user-id': ['u-7'],
    });
  });
});

describe('the copies of a collection', () => {
  async function found(change: (world: World, requestId: string) => Promise<void> = async () => undefined) {
    const world = newWorld();
    const requestId = await verified(world);
    await search(world, requestId);
    await change(world, requestId);
    const request = await world.register.load(requestId);
    return { world, request, findings: await storedFindings(world, request) };
  }

  async function itemsOf(records: AsyncIterable<ExportedRecord>): Promise<string[]> {
    const items: string[] = [];
    for await (const { collection, values } of records)
      items.push(`${collection} ${values.item ?? values.id}`);
    return items;
  }

  const ordersOf = { storeId: 'shop', collection: 'orders' };
  const bought = ['orders Lamp Aurora', 'orders Lamp Borealis'];

  it('are the rows as they were found, and of nobody else, although the store has changed since', async () => {
    const { world, request, findings } = await found(async ({ connectors }) => {
      connectors.shop?.rows.set('orders', []);
    });

    expect(await itemsOf(copiedRecords(world, request, wavesOf(findings), ordersOf))).toEqual(bought);
  });

  it('are picked from the object that also holds the store’s other copies', async () => {
    const { world, request, findings } = await found();

    const collections = findings.flatMap((f) => f.snapshots.map((s) => s.collection));
    const objects = new Set(findings.flatMap((f) => f.snapshots.map((s) => s.name)));
    expect([collections, objects.size]).toEqual([['customers', 'orders', 'invoices'], 1]);
    expect(await itemsOf(copiedStore(world, request, findings, 'shop'))).toEqual([
      'customers c-1',
      ...bought,
      'invoices i-1',
    ]);
  });

  it('are read from separate objects if an earlier version wrote them so', async () => {
    const { world, request, findings } = await found();
    const packed = findings[0]?.snapshots[0]?.name ?? '';
    const lines: { r: { collection: string } }[] = [];
    for await (const line of world.objects.lines(request.requestId, packed)) lines.push(line as never);
    const snapshots = await Promise.all(
      ['customers', 'orders', 'invoices'].map(async (collection, c) => {
        const name = `copy/shop/1/${c}-0.jsonl`;
        const own = lines.filter(({ r }) => r.collection === collection);
        await world.objects.putBytes(request.requestId, name, jsonLines(own));
        return { collection, name };
      }),
    );
    world.objects.content.delete(`${request.requestId}/${packed}`);
    const before = findings.map((finding) => ({ ...finding, snapshots }));

    expect(await itemsOf(copiedRecords(world, request, wavesOf(before), ordersOf))).toEqual(bought);
    expect(await itemsOf(copiedStore(world, request, before, 'shop'))).toEqual([
      'customers c-1',
      ...bought,
      'invoices i-1',
    ]);
  });
});

/** Waves without a list of their copies, as older versions left them. */
function wavesOf(findings: readonly StoredFinding[]): CopiedWave[] {
  return findings.map((one) => ({
    storeId: one.storeId,
    copies: async () => undefined,
    finding: async () => one,
  }));
}

async function* jsonLines(lines: readonly object[]): AsyncIterable<Uint8Array> {
  for (const line of lines) yield Buffer.from(`${JSON.stringify(line)}\n`);
}

describe('the blockers of an approval', () => {
  const frozen = anEvent('manifest-frozen', {
    stores: [
      { storeId: 'shop', collection: 'orders', rows: 2, retained: 0 },
      { storeId: 'shop', collection: 'invoices', rows: 0, retained: 0 },
    ],
    unmapped: [
      { storeId: 'shop', collection: 'orders', field: 'new' },
      { storeId: 'shop', collection: 'orders', field: 'newer' },
    ],
  });
  const gap = (collection?: string) => ({
    at: `x.yaml: ${collection}`,
    problem: 'p',
    remedy: 'r',
    ...(collection ? { storeId: 'shop', collection } : {}),
  });
  const map = aMap({ gaps: [gap('orders'), gap('invoices'), gap()] });
  const blocks = (right: 'access' | 'erasure', ...more: readonly Step[]): ApprovalBlocker[] =>
    approvalBlockers(
      { map },
      aRequest(anEvent('received', { right }), 'identity-verified', frozen, 'decision-asked', ...more),
    );

  it('include every field that nobody has classified, until somebody does', () => {
    const fields = (...more: readonly Step[]) =>
      blocks('erasure', ...more).flatMap((b) => (b.kind === 'unclassified' ? [b.field.field] : []));

    expect(fields()).toEqual(['new', 'newer']);
    expect(fields(anEvent('field-classified', { field: 'new' }))).toEqual(['newer']);
    expect(fields(anEvent('field-classified', { field: 'new', collection: 'invoices' }))).toEqual([
      'new',
      'newer',
    ]);
  });

  it('include, for a copy, each gap of the map about what was found and each about the whole map', () => {
    const gaps = blocks('access').flatMap((b) => (b.kind === 'gap' ? [b.gap.at] : []));

    expect(gaps).toEqual(['x.yaml: orders', 'x.yaml: undefined']);
  });
});

describe('stores that were never reached', () => {
  it('are named with every attempt', () => {
    const at = (when: string) => ({ event: anEvent('store-unavailable'), at: when });
    const request = aRequest(
      ...reaching.locating,
      at('2026-03-03T09:00:00.000Z'),
      'stores-retried',
      at('2026-03-03T15:00:00.000Z'),
      'stores-given-up',
    );

    expect(unreachedStores(aMap(), request)).toMatchObject([
      { storeId: 'shop', triedAt: ['2026-03-03T09:00:00.000Z', '2026-03-03T15:00:00.000Z'] },
    ]);
    expect(
      unreachedStores(aMap(), aRequest(...reaching.locating, 'store-unavailable', 'store-searched')),
    ).toEqual([]);
  });
});

describe('the outcome of a request', () => {
  const erased = (data: Parameters<typeof anEvent<'store-erased'>>[1]) => anEvent('store-erased', data);
  const access = anEvent('received', { right: 'access' });
  const cases: readonly (readonly [string, readonly Step[], string])[] = [
    ['withdrawn', ['received', 'withdrawn'], 'withdrawn'],
    ['refused', [...reaching['awaiting-decision'], anEvent('decided', { decision: 'refused' })], 'refused'],
    ['nothing was found', reaching.locating, 'nothing-found'],
    ['everything was given', [access, ...toFulfilling.slice(1)], 'fulfilled'],
    [
      'it was approved in part',
      [...reaching['awaiting-decision'], anEvent('decided', { decision: 'approved-in-part' })],
      'partly-fulfilled',
    ],
    ['everything was erased', [...toFulfilling, erased({})], 'fulfilled'],
    ['a law keeps something', [...toFulfilling, erased({ retained: 1 })], 'partly-fulfilled'],
    ['something would not go', [...toFulfilling, erased({ remaining: 1 })], 'partly-fulfilled'],
    [
      'it went in a later round',
      [...toFulfilling, erased({ remaining: 1 }), erased({ round: 2 })],
      'fulfilled',
    ],
    ['a store was given up', [...toFulfilling, erased({}), 'stores-given-up'], 'partly-fulfilled'],
    [
      'a person kept something',
      [...toFulfilling, 'task-asked', anEvent('task-answered', { answer: 'kept' })],
      'partly-fulfilled',
    ],
    [
      'a person said so',
      [...reaching['with-staff'], anEvent('staff-finished', { outcome: 'refused' })],
      'refused',
    ],
  ];

  it.each(cases)('is reported correctly if %s', (_, steps, outcome) => {
    expect(outcomeOf(aRequest(...steps))).toBe(outcome);
  });

  it('ignores what staff said before a late proof', () => {
    const steps = [
      'received',
      'handed-to-staff',
      anEvent('staff-finished', { outcome: 'unverified' }),
      anEvent('closed', { outcome: 'unverified' }),
      'reopened',
      'identity-verified',
      'manifest-frozen',
      'decision-asked',
      'decided',
    ] as const;

    expect(outcomeOf(aRequest(...steps))).toBe('fulfilled');
  });
});
