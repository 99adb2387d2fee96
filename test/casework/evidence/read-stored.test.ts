import { readCorrectionPlan } from '../../../functions/casework/evidence/corrections-for';
import { erasureRecords } from '../../../functions/casework/evidence/erasure-records';
import { findKept } from '../../../functions/casework/evidence/kept-item';
import { readChecksum } from '../../../functions/casework/evidence/read-checksum';
import { chosenDisclosure } from '../../../functions/casework/evidence/read-disclosure';
import { frozenManifest, storedFindings } from '../../../functions/casework/evidence/stored-findings';
import type { CorrectionPlan } from '../../../functions/domain/correction';
import type { EventOf } from '../../../functions/domain/log-entries';
import type { SealedObjects } from '../../../functions/domain/ports';
import { anEvent, aRequest, type Step } from '../../domain/a-log';

const holding = (stored: unknown) =>
  ({
    objects: { get: async () => stored } as unknown as SealedObjects,
    vault: { unseal: async () => stored } as never,
  }) as const;

const sealed = (event: ReturnType<typeof anEvent>) => ({ ...event, sealed: 'sealed' }) as Step;
const searched = aRequest('received', anEvent('store-searched'));
const frozen = aRequest('received', anEvent('manifest-frozen'));
const erased = aRequest('received', anEvent('store-erased'));
const withheld = aRequest('received', sealed(anEvent('withheld')));
const planned = aRequest(
  'received',
  sealed(anEvent('manifest-frozen', { correction: { fields: [] } } as never)),
);
const made = { requestId: 'r-1', sealed: 'sealed', data: {} } as unknown as EventOf<'package-made'>;

const row = { collection: 'orders', key: { id: 'o-1' } };
const unread = { collection: 'orders', place: 'a/b', reason: 'broken', row: { id: 'o-1' } };

const finding = {
  storeId: 'shop',
  searches: [{ collection: 'orders', field: 'email', values: ['mia@example.com'], check: true }],
  rows: [{ ...row, facts: { email: 'mia@example.com' }, forms: {}, referrers: [row], heldUntil: 'unknown' }],
  unmapped: [{ collection: 'orders', field: 'note' }],
  unread: [unread],
  snapshots: [{ collection: 'orders', name: 'copy-1' }],
};

const treatments = [
  { action: 'erase' },
  { action: 'anonymise' },
  { action: 'retain', ground: 'a law', article: 'Art. 1', until: '2030-12-31', atEnd: 'anonymise' },
  { action: 'keep-shared' },
  { action: 'contested' },
  { action: 'undecided', reason: 'the map does not say' },
];

const collections = [
  {
    collection: 'orders',
    rows: treatments.map((treatment) => ({ ...row, facts: {}, forms: {}, treatment, vouched: true })),
    unmapped: ['note'],
  },
];

const problem = { collection: 'orders', code: 'cascade', problem: 'p', remedy: 'r', blocks: 'nothing' };
const manifest = {
  version: 1,
  right: 'erasure',
  identities: { email: ['mia@example.com'] },
  stores: [
    {
      storeId: 'shop',
      state: 'searched',
      searches: finding.searches,
      collections,
      unread: [unread],
      examination: { problems: [{ ...problem, whileKept: ['invoices'] }], eraseGroups: [['orders']] },
    },
  ],
};

const count = { collection: 'orders', erased: 1, anonymised: 0, alreadyAbsent: 0, keptShared: 0 };
const record = {
  storeId: 'shop',
  round: 1,
  at: '2026-03-02T09:00:00.000Z',
  receipt: { collections: [count], repeated: true },
  left: collections,
  kept: 0,
  found: [{ collection: 'orders', records: 1, unexplained: 0 }],
  drift: 'left-over',
  driftRows: [{ collection: 'orders', rows: 1 }],
  driftRefs: [row],
  mayBeTheirs: true,
  added: collections,
  keptGone: [row],
  vanished: [row],
  unread: [unread],
};

const keptRow = { ...row, print: 'abc', atEnd: 'anonymise' };
const kept = {
  stores: [
    {
      storeId: 'shop',
      groups: [['orders']],
      collections: [{ collection: 'orders', onErasure: 'retain', rows: [keptRow] }],
    },
  ],
};

const plan: CorrectionPlan = {
  points: [{ what: 'my name', way: 'correct', reason: 'x', grounds: { gdpr: 'y' }, takeover: [] }],
  rows: [
    {
      ...row,
      storeId: 'shop',
      changes: [{ field: 'name', from: null, to: 'Mia' }],
      note: true,
      answers: { name: [1] },
    },
  ],
};

const withholding = { storeId: 'shop', collection: 'orders', key: { id: 'o-1' }, field: 'note' };
const decision = {
  withholdings: [{ ...withholding, ground: 'g', article: 'Art. 15(4) GDPR', by: 'sam' }],
  releases: [withholding],
  choices: [{ storeId: 'shop', collection: 'orders', field: 'note', as: 'describe' }],
};

interface Kind {
  readonly name: string;
  readonly read: (stored: unknown) => Promise<unknown>;
  readonly whole: unknown;
  /** As written by a version that had none of the later fields. */
  readonly old: unknown;
}

const kinds: readonly Kind[] = [
  {
    name: 'a finding',
    read: async (stored) => (await storedFindings(holding(stored), searched))[0],
    whole: finding,
    old: { ...finding, searches: [], rows: [{ ...row, facts: {} }], unread: undefined },
  },
  {
    name: 'the frozen manifest',
    read: (stored) => frozenManifest(holding(stored), frozen),
    whole: manifest,
    old: {
      version: 1,
      right: 'erasure',
      stores: [{ storeId: 'shop', state: 'manual', searches: [], collections: [] }],
    },
  },
  {
    name: 'an erasure record',
    read: async (stored) => (await erasureRecords(holding(stored), erased))[0],
    whole: record,
    old: {
      ...{ storeId: 'shop', round: 1, at: record.at, receipt: { collections: [count] } },
      ...{ left: [], kept: 0, found: [] },
    },
  },
  {
    name: 'the list of kept rows',
    read: (stored) => findKept(holding(stored), 'kept-1'),
    whole: kept,
    old: {
      stores: [{ storeId: 'shop', collections: [{ collection: 'orders', onErasure: 'erase', rows: [row] }] }],
    },
  },
  {
    name: 'the correction plan',
    read: (stored) => readCorrectionPlan(holding(stored), planned),
    whole: plan,
    old: { points: [{ what: 'my name', way: 'accurate' }], rows: [] },
  },
  {
    name: 'the decision on what to withhold',
    read: (stored) => chosenDisclosure(holding(stored), withheld),
    whole: decision,
    old: { withholdings: [], releases: [] },
  },
];

describe.each(kinds)('$name, read back', ({ name, read, whole, old }) => {
  const asWritten = (stored: unknown) => JSON.parse(JSON.stringify(stored)) as unknown;

  it('equals what was written', async () => {
    expect(await read(asWritten(whole))).toEqual(whole);
  });

  it('may lack fields that an older version did not write', async () => {
    const stored = asWritten(old);

    expect(await read(stored)).toEqual(stored);
  });

  it('keeps fields that a newer version wrote, in order', async () => {
    const stored = { newer: [1], ...(whole as object) };

    expect(JSON.stringify(await read(stored))).toBe(JSON.stringify(stored));
  });

  it.each([
    ['nothing', undefined],
    ['a text', 'mia@example.com'],
    ['an empty object', {}],
    ['other content in each field', asOthers(whole)],
  ])('fails with its kind and the remedy, without its content: %s', async (_, damaged) => {
    const failure = (await read(damaged).catch((error: unknown) => error)) as Error;

    expect(failure).toMatchObject({ name: 'StoredShapeError' });
    expect(failure.message).toContain(`${name} cannot be read: `);
    expect(failure.message).toContain('“After a rollback” in docs/runbook.md');
    expect(failure.message).not.toMatch(/mia@example|secret/);
  });
});

function asOthers(whole: unknown): unknown {
  return Object.fromEntries(Object.keys(whole as object).map((name) => [name, 'secret']));
}

describe('a row of the frozen manifest', () => {
  it('is not read if this version does not know its treatment', async () => {
    const [store] = manifest.stores;
    const rows = [{ ...row, facts: {}, treatment: { action: 'archive' } }];
    const newer = {
      ...manifest,
      stores: [{ ...store, collections: [{ collection: 'orders', rows, unmapped: [] }] }],
    };

    await expect(frozenManifest(holding(newer), frozen)).rejects.toThrow(
      'the frozen manifest cannot be read',
    );
  });
});

describe('the checksum of an answer', () => {
  it('is read back, or fails with its kind', async () => {
    expect(await readChecksum(holding({ sha256: 'abc', leftOut: [] }), made)).toBe('abc');
    await expect(readChecksum(holding({}), made)).rejects.toThrow(
      'the check sum of an answer cannot be read',
    );
  });
});
