import { recoverLines } from '../../../bin/recover-text';
import { ensureDriver } from '../../../functions/casework/driver/ensure-driver';
import { TryAgainError } from '../../../functions/domain/errors';
import { allows } from '../../../functions/domain/guards';
import { allOf, lastOf } from '../../../functions/domain/log-entries';
import { referenceOf } from '../../../functions/domain/reference';
import { eraseStores } from '../../../functions/steps/erase-stores/erase-stores';
import { detectDamage } from '../../../functions/watch/audit/detect-damage';
import { lostRequests } from '../../../functions/watch/audit/lost-request';
import { tracesOfLostRequests } from '../../../functions/watch/audit/lost-request-traces';
import { settleLoss } from '../../../functions/watch/audit/settle-loss';
import { aDesk, alma, bruno } from '../../builders/a-desk';
import { aForm, received, verified, type World } from '../../builders/a-world';
import { mia } from '../../builders/shop-rows';
import { anEvent } from '../../domain/a-log';
import { approvedErasure } from '../../steps/erasure-saga';
import { aWatch } from '../a-watch';
import { aRestorableDesk } from './a-restorable-desk';

const office = aDesk().escalateTo;

jest.setTimeout(30_000);

/**
 * An erasure that was decided and begun yesterday, and anchored; then the register as it was before the
 * decision.
 */
async function restoredErasure() {
  const desk = aRestorableDesk();
  const { world } = desk;
  const before = await verified(world, aForm({ right: 'erasure' }));
  await world.register.append(before, 'note', () => anEvent('reminded'));
  world.clock.forward('PT2H');
  await desk.anchor();
  const point = world.clock.now();
  world.clock.forward('PT1H');
  const erased = await approvedErasure(world, mia.email);
  world.clock.forward('PT2H');
  await desk.anchor();
  return { desk, world, point, before, erased };
}

/** The mail service accepts mails to everybody else. */
function outOfReach({ mailbox }: World, address: string): void {
  const send = mailbox.send.bind(mailbox);
  mailbox.send = async (mail) => {
    if (mail.to === address) throw new TryAgainError('the mail service did not answer');
    await send(mail);
  };
}

/** The same, except that the request already existed at the restored point. */
async function restoredDecision({ and }: { and?: 'another' } = {}) {
  const desk = aRestorableDesk();
  const { world } = desk;
  const id = await approvedErasure(world, mia.email);
  const other = and && (await verified(world, aForm({ email: 'b@example.com' })));
  const log = world.register.logs.get(id) ?? [];
  world.register.logs.set(id, log.slice(0, -1));
  world.clock.forward('PT2H');
  await desk.anchor();
  const point = world.clock.now();
  world.clock.forward('PT1H');
  await world.register.append(id, 'decide', (now) =>
    anEvent('decided', { manifestHash: lastOf(now.log, 'manifest-frozen')?.data.hash ?? '' }),
  );
  await world.register.append(id, 'begun', () => anEvent('erasure-begun'));
  world.clock.forward('PT2H');
  await desk.anchor();
  if (other) await world.register.append(other, 'later', () => anEvent('reminded'));
  world.clock.forward('PT2H');
  await desk.anchor();
  desk.restore(point);
  return { desk, world, id };
}

describe('a register restored to an earlier day', () => {
  it('is noticed by the next sweep, before anybody is asked to decide again', async () => {
    const { desk, world, id } = await restoredDecision();
    const mailed = world.mailbox.to(alma.email).length;

    await desk.sweep();

    const request = await world.register.load(id);
    const subjects = world.mailbox
      .to(alma.email)
      .slice(mailed)
      .map(({ subject }) => subject);
    expect(subjects).toEqual(['Entries of requests are missing: do not decide anything yet']);
    expect(world.mailbox.to(office).at(-1)?.text).toContain(referenceOf(id));
    expect(lastOf(request.log, 'history-lost')?.data.lost.map(({ type }) => type)).toEqual([
      'decided',
      'erasure-begun',
    ]);
  });

  it('allows nothing to follow: no decision, no erasure, no driver', async () => {
    const { desk, world, id } = await restoredDecision();
    await desk.sweep();
    const before = JSON.stringify([...(world.connectors.shop?.rows ?? [])]);

    const request = await world.register.load(id);
    const hash = lastOf(request.log, 'manifest-frozen')?.data.hash ?? '';
    const acts = [
      anEvent('decided', { manifestHash: hash }),
      anEvent('approval-given', { manifestHash: hash }),
      anEvent('search-renewed'),
      anEvent('closed'),
    ];
    await expect(eraseStores(world, { requestId: id })).rejects.toThrow('lost');
    await ensureDriver(world, id);

    expect(acts.filter((event) => allows(request, event))).toEqual([]);
    expect(JSON.stringify([...(world.connectors.shop?.rows ?? [])])).toBe(before);
    expect(allOf((await world.register.load(id)).log, 'workflow-started')).toEqual([]);
  });

  it('continues to receive requests, and alarms when a legal date passes', async () => {
    const { desk, world, id } = await restoredDecision();
    await desk.sweep();
    await received(world, aForm({ email: 'new@example.com' }));
    await desk.days(40);

    const { log } = await world.register.load(id);
    const kinds = allOf(log, 'mailed').map(({ data }) => data.kind);
    expect(log.some(({ type }) => type === 'overdue')).toBe(true);
    expect(kinds).not.toContain('decision-request');
    expect(kinds).not.toContain('staff-reminder');
  });

  it('is reported once, and again after a week while it lasts', async () => {
    const { desk, world } = await restoredDecision();
    const told = () => world.mailbox.to(office).filter((m) => m.subject.startsWith('Entries')).length;

    for (let n = 0; n < 5; n += 1) await desk.sweep();
    expect(told()).toBe(1);
  });

  it.each([
    ['refuses mails', async (world: World) => void world.mailbox.refuses.set(alma.email, 'address')],
    ['cannot be reached', async (world: World) => outOfReach(world, alma.email)],
  ])(
    'is reported to everybody else if the mailbox of one %s, and to that person as soon as possible',
    async (_, breakIt) => {
      const { desk, world } = await restoredDecision();
      const told = (to: string) => world.mailbox.to(to).filter((m) => m.subject.startsWith('Entries')).length;
      const send = world.mailbox.send;
      await breakIt(world);

      for (let n = 0; n < 5; n += 1) await desk.sweep();
      expect([told(alma.email), told(office), told(bruno.email)]).toEqual([0, 1, 1]);

      world.mailbox.refuses.clear();
      world.mailbox.send = send;
      await desk.days(2);
      expect([told(alma.email), told(office), told(bruno.email)]).toEqual([1, 1, 1]);
    },
  );

  it('is reported to all later, if no mail can be sent while it is noticed', async () => {
    const { desk, world } = await restoredDecision();
    const told = () => world.mailbox.to(office).filter((m) => m.subject.startsWith('Entries')).length;
    world.mailbox.down = true;
    for (let n = 0; n < 3; n += 1) await desk.sweep();
    world.mailbox.down = false;
    world.clock.forward('PT5M');

    for (let n = 0; n < 3; n += 1) await desk.sweep();

    expect(told()).toBe(1);
  });

  it('leaves requests alone that lost nothing', async () => {
    const { desk, world, point, before } = await restoredErasure();
    desk.restore(point);

    await desk.sweep();

    expect((await world.register.load(before)).log.some(({ type }) => type === 'history-lost')).toBe(false);
  });

  it('is reported with requests that came after the restored point, and what is known of them', async () => {
    const { desk, world, point, erased } = await restoredErasure();
    desk.restore(point);

    await desk.sweep();

    const lost = await lostRequests(world.register, desk.evidence, world.clock.now());
    expect(world.mailbox.to(office).at(-1)?.text).toContain(`${referenceOf(erased)} is not in the register`);
    expect(lost).toMatchObject([{ requestId: erased, isGone: true, suggests: 'by-hand' }]);
    const { requests } = await tracesOfLostRequests(world.register, lost, []);
    expect(recoverLines(requests).join('\n')).toContain('entry 1: received');
    expect((await desk.verify()).faults).toMatchObject([{ kind: 'request-missing', requestId: erased }]);
  });

  it('is not reported if nothing was lost, whatever the sweep asks', async () => {
    const { desk, world } = await restoredErasure();
    const mails = world.mailbox.to(office).length;

    await desk.sweep();

    expect(world.mailbox.to(office)).toHaveLength(mails);
    expect([...world.register.logs.values()].flat().some(({ type }) => type === 'history-lost')).toBe(false);
  });
});

describe('a failed record of a loss', () => {
  /**
   * Two requests lost entries, in anchors of different hours; recording the first loss fails for some sweeps.
   */
  async function halfNoted(fails: number) {
    const { desk, world, id } = await restoredDecision({ and: 'another' });
    const append = world.register.append.bind(world.register);
    let left = fails;
    world.register.append = async (requestId, commandId, decide) => {
      if (requestId === id && commandId.startsWith('history-lost') && left-- > 0)
        throw Object.assign(new Error('x'), { name: 'ProvisionedThroughputExceededException' });
      return append(requestId, commandId, decide);
    };
    return { desk, world, id };
  }

  it.each([1, 20])('is made up for, also after %d sweeps and anchors of later hours', async (fails) => {
    const { desk, world, id } = await halfNoted(fails);

    for (let n = 0; n < 24; n += 1) {
      world.clock.forward('PT30M');
      await desk.sweep();
      await desk.anchor();
    }

    const logs = [...world.register.logs.values()];
    const hash = lastOf((await world.register.load(id)).log, 'manifest-frozen')?.data.hash ?? '';
    expect(logs.map((log) => allOf(log, 'history-lost').length)).toEqual([1, 1]);
    expect(allows(await world.register.load(id), anEvent('decided', { manifestHash: hash }))).toBe(false);
  });

  it('does not prevent the records of other requests, and lets nothing be done about its own', async () => {
    const { desk, world, id } = await halfNoted(3);
    const before = (await world.register.load(id)).log.length;
    world.clock.forward('P20D');

    await desk.sweep();

    const others = [...world.register.logs].filter(([other]) => other !== id);
    expect(others.map(([, log]) => allOf(log, 'history-lost').length)).toEqual([1]);
    expect((await world.register.load(id)).log).toHaveLength(before);
  });

  it('leaves no request unmarked if the log of another cannot be read', async () => {
    const { desk, world, id } = await restoredDecision({ and: 'another' });
    const history = world.register.history.bind(world.register);
    world.register.history = async (requestId) => {
      if (requestId !== id) throw new SyntaxError('no JSON');
      return history(requestId);
    };

    await detectDamage({ ...world, evidence: desk.evidence });

    expect(allOf(await history(id), 'history-lost')).toHaveLength(1);
  });
});

describe('a loss that somebody has looked at', () => {
  it('goes to staff if the lost entry was an erasure or a mail, and the evidence counts it as recorded', async () => {
    const { desk, world, id } = await restoredDecision();
    await desk.sweep();
    const [lost] = await lostRequests(world.register, desk.evidence, world.clock.now());

    const deps = { ...world, evidence: desk.evidence };
    const isSettled = await settleLoss(deps, { requestId: id, way: 'by-person', staffId: 'alma' });
    const again = await settleLoss(deps, { requestId: id, way: 'by-person', staffId: 'alma' });

    const request = await world.register.load(id);
    const report = await desk.verify();
    expect([lost?.suggests, isSettled, again]).toEqual(['by-person', true, false]);
    expect(request.status).toBe('with-staff');
    expect(report).toMatchObject({ ok: true, losses: [{ requestId: id, entries: 2, isSettled: true }] });
    expect(await lostRequests(world.register, desk.evidence, world.clock.now())).toEqual([]);
  });

  it('lets the request continue from its log as it is, if staff say so', async () => {
    const { desk, world, id } = await restoredDecision();
    await desk.sweep();

    await settleLoss({ ...world, evidence: desk.evidence }, { requestId: id, way: 'go-on', staffId: 'alma' });

    const request = await world.register.load(id);
    const hash = lastOf(request.log, 'manifest-frozen')?.data.hash ?? '';
    expect(allows(request, anEvent('decided', { manifestHash: hash }))).toBe(true);
    await desk.sweep();
    expect(allOf((await world.register.load(id)).log, 'history-lost')).toHaveLength(1);
  });
});

describe('a register restored to any moment', () => {
  it.each([0, 1, 2, 3, 4, 5, 6])('is noticed if it lost what was anchored after entry %d', async (kept) => {
    const desk = aRestorableDesk();
    const { world } = desk;
    const id = await verified(world, aForm({ right: 'erasure' }));
    for (let hour = 0; hour < 8; hour += 1) {
      world.clock.forward('PT1H');
      await world.register.append(id, `note-${hour}`, () => anEvent('reminded'));
      await desk.anchor();
    }
    world.clock.forward('PT2H');
    await desk.anchor();
    const log = world.register.logs.get(id) ?? [];
    world.register.logs.set(id, log.slice(0, 2 + kept));
    world.clock.forward('P3D');

    await desk.sweep();

    const lost = lastOf((await world.register.load(id)).log, 'history-lost')?.data.lost ?? [];
    expect(lost.map(({ seq }) => seq)).toEqual(log.slice(2 + kept).map(({ seq }) => seq));
  });
});

describe('the clock of the desk', () => {
  it('that went back is reported to staff, once', async () => {
    const desk = aRestorableDesk();
    await desk.sweep();
    desk.world.clock.forward('-PT3H');
    await desk.sweep();
    await desk.sweep();

    const subjects = desk.world.mailbox.to(office).map(({ subject }) => subject);
    expect(subjects).toEqual(['The clock of the desk is wrong']);
  });

  it('that differs from that of the storage is reported to staff', async () => {
    const desk = aRestorableDesk();
    desk.evidence.skew = -26 * 3_600_000;
    await desk.sweep();

    expect(desk.world.mailbox.to(office)[0]?.text).toContain('1560 minutes ahead');
  });

  it('that went back moves no legal date', async () => {
    const desk = aRestorableDesk();
    const id = await received(desk.world, aForm());
    const { dueDates } = await import('../../../functions/domain/due-dates');
    const before = dueDates(await desk.world.register.load(id), desk.world.book);
    desk.world.clock.forward('-P10D');
    await desk.world.register.append(id, 'note', () => anEvent('reminded'));

    expect(dueDates(await desk.world.register.load(id), desk.world.book)).toEqual(before);
  });
});

describe('unreachable evidence', () => {
  it('stops no sweep', async () => {
    const desk = aWatch({}, { detectDamage: () => Promise.reject(new Error('no bucket')) });
    await received(desk.world, aForm());

    await desk.days(40);

    expect(desk.notes.every((note) => note === 'desk Error')).toBe(true);
    expect(desk.world.mailbox.to(alma.email).length).toBeGreaterThan(0);
  });
});
