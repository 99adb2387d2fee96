import type { CorrectionPoint } from '../../../functions/domain/correction-point';
import type { DataMap, FieldMap } from '../../../functions/domain/data-map';
import { leftBehind, oneSidedCorrections } from '../../../functions/domain/left-behind';
import { suggestPlan } from '../../../functions/web/staff/decide/suggest-plan';
import { aCollection, aField, shopStore } from '../../builders/a-map';
import { mia } from '../../builders/shop-rows';
import { correcting, correctingMap, correctingRows, savePlan } from './a-correction';
import { textOf } from './browser';
import { setUpApp } from './staff-desk';

const email: CorrectionPoint = {
  wish: 'change',
  what: 'E-mail address',
  now: mia.email,
  right: 'mia@new.example',
};

/** The shop's map with support letters that are found by the address alone. */
function withLetters(more: Partial<FieldMap> = {}): DataMap {
  const map = correctingMap();
  const letters = aCollection('letters', 'Support letters', {
    fields: [aField('id', 'Number'), aField('sender', 'Sender', { identity: 'email', ...more })],
    reachedBy: [{ field: 'sender', identity: 'email' }],
  });
  const help = { ...shopStore, storeId: 'help', title: 'the help desk', collections: [letters] };
  return { ...map, stores: [...map.stores, help] };
}

const rows = { ...correctingRows(), help: { letters: [{ id: 'l-1', sender: mia.email }] } };

async function planned(map: DataMap, fields: Record<string, string> = {}): Promise<string> {
  const one = await correcting([email], { map, rows });
  await setUpApp(one.world);
  const page = await one.browser.get(`${one.link.path}/page`);
  return textOf((await savePlan(one, page, fields)).html);
}

describe('a correction of a value by which other records are found', () => {
  it('tells staff which records keep the old value, and are missed by a later search', async () => {
    const text = await planned(withLetters());

    expect(text).toContain('Customer account: E-mail address changes, and other records are found by it');
    expect(text).toContain('Correct it by hand: Support letters (the help desk).');
  });

  it('says the same where it is changed by hand', async () => {
    const byHand = { 'way-1': 'by-hand', 'new-0-0': '', 'new-0-1': '' };

    expect(await planned(withLetters(), byHand)).toContain('Support letters (the help desk)');
  });

  it('is suggested everywhere the same value occurs and may be corrected, and then no record is left behind', async () => {
    const text = await planned(withLetters({ correctable: {} }));

    expect(text).toContain('Support letters: Sender becomes “mia@new.example”');
    expect(text).not.toContain('other records are found by it');
  });

  it('leaves behind only records that are found by the same value', () => {
    const field = (title: string, value: string) => ({
      ...{ name: title, title, value, guarded: true, secret: false, identity: 'email' },
    });
    const row = (...fields: ReturnType<typeof field>[]) => ({
      ...{ storeId: 'shop', store: 'shop', title: 'Row', collection: 'c', key: { id: '1' }, fields },
    });
    const all = [
      row(field('E-mail address', mia.email)),
      row(field('Sender', mia.email), field('Friend', 'x@y.example')),
    ];

    const asked = { wish: 'change', what: 'E-mail address', right: 'mia@new.example' } as const;
    const filled = suggestPlan([asked], all);

    expect(Object.keys(filled).filter((name) => name.startsWith('new-'))).toEqual(['new-0-0', 'new-1-0']);
  });

  it('leaves nothing behind where the map follows the value itself', () => {
    const map = withLetters();
    const from = { storeId: 'shop', collection: 'customers', field: 'name' };
    const stores = map.stores.map((store) =>
      store.storeId === 'help'
        ? {
            ...store,
            collections: store.collections.map((one) => ({ ...one, reachedBy: [{ field: 'sender', from }] })),
          }
        : store,
    );

    expect(leftBehind({ ...map, stores }, from)).toMatchObject([{ collection: 'letters', field: 'sender' }]);
  });

  it('is a warning of the map check, unless every place may be corrected', () => {
    expect(oneSidedCorrections(withLetters())).toEqual([
      expect.stringContaining('shop: customers.email may be corrected'),
    ]);
    expect(oneSidedCorrections(withLetters())[0]).toContain('help: letters.sender');
    expect(oneSidedCorrections(withLetters({ correctable: {} }))).toEqual([]);
  });
});
