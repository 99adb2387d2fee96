import { readCorrectionPlan } from '../../../functions/casework/evidence/corrections-for';
import type { CorrectionPoint } from '../../../functions/domain/correction-point';
import { type Correcting, correcting, filledIn, greeting, savePlan } from './a-correction';
import { textOf } from './browser';
import { setUpApp } from './staff-desk';

const shade: CorrectionPoint = { wish: 'remove', what: 'Favourite shade', now: 'green' };
const invoice: CorrectionPoint = { wish: 'change', what: 'Total', now: '49.00', right: '39.00' };
const letter: CorrectionPoint = { wish: 'change', what: 'My profile', right: 'as in my letter' };

async function opened(points: readonly CorrectionPoint[]) {
  const one = await correcting(points);
  await setUpApp(one.world);
  return { ...one, page: await one.browser.get(`${one.link.path}/page`) };
}

async function planOf({ world, id }: Correcting) {
  return readCorrectionPlan(world, await world.register.load(id));
}

describe('a plan that was saved', () => {
  it.each<[string, readonly CorrectionPoint[], Readonly<Record<string, string>>]>([
    ['a value', [greeting], {}],
    ['something taken out', [shade], {}],
    ['a note beside a record', [invoice], { 'way-1': 'note', 'reason-1': 'It stays.', 'note-1': 'yes' }],
    [
      'a note beside a record, and a value',
      [greeting, invoice],
      { 'way-2': 'note', 'reason-2': 'It stays.', 'note-1': 'yes' },
    ],
    ['something done by hand', [letter], { 'way-1': 'by-hand', 'kind-1': 'bank' }],
    [
      'one value for all points',
      [greeting, letter],
      { 'way-2': 'correct', 'new-0-1': 'Mia Winter', 'for-0-1': 'all' },
    ],
  ])('stays the same when it is saved again as the page shows it: %s', async (_, points, fields) => {
    const one = await opened(points);
    await savePlan(one, one.page, fields);
    const before = await planOf(one);

    const again = await savePlan(one, await one.browser.get(`${one.link.path}/page`));

    expect(textOf(again.html)).toContain('Saved.');
    expect(before?.points.length).toBe(points.length);
    expect(await planOf(one)).toEqual(before);
  });

  it('comes back with what staff changed in it', async () => {
    const one = await opened([greeting, invoice]);
    await savePlan(one, one.page, { 'way-2': 'note', 'reason-2': 'It stays.', 'note-1': 'yes' });
    const page = await one.browser.get(`${one.link.path}/page`);
    const { 'note-1': note, ...without } = filledIn(page.html);

    await one.browser.submit(page, without, 'plan');

    expect(note).toBe('yes');
    expect((await planOf(one))?.rows.some((row) => row.note)).toBe(false);
  });
});

describe('a plan that comes back with an error', () => {
  it('holds everything that was filled in, and nothing else', async () => {
    const one = await opened([greeting, shade, letter]);
    const offered = filledIn(one.page.html);
    const { 'out-0-3': suggested, ...kept } = offered;
    const wrong = {
      ...kept,
      ...{
        'way-2': 'accurate',
        'reason-2': 'It is so.',
        'ground-2': '',
        'way-3': 'by-hand',
        'kind-3': 'bank',
      },
      ...{
        'new-0-0': '',
        'for-0-1': '2',
        'for-0-2': 'all',
        'note-1': 'yes',
        'way-1': '',
      },
    };

    const again = await one.browser.submit(one.page, wrong, 'plan');

    const filled = Object.fromEntries(Object.entries(wrong).filter(([, value]) => value !== ''));
    expect(suggested).toBe('yes');
    expect(again.html).toContain('href="#plan-way-1"');
    expect(filledIn(again.html)).toEqual(filled);
    expect(await planOf(one)).toBeUndefined();
  });
});
