import type { NewEvent } from '../../../functions/domain/events';
import { lastOf } from '../../../functions/domain/log-entries';
import { lostRequests } from '../../../functions/watch/audit/lost-request';
import { reportEvidence } from '../../../functions/watch/audit/report-evidence';
import { settleLoss } from '../../../functions/watch/audit/settle-loss';
import { verifyEvidence } from '../../../functions/watch/audit/verify-evidence';
import { aDesk, alma } from '../../builders/a-desk';
import { aWorld } from '../../builders/a-world';
import { anEvent } from '../../domain/a-log';
import { type AnchoredRegister, aFewDays, rechained } from './anchored-register';

jest.setTimeout(30_000);

const office = aDesk().escalateTo;
const id = 'dsr-1';

/**
 * An attacker who can write only to the register records anchored entries as lost, and anything else they
 * like.
 */
async function forgedRegister(more: readonly NewEvent[]): Promise<AnchoredRegister> {
  const desk = await aFewDays();
  const log = desk.register.logs.get(id) ?? [];
  desk.register.logs.set(id, log.slice(0, -3));
  const lost = log.slice(-3).map(({ seq, hash, type, at }) => ({ seq, hash, type, hour: at.slice(0, 13) }));
  for (const event of [{ ...anEvent('history-lost'), data: { lost } } as NewEvent, ...more])
    desk.write(id, event);
  desk.clock.forward('PT2H');
  await desk.anchor();
  return desk;
}

function reporting(desk: AnchoredRegister) {
  const { mailbox, items, desk: settings } = aWorld();
  const { register, evidence, clock } = desk;
  const report = () =>
    reportEvidence({
      register,
      evidence,
      clock,
      mailbox,
      items,
      desk: settings,
      noteVerified: () => undefined,
    });
  return { mailbox, report };
}

describe('anchored entries that a log records as lost', () => {
  it('and settled are a fault, reported to all approvers until somebody has confirmed it outside the register', async () => {
    const desk = await forgedRegister([anEvent('history-settled'), anEvent('decided')]);
    const { mailbox, report } = reporting(desk);

    await report();
    desk.clock.forward('P7D');
    await desk.anchor();
    await report();

    const { ok, faults, losses } = await desk.verify();
    expect(ok).toBe(false);
    expect(faults).toMatchObject([{ kind: 'settled-unconfirmed', requestId: id, entries: 3 }]);
    expect(losses).toMatchObject([{ requestId: id, entries: 3, isSettled: false }]);
    for (const to of [alma.email, office]) expect(mailbox.to(to)).toHaveLength(2);
    expect(mailbox.to(office)[0]?.text).toMatch(/which\s+nobody\s+confirmed/);
  });

  it('are reported even if nothing is settled', async () => {
    const desk = await forgedRegister([]);
    const { mailbox, report } = reporting(desk);

    await report();

    expect(mailbox.to(office)[0]?.text).toContain(`${id}: 3 entries were lost`);
  });

  it('are listed for the recovery, even if the log says that they are settled', async () => {
    const desk = await forgedRegister([anEvent('history-settled')]);

    expect(await lostRequests(desk.register, desk.evidence, desk.clock.now())).toMatchObject([
      { requestId: id, lost: [{}, {}, {}] },
    ]);
  });

  it('stay a fault if another loss of the request was confirmed', async () => {
    const desk = await forgedRegister([]);
    await settleLoss(desk, { requestId: id, way: 'go-on', staffId: 'alma' });
    desk.clock.forward('PT2H');
    await desk.anchor();
    const log = desk.register.logs.get(id) ?? [];
    const last = log.at(-1);
    const lost = [
      { seq: last?.seq ?? 0, hash: last?.hash ?? '', type: 'history-settled', hour: '2026-03-02T20' },
    ];
    desk.register.logs.set(id, rechained(id, log.slice(0, -1)));
    desk.write(id, { ...anEvent('history-lost'), data: { lost } } as NewEvent);
    desk.write(id, anEvent('history-settled'));

    expect((await desk.verify()).faults).toMatchObject([
      { kind: 'settled-unconfirmed', requestId: id, entries: 1 },
    ]);
  });
});

describe('a loss that somebody settles', () => {
  it('is reported once to all approvers, with who settled it, and is no fault', async () => {
    const desk = await forgedRegister([]);
    await settleLoss(desk, { requestId: id, way: 'go-on', staffId: 'alma' });
    const { mailbox, report } = reporting(desk);

    for (let day = 0; day < 20; day += 1) {
      await report();
      for (let hour = 0; hour < 24; hour += 6) {
        desk.clock.forward('PT6H');
        await desk.anchor();
      }
    }

    expect((await desk.verify()).faults).toEqual([]);
    for (const to of [alma.email, office]) expect(mailbox.to(to)).toHaveLength(1);
    expect(mailbox.to(office)[0]?.text).toContain('alma said on 2026-03-02 of 3 entries that they are lost');
  });

  it('is confirmed before the log says so: after a crash in between, the same words again complete it', async () => {
    const desk = await forgedRegister([]);
    const append = desk.register.append.bind(desk.register);
    desk.register.append = async () => Promise.reject(new Error('crash'));
    await expect(settleLoss(desk, { requestId: id, way: 'go-on', staffId: 'alma' })).rejects.toThrow('crash');
    desk.register.append = append;

    expect(await settleLoss(desk, { requestId: id, way: 'go-on', staffId: 'alma' })).toBe(true);
    expect(lastOf(desk.register.logs.get(id) ?? [], 'history-settled')).toBeDefined();
    expect((await verifyEvidence({ ...desk, now: desk.clock.now() })).ok).toBe(true);
  });
});
