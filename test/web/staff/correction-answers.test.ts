import { readCorrectionPlan } from '../../../functions/casework/evidence/corrections-for';
import type { CorrectionPoint } from '../../../functions/domain/correction-point';
import { correcting, correctionOf, filledIn, greeting, savePlan } from './a-correction';
import { textOf } from './browser';

const day: CorrectionPoint = { wish: 'change', what: 'My delivery day', right: 'Monday' };
const shade: CorrectionPoint = { wish: 'change', what: 'Favourite shade', now: 'green', right: 'azure' };
const otherwise: CorrectionPoint = { wish: 'change', what: 'Greeting', now: 'Frau', right: 'Keine' };

async function answersOf(one: Awaited<ReturnType<typeof correcting>>) {
  const plan = await readCorrectionPlan(one.world, await one.world.register.load(one.id));
  return plan?.rows.map(({ answers }) => answers);
}

describe('a point that is marked as corrected', () => {
  it('needs a value of its own, however many values the other points have', async () => {
    const one = await correcting([greeting, day]);

    const wrong = await savePlan(one, one.page, { 'way-2': 'correct' });

    expect(wrong.status).toBe(400);
    expect(wrong.html).toContain('href="#plan-way-2"');
    expect(textOf(wrong.html)).toContain('No value answers point 2');
    expect(await correctionOf(one)).toBeUndefined();
  });

  it('is answered by the value that was suggested for it', async () => {
    const one = await correcting([greeting, shade]);

    const saved = await savePlan(one, one.page);

    expect(saved.status).toBe(200);
    expect(await answersOf(one)).toEqual([{ greeting: [1], shade: [2] }]);
  });

  it('is answered by the value that staff choose for it, which is shown again', async () => {
    const one = await correcting([greeting, day]);

    const unclear = await savePlan(one, one.page, { 'way-2': 'correct', 'new-0-3': 'Monday' });
    const saved = await savePlan(one, unclear, { 'for-0-3': '2' });

    expect(unclear.html).toContain('href="#plan-for-0-3"');
    expect(await answersOf(one)).toEqual([{ greeting: [1], shade: [2] }]);
    expect(filledIn(saved.html)).toMatchObject({ 'for-0-2': '1', 'for-0-3': '2' });
  });

  it('may share its value with another', async () => {
    const twice = await correcting([greeting, greeting]);
    const said = await correcting([greeting, day]);

    await savePlan(twice, twice.page);
    await savePlan(said, said.page, { 'way-2': 'correct', 'for-0-2': 'all' });

    expect([await answersOf(twice), await answersOf(said)]).toEqual([
      [{ greeting: [1, 2] }],
      [{ greeting: [1, 2] }],
    ]);
  });
});

describe('two points that want different values for one field', () => {
  it('are shown to staff, and no value is suggested for either', async () => {
    const { page } = await correcting([greeting, otherwise]);

    expect(textOf(page.html)).toContain('Points 1 and 2 want different things of the same entry');
    expect(filledIn(page.html)['new-0-2']).toBeUndefined();
    expect(filledIn(page.html)['way-1']).toBeUndefined();
  });

  it('are never both corrected', async () => {
    const one = await correcting([greeting, otherwise]);
    const both = { 'way-1': 'correct', 'way-2': 'correct', 'new-0-2': 'Herr' };

    const wrong = await savePlan(one, one.page, both);
    const right = await savePlan(one, wrong, { 'way-2': 'note', 'reason-2': 'We asked you: it is Herr.' });

    expect(textOf(wrong.html)).toContain('Ask the person which is right, correct that one');
    expect(right.status).toBe(200);
    expect(await answersOf(one)).toEqual([{ greeting: [1] }]);
  });
});
