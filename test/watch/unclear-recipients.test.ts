import { hasHappened } from '../../functions/domain/data-subject-request';
import { dueDates } from '../../functions/domain/due-dates';
import { recipientsToTell, unclearRecipients } from '../../functions/domain/recipients';
import { notifyOutcome } from '../../functions/steps/notify-outcome/notify-outcome';
import { optOutStores } from '../../functions/steps/opt-out-stores/opt-out-stores';
import { receive } from '../../functions/steps/receive/receive';
import { tellRecipients } from '../../functions/steps/tell-recipients/tell-recipients';
import { watchDeadlines } from '../../functions/watch/watch-deadlines';
import { aDesk } from '../builders/a-desk';
import { aMap, usedFor } from '../builders/a-map';
import { aForm, aWorld, received, type World } from '../builders/a-world';
import { mia } from '../builders/shop-rows';

const ask = 'Nobody has told these recipients yet';
const desk = aDesk({ stores: aDesk().stores.filter(({ id }) => id === 'shop') });

/**
 * A marketing objection that was carried out and answered; the map does not say whether it concerns two
 * recipients.
 */
async function closed(world: World): Promise<string> {
  const requestId = await received(world, aForm({ right: 'marketing-objection' }));
  await optOutStores(world, { requestId });
  await tellRecipients(world, { requestId });
  await notifyOutcome(world, { requestId });
  return requestId;
}

async function days(world: World, count: number): Promise<void> {
  for (let day = 0; day < count; day += 1) {
    world.clock.forward('P1D');
    await watchDeadlines({
      ...world,
      receive: (input) => receive(world, input),
      logFailure: () => undefined,
    });
  }
}

const asked = (world: World) =>
  world.mailbox.sent.filter(({ text = '' }) => text.replace(/\s+/g, ' ').includes(ask));

const says = (world: World, requestId: string, told: string[], left: string[]) =>
  world.register.append(requestId, `says-${[...told, ...left].join('-')}`, () => ({
    type: 'recipients-chosen',
    data: { told, left, staffId: 'alma' },
    actor: { kind: 'staff', id: 'alma' },
  }));

describe('recipients of whom only staff can say whether an opt-out concerns them', () => {
  it('are asked about the next morning and again, until somebody has decided on each, although the request is closed', async () => {
    const world = aWorld({ desk, now: '2026-10-05T08:00:00.000Z' });
    const requestId = await closed(world);
    const readers = desk.staff.filter(({ may }) => may.includes('decide')).length;
    await days(world, 1);
    expect(asked(world)).toHaveLength(readers);
    expect(asked(world)[0]?.text).toMatch(/Flinke Feder Paketdienst, Gute\s+Bank/);

    await days(world, 15);
    const before = asked(world).length;
    expect(before).toBeGreaterThanOrEqual(3 * readers);

    await says(world, requestId, [], ['parcel']);
    await days(world, 10);
    const between = asked(world);
    expect(between.length).toBeGreaterThan(before);
    expect(between.at(-1)?.text).not.toContain('Flinke Feder Paketdienst');

    await says(world, requestId, [], ['bank']);
    await days(world, 60);
    expect(asked(world)).toHaveLength(between.length);
    expect(unclearRecipients(world.map, await world.register.load(requestId))).toEqual([]);
  });

  it('are asked about on the working day before the latest date of that right', async () => {
    const world = aWorld({ desk, now: '2026-10-05T08:00:00.000Z' });
    const requestId = await closed(world);
    await days(world, 40);

    const { log } = await world.register.load(requestId);
    const on = log.filter(({ commandId }) => commandId.startsWith('recipients-unclear-')).map(({ at }) => at);
    expect(dueDates(await world.register.load(requestId), world.book).latest).toBe('2026-11-05');
    expect(on.map((at) => at.slice(0, 10))).toContain('2026-11-04');
  });

  it('are named to the requester as not informed yet, and never as informed', async () => {
    const world = aWorld({ desk, now: '2026-10-05T08:00:00.000Z' });
    await closed(world);
    const text = world.mailbox.to(mia.email).at(-1)?.text?.replace(/\s+/g, ' ') ?? '';

    expect(text).toContain('Gute Bank: not told yet: one of us has to find out');
    expect(text).toContain('Flinke Feder Paketdienst: not told yet');
  });

  it('are informed without a further decision once the map says that it concerns them', async () => {
    const world = aWorld({ desk, now: '2026-10-05T08:00:00.000Z' });
    const requestId = await closed(world);
    const uses = { parcel: ['essential.service'], bank: ['marketing.communications.email'] };
    const mended = { ...world, map: usedFor(aMap(), uses) } as World;
    await days(mended, 3);

    const request = await world.register.load(requestId);
    expect(asked(world)).toEqual([]);
    expect(recipientsToTell(mended.map, request).map(({ id }) => id)).toEqual(['bank']);
    expect(hasHappened(request, 'recipient-told')).toBe(true);
  });

  it('need no decision if the map answers for each, or nothing was found', async () => {
    const uses = { parcel: ['essential.service'], bank: ['finance'] };
    const world = aWorld({ desk, map: usedFor(aMap(), uses), now: '2026-10-05T08:00:00.000Z' });
    await closed(world);
    await days(world, 30);

    expect(asked(world)).toEqual([]);
  });
});
