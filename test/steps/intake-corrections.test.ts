import { requesterFacts } from '../../functions/casework/evidence/requester-facts';
import type { InboxItem } from '../../functions/domain/ports';
import { needsWords, rightNames } from '../../functions/domain/rights';
import { receive } from '../../functions/steps/receive/receive';
import type { World } from '../builders/a-world';
import { mia } from '../builders/shop-rows';
import { textOf } from '../web/staff/browser';
import { openForm } from './open-form';

const who = { email: mia.email, forWhom: 'self', relation: 'customer' };
const point = { 'what-1': 'My surname', 'wish-1': 'change', 'now-1': 'Sommer', 'right-1': 'Winter' };

async function waiting({ inbox }: World) {
  const items: InboxItem[] = [];
  for await (const item of inbox.waiting()) items.push(item);
  return items;
}

describe('correction fields left over under another right', () => {
  /** As sent by a browser after a change of form, or by a program that fills in every field. */
  const posted = async (fields: Record<string, string>) => {
    const { world, browser } = openForm('eu-gdpr');
    const page = await browser.get('/');
    return { world, answer: await browser.submit(page, { ...who, ...fields }) };
  };
  const without = rightNames.filter((right) => right !== 'rectification');

  it.each(without.filter(needsWords))('do not replace the words that it requires: %s', async (right) => {
    const { world, answer } = await posted({ ...point, right });

    expect([answer.status, await waiting(world)]).toEqual([400, []]);
  });

  it.each(['access', 'erasure', 'objection'])(
    'do not block it, partly or fully filled in, and are not stored: %s',
    async (right) => {
      for (const left of [point, { 'what-1': 'My surname' }, { 'right-2': 'x' }, { 'now-1': '\u0007' }]) {
        const { world, answer } = await posted({ ...left, right, message: 'Because of my health.' });
        const [item] = await waiting(world);
        await receive(world, { requestId: item?.requestId ?? '' });
        const request = await world.register.load(item?.requestId ?? '');

        expect([answer.status, (await requesterFacts(world, request)).corrections]).toEqual([202, undefined]);
      }
    },
  );
});

describe('the form for corrections', () => {
  it('names problems with the points and with the rest at once', async () => {
    const { browser } = openForm('eu-gdpr');
    const page = await browser.get('/correct');

    const answer = await browser.submit(page, {
      ...who,
      ...point,
      'right-1': '',
      email: 'mia',
      name: 'x'.repeat(201),
    });

    for (const id of ['right-1', 'email', 'name']) expect(answer.html).toContain(`href="#${id}"`);
    expect(answer.html).not.toContain('href="#message"');
  });

  it('accepts the wrong and the right value, point by point, and seals them', async () => {
    const { world, browser } = openForm('eu-gdpr');
    const page = await browser.get('/correct');

    const answer = await browser.submit(page, {
      ...who,
      ...point,
      'what-3': 'My second telephone number',
      'wish-3': 'remove',
      'shows-3': 'I gave it up in May.',
    });

    expect(answer.status).toBe(202);
    const [item] = await waiting(world);
    await receive(world, { requestId: item?.requestId ?? '' });
    const request = await world.register.load(item?.requestId ?? '');
    expect(request.right).toBe('rectification');
    expect((await requesterFacts(world, request)).corrections).toEqual([
      { wish: 'change', what: 'My surname', now: 'Sommer', right: 'Winter' },
      { wish: 'remove', what: 'My second telephone number', shows: 'I gave it up in May.' },
    ]);
    expect(JSON.stringify(request.log.map(({ data }) => data))).not.toMatch(/Winter|Sommer|May/);
  });

  it.each([
    ['nothing to correct', {}, 'message'],
    ['no value that is right', { ...point, 'right-1': ' ' }, 'right-1'],
    ['no name of the entry', { ...point, 'what-1': '' }, 'what-1'],
    ['more letters than fit', { ...point, 'what-1': 'x'.repeat(201) }, 'what-1'],
    ['signs that cannot be typed', { ...point, 'now-1': '\u0007' }, 'now-1'],
  ])('comes back, with what was typed, if there is %s', async (_, fields, id) => {
    const { world, browser } = openForm('eu-gdpr');
    const page = await browser.get('/correct');

    const answer = await browser.submit(page, { ...who, ...(fields as Record<string, string>) });

    expect(answer.status).toBe(400);
    expect(answer.html).toContain(`href="#${id}"`);
    expect(answer.html).toContain(mia.email);
    expect(await waiting(world)).toEqual([]);
  });

  it('is linked from the first form, which still accepts a correction in words', async () => {
    const { browser } = openForm('eu-gdpr');
    const page = await browser.get('/');

    const answer = await browser.submit(page, {
      ...who,
      right: 'rectification',
      message: 'My street is wrong.',
    });

    expect(page.html).toContain('href="/correct"');
    expect(textOf(page.html)).toContain('Step by step: Correct my data');
    expect(answer.status).toBe(202);
  });
});
