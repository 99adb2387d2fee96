import { buildCompletionInput } from '../../../functions/casework/evidence/build-completion-input';
import { retainedGroups, sparedRows } from '../../../functions/casework/evidence/collection-erasures';
import type { ManifestRow } from '../../../functions/domain/manifest';
import { aBook, aDesk } from '../../builders/a-desk';
import { aWorld } from '../../builders/a-world';
import { anEvent } from '../../domain/a-log';
import { approvedErasure, eraseRounds } from '../../steps/erasure-saga';
import { rowsOf, shopMap } from '../../steps/random-shop';

jest.setTimeout(60_000);

const person = { address: 0, orders: 2, invoices: [[2026, true]], reviews: 1, letters: 1 } as const;

describe('the input of the completion report', () => {
  it('counts what is erased and what is kept with its ground, and calls no unreached store erased', async () => {
    const desk = aDesk();
    const world = aWorld({
      desk,
      book: aBook(desk),
      map: shopMap,
      rows: rowsOf([
        [0, person],
        [1, person],
      ]),
    });
    const requestId = await approvedErasure(world);
    if (world.connectors.profiles) world.connectors.profiles.down = true;
    await eraseRounds(world, requestId);
    await world.register.append(requestId, 'gone', () =>
      anEvent('stores-given-up', { storeIds: ['profiles'] }),
    );
    await eraseRounds(world, requestId);

    const input = await buildCompletionInput(world, await world.register.load(requestId));

    const [shop, profiles, mailbox] = input.stores;
    expect(shop).toMatchObject({ storeId: 'shop', state: 'erased', backupsUntil: '2026-12-29' });
    expect(shop?.state === 'erased' && shop.collections).toEqual([
      expect.objectContaining({
        collection: 'addresses',
        erased: 0,
        keptShared: 1,
      }),
      expect.objectContaining({ collection: 'customers', erased: 1 }),
      expect.objectContaining({ collection: 'orders', erased: 2 }),
      expect.objectContaining({
        collection: 'invoices',
        erased: 0,
        retained: [{ ground: 'tax law', article: 's 147 AO', until: '2034-12-31', records: 1 }],
      }),
      expect.objectContaining({
        collection: 'reviews',
        anonymised: 1,
        blanking: { blanked: ['Customer', 'Name'], inPart: [], stay: ['Number', 'Stars'], unlinked: false },
      }),
    ]);
    expect(profiles).toMatchObject({ storeId: 'profiles', state: 'unreached' });
    expect(profiles?.state === 'unreached' && profiles.triedAt.length).toBeGreaterThan(0);
    expect(mailbox).toEqual({ storeId: 'mailbox', title: 'the mailbox of support', state: 'by-person' });
  });

  it('does not call a row spared for other people if a later round erased it', () => {
    const receipt = { erased: 0, anonymised: 0, alreadyAbsent: 0, keptShared: 0 };
    const first = { ...receipt, erased: 1, keptShared: 2 };

    expect(sparedRows(3, [first])).toBe(2);
    expect(sparedRows(3, [first, { ...receipt, erased: 1 }])).toBe(1);
    expect(sparedRows(3, [first, { ...first, erased: 0 }])).toBe(2);
  });

  it('groups kept rows by ground and end', () => {
    const kept = (until: string, ground = 'tax'): ManifestRow => ({
      collection: 'invoices',
      key: { id: until },
      facts: {},
      treatment: { action: 'retain', ground, article: 'a', until },
    });

    expect(
      retainedGroups([
        kept('2034-12-31'),
        kept('2030-12-31'),
        kept('2034-12-31'),
        kept('2034-12-31', 'claims'),
      ]),
    ).toEqual([
      { ground: 'tax', article: 'a', until: '2030-12-31', records: 1 },
      { ground: 'tax', article: 'a', until: '2034-12-31', records: 2 },
      { ground: 'claims', article: 'a', until: '2034-12-31', records: 1 },
    ]);
  });
});
