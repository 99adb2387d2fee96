import { allOf, lastOf } from '../../functions/domain/log-entries';
import { requestIdOf } from '../../functions/domain/new-request-id';
import { referenceOf } from '../../functions/domain/reference';
import { handToStaff } from '../../functions/steps/hand-to-staff/hand-to-staff';
import { receive } from '../../functions/steps/receive/receive';
import { enterRequest } from '../../functions/web/staff/enter-request';
import { aBook, aDesk, alma, bruno, jonas } from '../builders/a-desk';
import { aForm, aWorld, received, type World } from '../builders/a-world';
import { enter, newestLink, openDesk } from '../web/staff/staff-desk';
import { crashing } from './crashing';

function aVirginian(): World {
  const laws = [{ regime: 'us-va-vcdpa', applies: 'binds', because: 'x' } as const];
  const desk = aDesk({ laws, staff: [alma, bruno, jonas] });
  return aWorld({ desk, book: aBook(desk), now: '2026-11-24T10:00:00.000Z' });
}

const reviews = ['appeal', 'complaint'] as const;
type Review = (typeof reviews)[number];

const reviewId = requestIdOf('a review');
const words = { message: 'I asked once.' };

/** How a review comes in: by the form, or entered by staff. */
const ways = {
  form: async (world: World, right: Review, about: string, crashAt: number) => {
    const form = aForm({ right, about: referenceOf(about), ...words });
    await world.inbox.put({ ...world.vault.sealItem(reviewId, form), receivedAt: world.clock.now() });
    await receive(crashing(world, crashAt), { requestId: reviewId }).catch(() => undefined);
    world.clock.forward('PT2M');
    await receive(world, { requestId: reviewId });
  },
  staff: async (world: World, right: Review, about: string, crashAt: number) => {
    const form = aForm({ right, about: referenceOf(about), ...words });
    const receivedAt = world.clock.now();
    const entered = { requestId: reviewId, form, receivedAt, cameBy: 'post', staff: jonas };
    await enterRequest(crashing(world, crashAt), entered).catch(() => undefined);
    world.clock.forward('PT2M');
    await enterRequest(world, entered);
  },
};

describe('a complaint or an appeal', () => {
  it.each(reviews.flatMap((right) => (['form', 'staff'] as const).map((way) => [right, way] as const)))(
    'is linked to the request it is about, once, wherever the process ended: %s by %s',
    async (right, way) => {
      for (let crashAt = 1; crashAt <= 24; crashAt += 1) {
        const world = aVirginian();
        const about = await received(world);

        await ways[way](world, right, about, crashAt);

        const { log } = await world.register.load(about);
        const told = [...allOf(log, 'appealed'), ...allOf(log, 'complained')];
        expect([crashAt, told.map(({ data }) => Object.values(data)[0])]).toEqual([crashAt, [reviewId]]);
      }
    },
  );

  it('that staff linked by hand is linked there by its end, also if the process ended half-way', async () => {
    const world = aVirginian();
    const about = await received(world);
    const id = await received(world, aForm({ right: 'appeal', email: 'mia.new@example.com', ...words }));
    await handToStaff(world, { requestId: id, taskToken: 'case' });
    const append = world.register.append.bind(world.register);
    world.register.append = async (requestId, commandId, decide) => {
      if (requestId === about) throw new Error('the process is gone');
      return append(requestId, commandId, decide);
    };
    const browser = openDesk(world);
    const link = newestLink(world, 's/case', bruno.email);
    const page = await enter(browser, link);
    await browser.submit(page, { about: referenceOf(about), code: link.code }, 'tie').catch(() => undefined);
    world.register.append = append;

    await browser.submit(page, { outcome: 'refused', answer: 'No.', code: link.code });

    expect(lastOf((await world.register.load(id)).log, 'review-tied')?.data.aboutId).toBe(about);
    const told = lastOf((await world.register.load(about)).log, 'appealed');
    expect([told?.data.appealId, told?.actor]).toEqual([id, { kind: 'staff', id: 'bruno' }]);
  });
});
