import fc from 'fast-check';
import { signOutEverywhere } from '../../../functions/web/staff/sign-ins';
import { alma } from '../../builders/a-desk';
import { aWorld, type World } from '../../builders/a-world';
import { formOf } from './browser';
import { enter, type MailedLink, newestLink, openDesk } from './staff-desk';

const NEW = 'alma.new@shop.example.com';

/** A stranger asks in Alma's name until the limits of the hour and the day are reached. */
async function usedUp(world: World, hours: number): Promise<void> {
  const stranger = openDesk(world);
  for (let hour = 0; hour < hours; hour += 1) {
    for (let n = 0; n < 7; n += 1) await stranger.post('/s/in', { email: alma.email });
    if (hour < hours - 1) world.clock.forward('PT1H');
  }
}

async function mistype({ path, code }: MailedLink, world: World): Promise<void> {
  const wrong = code === '000000' ? '000001' : '000000';
  for (let n = 0; n < 5; n += 1) await openDesk(world).post(path, { code: wrong });
}

function moved(world: World): World {
  const staff = world.desk.staff.map((one) => (one.id === alma.id ? { ...one, email: NEW } : one));
  return { ...world, desk: { ...world.desk, staff } };
}

/** What ends the last link early. Each returns the desk as it is then. */
const ends = {
  'five wrong codes': async (world: World, link: MailedLink) => {
    await mistype(link, world);
    return world;
  },
  '"that was not me"': async (world: World, link: MailedLink) => {
    const browser = openDesk(world);
    const { html } = await enter(browser, link);
    const form = html.split('<form ').find((part) => part.includes('/s/not-me')) ?? '';
    await browser.post('/s/not-me', formOf(`<form ${form}`).hidden);
    return world;
  },
  'an app that was removed': async (world: World) => {
    await signOutEverywhere(world, alma.id, world.clock.now());
    return world;
  },
  'another address in the desk file': async (world: World) => moved(world),
};

const emailIn = ({ desk }: World) => desk.staff.find(({ id }) => id === alma.id)?.email ?? '';

async function signsIn(world: World): Promise<boolean> {
  const browser = openDesk(world);
  const before = world.mailbox.sent.length;
  await browser.post('/s/in', { email: emailIn(world) });
  if (world.mailbox.sent.length === before) return false;
  return (await enter(browser, newestLink(world, 's/in', emailIn(world)))).path === '/s';
}

describe('a sign-in link that ended before its time', () => {
  const table = Object.keys(ends).flatMap((end) =>
    [
      ['an hour', 1],
      ['a day', 6],
    ].map(([of, hours]) => [end, of, hours] as const),
  );

  it.each(table)('by %s is replaced, though strangers used up the mails of %s', async (end, _of, hours) => {
    const world = aWorld();
    await usedUp(world, Number(hours));
    world.clock.forward('PT1M');

    const after = await ends[end as keyof typeof ends](world, newestLink(world, 's/in'));
    world.clock.forward('PT1M');

    expect(await signsIn(after)).toBe(true);
  });

  it('is replaced in the next hour at the latest, however often the next one ends', async () => {
    const world = aWorld();
    await usedUp(world, 6);
    const before = world.mailbox.sent.length;
    const answers: boolean[] = [];
    for (let hour = 0; hour < 6; hour += 1) {
      for (let n = 0; n < 5; n += 1) {
        await openDesk(world).post('/s/in', { email: alma.email });
        await mistype(newestLink(world, 's/in'), world);
      }
      world.clock.forward('PT1H');
      answers.push(await signsIn(world));
    }

    expect(answers).toEqual(answers.map(() => true));
    expect(world.mailbox.sent.length - before).toBeLessThanOrEqual(2 * 7);
  });

  it('leaves staff with a new mail or a link that works, whatever happened before', async () => {
    const events = ['ask', 'hour', 'mistype', 'not-me'] as const;
    await fc.assert(
      fc.asyncProperty(fc.array(fc.constantFrom(...events), { maxLength: 15 }), async (steps) => {
        const world = aWorld();
        // The links an hour must replace: those that ended in it, and one that had ended before it began.
        let ended = 0;
        let isEnded = false;
        await usedUp(world, 6);
        for (const step of steps) {
          const link = newestLink(world, 's/in');
          if (step === 'ask') {
            await openDesk(world).post('/s/in', { email: alma.email });
            isEnded &&= ended > 2;
          }
          if (step === 'hour') {
            world.clock.forward('PT1H');
            ended = isEnded ? 1 : 0;
          }
          if (step === 'mistype') await mistype(link, world);
          if (step === 'not-me') await signOutEverywhere(world, alma.id, world.clock.now());
          if ((step === 'mistype' || step === 'not-me') && !isEnded) {
            isEnded = true;
            ended += 1;
          }
          world.clock.forward('PT0.5S');
        }
        fc.pre(ended <= 2);
        await openDesk(world).post('/s/in', { email: alma.email });
        const { path } = newestLink(world, 's/in');
        expect((await openDesk(world).get(path)).html).toContain('name="code"');
      }),
      { numRuns: 12 },
    );
  });

  it('brings no further mail while the last one works', async () => {
    const world = aWorld();
    await usedUp(world, 6);
    const before = world.mailbox.sent.length;

    for (let hour = 0; hour < 8; hour += 1) {
      world.clock.forward('PT1H');
      for (let n = 0; n < 9; n += 1) await openDesk(world).post('/s/in', { email: alma.email });
    }

    expect(world.mailbox.sent).toHaveLength(before);
  });
});
