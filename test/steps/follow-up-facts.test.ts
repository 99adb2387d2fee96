import { highProofLaw } from '../../functions/domain/details-proof';
import type { NewEvent } from '../../functions/domain/events';
import { lastOf } from '../../functions/domain/log-entries';
import type { RequestForm } from '../../functions/domain/request-form';
import { staffWhoVouched } from '../../functions/domain/staff-vouching';
import { carryOn } from '../../functions/steps/notify-outcome/carry-on';
import { aBook, aDesk } from '../builders/a-desk';
import { aForm, aWorld, received, type World } from '../builders/a-world';
import { anEvent } from '../domain/a-log';

const laws = [
  { regime: 'us-va-vcdpa', applies: 'binds', because: 'x' },
  { regime: 'us-ca-ccpa', applies: 'voluntary', because: 'x' },
] as const;

function aShop(): World {
  const desk = aDesk({ laws });
  return aWorld({ desk, book: aBook(desk), now: '2026-11-24T10:00:00.000Z' });
}

/** The first request, with these entries in its log, and the request that an upheld appeal leads to. */
async function carriedOn(world: World, form: Partial<RequestForm>, ...entries: NewEvent[]) {
  const about = await received(world, aForm(form));
  for (const [at, entry] of entries.entries()) await world.register.append(about, `entry-${at}`, () => entry);
  const from = await received(world, aForm({ right: 'appeal', message: 'I asked once.', about }));
  const carriesOn = { requestId: 'dsr-0123456789ab', right: form.right ?? 'access', proofOf: about };
  await world.register.append(from, 'end', () =>
    anEvent('staff-finished', { outcome: 'fulfilled', staffId: 'bruno', carriesOn }),
  );
  await carryOn(world, await world.register.load(from));
  return {
    before: await world.register.load(about),
    next: await world.register.load(carriesOn.requestId),
  };
}

describe('a follow-up request', () => {
  it.each([
    ['from a place whose law is followed voluntarily', { livesIn: 'US-CA' }],
    ['from a place that no law was made for', { livesIn: 'BR' }],
    ['for the kinds of data alone', { wants: 'categories' }],
    ['for an employee', { relation: 'employee' }],
  ] as const)('%s is what it was when it was received', async (_, form) => {
    const world = aShop();

    const { before, next } = await carriedOn(world, form);

    const { nickname: _b, receivedAt: _r, ...was } = before.received;
    expect(next.received).toMatchObject(was);
    expect(highProofLaw(world, next)?.id).toBe(highProofLaw(world, before)?.id);
  });

  it('requires the stronger proof if the first request did', async () => {
    const world = aShop();

    const { next } = await carriedOn(world, { livesIn: 'US-CA' });

    expect(highProofLaw(world, next)?.id).toBe('us-ca-ccpa');
  });

  it.each([
    ['gave an address', [anEvent('address-given', { staffId: 'alma' })]],
    [
      'settled a doubt',
      [
        anEvent('identity-verified', { method: 'mailbox' }),
        anEvent('identity-doubted', { staffId: 'bruno' }),
        anEvent('identity-doubt-settled', { staffId: 'alma' }),
      ],
    ],
    ['knew the person', [anEvent('identity-verified', { method: 'staff-known', staffId: 'alma' })]],
  ] as const)('rests on the word of the member of staff who %s there', async (_, entries) => {
    const { before, next } = await carriedOn(aShop(), {}, ...entries);

    expect(staffWhoVouched(before)).toEqual(['alma']);
    expect(staffWhoVouched(next)).toEqual(['alma']);
    expect(lastOf(next.log, 'carries-on')?.data.vouchedBy).toEqual(['alma']);
  });
});
