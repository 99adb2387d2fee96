import type { DataSubjectRequest } from '../../functions/domain/data-subject-request';
import type { NewEvent } from '../../functions/domain/events';
import { timersOf } from '../../functions/domain/timers';
import { carryOutTimer } from '../../functions/watch/carry-out-timer';
import { aForm, awaitingDecision, happened, received, search, verified } from '../builders/a-world';
import { mia } from '../builders/shop-rows';
import { anEvent } from '../domain/a-log';
import { aWatch, type Watch } from './a-watch';

jest.setTimeout(60_000);

/** Carries out a timer as it was read, although the person has acted since. */
async function carryOutLate(
  watch: Watch,
  id: string,
  key: RegExp,
  meanwhile: readonly NewEvent[],
): Promise<DataSubjectRequest> {
  const { world, deps } = watch;
  const read = await world.register.load(id);
  const timer = timersOf(read, deps).find((one) => key.test(one.key) && one.at <= world.clock.now());
  if (!timer) throw new Error(`no timer ${key} is due`);
  for (const [n, event] of meanwhile.entries())
    await world.register.append(id, `meanwhile-${n}`, () => event);
  await carryOutTimer(deps, read, timer);
  return world.register.load(id);
}

function mailsAbout(watch: Watch, words: RegExp): number {
  return watch.world.mailbox.to(mia.email).filter(({ subject }) => words.test(subject)).length;
}

describe('an action of the person in the same instant precedes the end of a wait', () => {
  it('a proof precedes "we could not verify you", which is not mailed', async () => {
    const watch = aWatch();
    const id = await received(watch.world);
    watch.world.clock.set('2026-03-31T09:00:00.000Z');
    watch.world.mailbox.sent.length = 0;

    const after = await carryOutLate(watch, id, /^close-unverified/, [anEvent('identity-verified')]);
    await watch.sweep();

    expect([after.status, happened(after).includes('closed')]).toEqual(['locating', false]);
    expect(mailsAbout(watch, /could not|verif|confirm/i)).toBe(0);
  });

  it('a proof that comes after the end and before its mail reopens the request, and the mail is not sent', async () => {
    const watch = aWatch();
    const id = await received(watch.world);
    await watch.world.register.append(id, 'close-unverified-0', () =>
      anEvent('closed', { outcome: 'unverified' }),
    );
    watch.world.mailbox.sent.length = 0;

    const after = await carryOutLate(watch, id, /^tell-close-unverified/, [
      anEvent('reopened'),
      anEvent('identity-verified'),
    ]);

    expect(after.status).toBe('locating');
    expect(watch.world.mailbox.sent).toEqual([]);
  });

  it('an identifier precedes the lapse of the question for it', async () => {
    const watch = aWatch();
    const id = await verified(watch.world, aForm({ email: 'nobody@example.com' }));
    await search(watch.world, id);
    await watch.world.register.append(id, 'ask', () => anEvent('identifiers-asked'));
    watch.world.clock.forward('P8D');

    const after = await carryOutLate(watch, id, /^lapse/, [anEvent('identifiers-given')]);

    expect(happened(after)).not.toContain('identifiers-lapsed');
  });

  it('a pause and a new notice precede the end of the old one', async () => {
    const watch = aWatch();
    const id = await awaitingDecision(watch.world, aForm({ right: 'erasure' }));
    const hash =
      (await watch.world.register.load(id)).log.find((e) => e.type === 'manifest-frozen')?.data.hash ?? '';
    await watch.world.register.append(id, 'decide', () => anEvent('decided', { manifestHash: hash }));
    await watch.world.register.append(id, 'notice', () =>
      anEvent('erasure-noticed', { endsAt: '2026-03-03T09:00:00.000Z' }),
    );
    await watch.world.register.append(id, 'mail', () =>
      anEvent('mailed', { key: 'erasure-notice', kind: 'erasure-notice', to: 'requester' }),
    );
    watch.world.clock.set('2026-03-03T09:30:00.000Z');

    const after = await carryOutLate(watch, id, /^end-erasure-notice/, [
      anEvent('erasure-paused'),
      anEvent('handed-to-staff'),
      anEvent('erasure-resumed', { endsAt: '2026-03-05T09:00:00.000Z' }),
    ]);

    expect([after.status, happened(after).includes('erasure-notice-ended')]).toEqual([
      'erasure-notice',
      false,
    ]);
  });

  it('an answer of a store precedes its being given up', async () => {
    const watch = aWatch();
    if (watch.world.connectors.shop) watch.world.connectors.shop.down = true;
    const id = await verified(watch.world);
    await search(watch.world, id);
    watch.world.clock.set('2026-03-31T09:00:00.000Z');

    const after = await carryOutLate(watch, id, /^give-up/, [anEvent('store-searched')]);

    expect(happened(after)).not.toContain('stores-given-up');
  });
});
