import type { DeskWalk } from '../../local/demo/desk-walk';
import type { SeenPage, Visitor } from '../../local/demo/visitor';
import { people } from '../../local/sample-shop/people';
import { startJourney } from './journey-desk';

jest.setTimeout(180_000);

let walk: DeskWalk;

beforeAll(async () => {
  walk = await startJourney();
});

afterAll(() => walk.desk.stop());

const completeForm = { right: 'access', forWhom: 'self', relation: 'customer' };

interface Sent {
  readonly visitor: Visitor;
  readonly form: SeenPage;
  readonly answer: SeenPage;
}

async function send(email: string, more: Record<string, string> = {}): Promise<Sent> {
  const visitor = walk.visitor();
  const form = await visitor.open('/');
  const answer = await visitor.submit(form, { ...completeForm, email, ...more });
  await walk.desk.quiet();
  return { visitor, form, answer };
}

async function waiting(): Promise<number> {
  let count = 0;
  for await (const _ of walk.desk.deps.inbox.waiting()) count += 1;
  return count;
}

/** What a sweep after some time finds to do; nothing may fail, and nothing may be left over. */
async function expectNothingStuck(): Promise<void> {
  await walk.desk.moveClock({ by: 'PT1H' });
  const sweep = await walk.desk.sweep();
  expect([sweep.failed, await waiting()]).toEqual([0, 0]);
}

describe('the same form', () => {
  it('sent a hundred times at once is one request, one mail and one reply [R01]', async () => {
    const before = (await walk.ids()).length;
    const visitor = walk.visitor();
    const form = await visitor.open('/');

    const answers = await Promise.all(
      Array.from({ length: 100 }, () => visitor.submit(form, { ...completeForm, email: people.amina.email })),
    );
    await walk.desk.quiet();

    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([202]));
    expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
    expect((await walk.ids()).length).toBe(before + 1);
    expect(walk.mails(people.amina.email)).toHaveLength(1);
    await expectNothingStuck();
  });

  it.each([
    ['at once, with no further mail', undefined, 0],
    ['an hour after it was received, with a fresh link', 'PT1H', 1],
    ['after its link has run out, with a fresh link', 'P9D', 1],
  ])('sent again %s is the same request, with the same reply and nothing stuck', async (_, by, further) => {
    const email = `again.${by ?? 'now'}@example.com`.toLowerCase();
    const { visitor, form, answer } = await send(email);
    if (by) await walk.desk.moveClock({ by });
    const [ids, mails] = [(await walk.ids()).length, walk.mails(email).length];

    const again = await visitor.submit(form, { ...completeForm, email });
    await walk.desk.quiet();

    expect([again.status, again.text]).toEqual([answer.status, answer.text]);
    expect([(await walk.ids()).length, walk.mails(email).length]).toEqual([ids, mails + further]);
    await expectNothingStuck();
  });

  it('opened again with the back button and sent unchanged is the same request', async () => {
    const email = 'back.button@example.com';
    const { visitor, form } = await send(email);

    const back = await visitor.open('/');
    await visitor.submit(back, { ...completeForm, email });
    await walk.desk.quiet();

    const idOf = (page: SeenPage) => page.root.querySelector('input[name=formId]')?.getAttribute('value');
    expect(idOf(back)).toBe(idOf(form));
    expect(walk.mails(email)).toHaveLength(1);
    expect(idOf(await walk.visitor().open('/'))).not.toBe(idOf(form));
  });

  it.each([
    ['minutes', 'PT5M', 0],
    ['days', 'P2D', 1],
  ])('comes %s after the answer: a reload at first, and a new request later', async (_, by, made) => {
    const email = `reload.${by}@example.com`.toLowerCase();
    const { visitor, form } = await send(email, { right: 'marketing-objection' });
    await walk.desk.moveClock({ by });
    const [ids, mails] = [(await walk.ids()).length, walk.mails(email).length];

    const again = await visitor.submit(form, { ...completeForm, right: 'marketing-objection', email });
    await walk.desk.quiet();

    expect(again.status).toBe(202);
    expect([(await walk.ids()).length, walk.mails(email).length]).toEqual([ids + made, mails + made]);
    await expectNothingStuck();
  });

  it.each(['access', 'erasure'])(
    'is a new request if its %s was withdrawn meanwhile, with the same page',
    async (right) => {
      const email = `anew.${right}@example.com`;
      const { visitor, answer } = await send(email, { right });
      await walk.withdraw(email);
      await walk.desk.quiet();
      await walk.desk.moveClock({ by: 'PT5M' });
      const [ids, mails] = [(await walk.ids()).length, walk.mails(email).length];

      const opened = await visitor.open('/');
      for (let times = 0; times < 2; times += 1) {
        const again = await visitor.submit(opened, { ...completeForm, right, email });
        await walk.desk.quiet();
        expect([again.status, again.text]).toEqual([answer.status, answer.text]);
      }

      expect([(await walk.ids()).length, walk.mails(email).length]).toEqual([ids + 1, mails + 1]);
      await walk.prove(email);
      await expectNothingStuck();
    },
  );
});

describe('other contents under the same form', () => {
  it('are a request of their own: a corrected address gets its mail', async () => {
    const { visitor, form } = await send('lena@gmial.example.com');
    const before = (await walk.ids()).length;

    const answer = await visitor.submit(form, { ...completeForm, email: people.lena.email });
    await walk.desk.quiet();

    expect([answer.status, (await walk.ids()).length]).toEqual([202, before + 1]);
    expect(walk.mails(people.lena.email)).toHaveLength(1);
    await walk.prove(people.lena.email);
    await expectNothingStuck();
  });

  it.each([
    ['before', false],
    ['after', true],
  ])('are registered beside the first, sent %s it was received', async (_, isReceived) => {
    const email = `two.wishes.${isReceived}@example.com`;
    const visitor = walk.visitor();
    const form = await visitor.open('/');
    const before = (await walk.ids()).length;

    const first = visitor.submit(form, { ...completeForm, email });
    if (isReceived) {
      await first;
      await walk.desk.quiet();
    }
    await Promise.all([first, visitor.submit(form, { ...completeForm, right: 'erasure', email })]);
    await walk.desk.quiet();

    expect((await walk.ids()).length).toBe(before + 2);
    await expectNothingStuck();
  });

  it('in pairs again and again leave nothing in the inbox, and no sweep fails', async () => {
    const visitor = walk.visitor();
    for (let n = 0; n < 15; n += 1) {
      const form = await visitor.open('/');
      await visitor.submit(form, { ...completeForm, email: `pair.${n}@example.com` });
      await visitor.submit(form, { ...completeForm, right: 'erasure', email: `pair.${n}@example.com` });
    }
    await walk.desk.quiet();

    await expectNothingStuck();
  });
});
