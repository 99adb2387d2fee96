import { askerOn } from '../../bin/asker';
import { settleKept } from '../../bin/kept-interview';
import type { FirstCollection, FirstTreatment } from '../../functions/config/first-map/first-map';
import { watchedConsole } from './watched-console';

function collection(
  name: string,
  onErasure: FirstTreatment,
  pointedAtBy: readonly string[] = [],
): FirstCollection {
  return { name, title: name, role: 'theirs', place: {}, fields: [], onErasure, pointedAtBy, review: [] };
}

const retention = {
  ground: 'Tax law',
  article: '§ 147 AO',
  period: 'P8Y',
  counted_from: 'at',
  year_end: true,
};

describe('rows that are to be erased', () => {
  const settle = async (collections: readonly FirstCollection[]) => {
    const { console } = watchedConsole({}, 'y\ny\ny\n');
    const asker = askerOn(console);
    const settled = await settleKept(collections, asker);
    asker.close();
    return settled.map(({ name, onErasure }) => [name, onErasure]);
  };

  it('are blanked instead, if staff want it, where rows point at them that a law keeps or that are blanked themselves', async () => {
    const settled = await settle([
      collection('guests', 'erase', ['invoices']),
      collection('invoices', { retain: retention }),
      collection('companies', 'erase', ['guests']),
      collection('pets', 'erase'),
    ]);

    expect(settled).toEqual([
      ['guests', 'anonymise'],
      ['invoices', { retain: retention }],
      ['companies', 'anonymise'],
      ['pets', 'erase'],
    ]);
  });
});
