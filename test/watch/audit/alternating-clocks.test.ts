import { DATE_MARK, marksAsMisdated } from '../../../functions/domain/date-marks';
import { lastOf } from '../../../functions/domain/log-entries';
import { giveNotice } from '../../../functions/steps/give-notice/give-notice';
import { aForm, awaitingDecision } from '../../builders/a-world';
import { anEvent } from '../../domain/a-log';
import { aClockDesk, type ClockDesk } from './a-clock-desk';

jest.setTimeout(60_000);

let desk: ClockDesk;

/** The notice of an approved erasure. */
async function erasureInNotice(): Promise<string> {
  const id = await awaitingDecision(desk.world, aForm({ right: 'erasure' }));
  const frozen = lastOf((await desk.load(id)).log, 'manifest-frozen')?.data;
  await desk.add(id, anEvent('decided', { manifestHash: frozen?.hash ?? '', manifestVersion: 1 }));
  await giveNotice(desk.world, { requestId: id, taskToken: 'x' });
  return id;
}

/** Two hosts sweep in turn, each once an hour; the clock of one is off. */
async function sweepInTurn(off: string, hours: number): Promise<void> {
  for (let n = 0; n < hours; n += 1) {
    desk.world.clock.forward('PT30M');
    await desk.whileOff(off, desk.sweep);
    desk.world.clock.forward('PT30M');
    await desk.sweep();
  }
}

describe.each(['-PT2H', '-PT26H', 'PT2H', 'P40D'])(
  'while the clock of every second sweep is off by %s',
  (off) => {
    it('wrong dates are recorded once, those records never, and waits end', async () => {
      desk = await aClockDesk('in memory');
      const id = await erasureInNotice();

      await sweepInTurn(off, 30);

      const { log } = await desk.load(id);
      const noted = log.filter(({ commandId }) => commandId.startsWith(DATE_MARK));
      expect(log.filter((event) => noted.filter((mark) => marksAsMisdated(mark, event)).length > 1)).toEqual(
        [],
      );
      expect(noted.filter((event) => noted.some((mark) => marksAsMisdated(mark, event)))).toEqual([]);
      const [ended = ''] = await desk.dates(id, 'erasure-notice-ended');
      expect(ended >= '2026-03-03T09' && ended <= '2026-03-03T13').toBe(true);
    });
  },
);
