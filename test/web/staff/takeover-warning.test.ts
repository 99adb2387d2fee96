import type { NewEvent } from '../../../functions/domain/events';
import { giveNotice } from '../../../functions/steps/give-notice/give-notice';
import { takeoverWarning } from '../../../functions/web/staff/decide/takeover-warning';
import { anEvent } from '../../domain/a-log';
import { approvePlan, carryOut, correcting, savePlan, surname } from './a-correction';
import { setUpApp } from './staff-desk';

const over = anEvent('erasure-notice-ended');
const paused = anEvent('erasure-paused');
const resumed = anEvent('erasure-resumed');
const handed = anEvent('handed-to-staff', { reason: 'staff-choice' });

/** An approved correction of a name, with its notice given; then these events. */
async function warnedAfter(...entries: NewEvent[]) {
  const one = await correcting([surname]);
  await setUpApp(one.world);
  await approvePlan(one, await savePlan(one, await one.browser.get(`${one.link.path}/page`)));
  await carryOut(one);
  await giveNotice(one.world, { requestId: one.id, taskToken: 'notice' });
  return told(one, entries);
}

async function told({ world, id }: Awaited<ReturnType<typeof correcting>>, entries: readonly NewEvent[]) {
  for (const [at, entry] of entries.entries()) await world.register.append(id, `then-${at}`, () => entry);
  return { warning: (await takeoverWarning(world, await world.register.load(id))) ?? '' };
}

const said = {
  stopped: 'Whoever reads one of the addresses on file stopped it',
  unheard: 'an address on file did not get the notice',
  running: 'the time in which they can stop it is not over',
  goneOn: 'one of you let it go on',
  heard: 'nobody stopped it.',
  untold: 'no address on file has been told',
} as const;

describe('the warning on the addresses on file, for staff who correct by hand', () => {
  it.each<[keyof typeof said, string, readonly NewEvent[]]>([
    ['heard', 'the notice is over', [over, handed]],
    ['stopped', 'somebody stopped it', [paused, handed]],
    ['stopped', 'somebody stopped it again', [paused, handed, resumed, paused, handed]],
    ['goneOn', 'it was let go on', [paused, handed, resumed, over, handed]],
    ['running', 'it was taken over before the notice ended', [handed]],
    ['untold', 'it was searched anew', [over, handed, anEvent('search-renewed'), handed]],
  ])('says only that it is %s where %s', async (expected, _, entries) => {
    const { warning } = await warnedAfter(...entries);

    const heard = Object.entries(said).flatMap(([name, words]) => (warning.includes(words) ? [name] : []));
    expect(heard).toEqual([expected]);
  });

  it.each([
    ['staff-choice', true],
    ['by-post', false],
  ] as const)(
    'offers to return it to the desk only where that is possible: after %s, %s',
    async (reason, isOpen) => {
      const one = await correcting([surname]);

      const { warning } = await told(one, [anEvent('handed-to-staff', { reason })]);

      expect(warning).toContain(said.untold);
      expect(warning.includes('search again')).toBe(isOpen);
      expect(warning.includes('write to every address on file yourself')).toBe(!isOpen);
    },
  );
});
