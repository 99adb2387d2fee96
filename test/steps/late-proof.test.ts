import { lastOf } from '../../functions/domain/log-entries';
import { machineFor } from '../../functions/domain/machine';
import { assemblePackage } from '../../functions/steps/assemble-package/assemble-package';
import { closeRequest } from '../../functions/steps/close-request/close-request';
import { handToStaff } from '../../functions/steps/hand-to-staff/hand-to-staff';
import { notifyOutcome } from '../../functions/steps/notify-outcome/notify-outcome';
import { aWorld, search, verified, type World } from '../builders/a-world';
import { mia } from '../builders/shop-rows';
import { anEvent } from '../domain/a-log';

async function endedByStaff(world: World, outcome: 'unverified' | 'refused') {
  const requestId = await verified(world);
  const sealed = await world.vault.seal(requestId, 'We could not find out who you are.');
  await world.register.append(requestId, 'handed-1', () => anEvent('handed-to-staff'));
  await world.register.append(requestId, 'finished-1', () => ({
    ...anEvent('staff-finished', { outcome }),
    sealed,
  }));
  await notifyOutcome(world, { requestId });
  await closeRequest(world, { requestId });
  return requestId;
}

describe('a request that staff ended as unverified, and a proof that comes late', () => {
  it('gets the mail that says so, and is closed with that outcome', async () => {
    const world = aWorld();

    const requestId = await endedByStaff(world, 'unverified');

    const request = await world.register.load(requestId);
    expect([request.status, request.outcome]).toEqual(['closed', 'unverified']);
    expect(world.mailbox.to(mia.email).at(-1)?.text).toContain('We could not find out who you are.');
  });

  it('goes the whole way again: search, decision, copy, letter, and its own close', async () => {
    const world = aWorld();
    const requestId = await endedByStaff(world, 'unverified');
    const before = world.mailbox.to(mia.email).length;
    await world.register.append(requestId, 'reopen-1', () => anEvent('reopened'));
    await world.register.append(requestId, 'verify-2', () => anEvent('identity-verified'));

    const next = await search(world, requestId);
    await world.register.append(requestId, 'ask-2', () => anEvent('decision-asked'));
    await world.register.append(requestId, 'decide-2', (now) =>
      anEvent('decided', { manifestHash: lastOf(now.log, 'manifest-frozen')?.data.hash ?? '' }),
    );
    const machine = machineFor(await world.register.load(requestId));
    await assemblePackage(world, { requestId });
    await notifyOutcome(world, { requestId });
    await closeRequest(world, { requestId });

    const request = await world.register.load(requestId);
    expect([next, machine]).toEqual(['decide', 'fulfil-access']);
    expect([request.status, request.outcome]).toEqual(['closed', 'fulfilled']);
    expect(world.mailbox.to(mia.email)).toHaveLength(before + 1);
    expect(world.mailbox.to(mia.email).at(-1)?.text).toContain('/d/');
  });

  it('waits for staff again if it is handed to them a second time', async () => {
    const world = aWorld();
    const requestId = await endedByStaff(world, 'unverified');
    await world.register.append(requestId, 'reopen-1', () => anEvent('reopened'));
    await world.register.append(requestId, 'verify-2', () => anEvent('identity-verified'));
    await world.register.append(requestId, 'handed-2', () => anEvent('handed-to-staff'));

    await handToStaff(world, { requestId, taskToken: 'second' });

    expect(world.workflow.answered).toEqual([]);
  });

  it('reopens nothing that ended otherwise', async () => {
    const world = aWorld();
    const requestId = await endedByStaff(world, 'refused');

    await expect(world.register.append(requestId, 'reopen-1', () => anEvent('reopened'))).rejects.toThrow(
      'reopened',
    );
  });
});
