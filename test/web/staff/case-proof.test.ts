import { awaitsHighProof } from '../../../functions/domain/details-proof';
import { handToStaff } from '../../../functions/steps/hand-to-staff/hand-to-staff';
import { proofState } from '../../../functions/web/requester/proof-state';
import { californianDesk, californianWorld, waitingForDecision } from '../../builders/a-californian';
import { aBook } from '../../builders/a-desk';
import { aForm, received } from '../../builders/a-world';
import { mia } from '../../builders/shop-rows';
import { anEvent } from '../../domain/a-log';
import { textOf } from './browser';
import { enter, newestLink, openDesk } from './staff-desk';

/** A Californian's request for a copy that a colleague handed over. */
async function handedOver() {
  const world = californianWorld();
  const id = await waitingForDecision(world);
  await world.register.append(id, 'handed', () => anEvent('handed-to-staff', { reason: 'staff-choice' }));
  return { world, id };
}

/** Somebody in California asks how a machine decided about them; the law grants that from 2027. */
async function explanationAsked() {
  const desk = californianDesk();
  const world = californianWorld({ desk, book: aBook(desk), now: '2027-01-11T18:00:00.000Z' });
  const id = await received(world, aForm({ email: mia.email, right: 'admt-access', livesIn: 'US-CA' }));
  await world.register.append(id, 'proven', () => anEvent('identity-verified', { method: 'mailbox' }));
  await world.register.append(id, 'handed', () => anEvent('handed-to-staff', { reason: 'right-by-staff' }));
  return { world, id };
}

describe('an answer that a person writes under a law that wants more proof than a mailbox', () => {
  it.each([
    ['a copy that was handed over', handedOver],
    ['an explanation of automated technology', explanationAsked],
  ])('has that proof and what may only be named on its page: %s', async (_what, open) => {
    const { world, id } = await open();
    await handToStaff(world, { requestId: id, taskToken: 'case' });

    const text = textOf((await enter(openDesk(world), newestLink(world, 's/case'))).html);

    expect(text).toMatch(/The code we mailed to this address was typed/);
    expect(text).toMatch(/Under CCPA .*only to somebody you are very sure of/);
    expect(text).toMatch(/may name these, but not show them: .*financial account number/);
  });

  it('offers the person no way to prove what only staff can check', async () => {
    const { world, id } = await explanationAsked();

    const request = await world.register.load(id);

    expect([awaitsHighProof(world, request), proofState(world, request)]).toEqual([false, 'none']);
  });
});
