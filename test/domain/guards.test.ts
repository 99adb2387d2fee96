import { mayCarryOut } from '../../functions/domain/clearance';
import { isVerified } from '../../functions/domain/data-subject-request';
import type { EventType } from '../../functions/domain/events';
import { allows } from '../../functions/domain/guards';
import { rightNames, rights } from '../../functions/domain/rights';
import { anEvent, aRequest, type Step, toFulfilling } from './a-log';

const access = anEvent('received', { right: 'access' });
const without = (left: EventType): Step[] => toFulfilling.filter((type) => type !== left);
/** A way into `fulfilling` that only a fault could take. */
const forced: Step[] = [anEvent('received', { right: 'erasure' }), 'decided'];
const acts = ['erasure-planned', 'store-erased'] as const;

describe('an irreversible act', () => {
  it.each(acts)('%s is allowed to a request that was verified and approved', (act) => {
    expect(allows(aRequest(...toFulfilling), anEvent(act))).toBe(true);
    expect(mayCarryOut(aRequest(...toFulfilling), 'erasure')).toBe(true);
  });

  it('gives out a copy for a request that was verified and approved, and erases nothing', () => {
    const request = aRequest(access, ...toFulfilling.slice(1));

    expect(allows(request, anEvent('package-made'))).toBe(true);
    expect(mayCarryOut(request, 'export')).toBe(true);
    expect(mayCarryOut(request, 'erasure')).toBe(false);
    expect(acts.map((act) => allows(request, anEvent(act)))).toEqual([false, false]);
  });

  const refused: Readonly<Record<string, readonly Step[]>> = {
    'was never verified': [...forced],
    'was not verified but decided': without('identity-verified'),
    'was not approved': [...without('decided'), 'erasure-noticed', 'erasure-notice-ended'],
    'was refused': [...without('decided'), anEvent('decided', { decision: 'refused', ground: 'x' })],
    'is doubted': [...without('decided'), 'identity-doubted', 'decided'],
    'is doubted again after a doubt was settled': [
      ...without('decided'),
      'identity-doubted',
      'identity-doubt-settled',
      'identity-doubted',
      'decided',
    ],
    'was found by what the person merely named': [
      'received',
      'identity-verified',
      'identifiers-asked',
      'identifiers-given',
      ...without('decided').slice(2),
      'decided',
    ],
    'was withdrawn before the decision': [...without('decided'), 'withdrawn', 'decided'],
    'was withdrawn during the notice': [
      ...toFulfilling,
      'erasure-noticed',
      'withdrawn',
      'erasure-notice-ended',
    ],
    'was approved for another manifest': [
      ...without('decided'),
      anEvent('decided', { manifestHash: 'hash-0' }),
    ],
    'got a new manifest after the approval': [
      ...toFulfilling,
      anEvent('manifest-frozen', { version: 2, hash: 'hash-2' }),
    ],
    'was reopened and not proven again': [
      ...toFulfilling,
      'handed-to-staff',
      anEvent('closed', { outcome: 'unverified' }),
      'reopened',
      'handed-to-staff',
      'erasure-resumed',
      'erasure-notice-ended',
    ],
    'was reopened and proven, and only approved before that': [
      ...toFulfilling,
      'handed-to-staff',
      anEvent('closed', { outcome: 'unverified' }),
      'reopened',
      'identity-verified',
      'handed-to-staff',
      'erasure-resumed',
      'erasure-notice-ended',
    ],
  };

  it.each(Object.entries(refused))('is refused to a request that %s', (_, steps) => {
    const erasure = aRequest(...steps);
    const copy = aRequest(access, ...steps.slice(1));

    expect(erasure.status).toBe('fulfilling');
    expect(acts.map((act) => allows(erasure, anEvent(act)))).toEqual([false, false]);
    expect(mayCarryOut(erasure, 'erasure')).toBe(false);
    expect(allows(copy, anEvent('package-made'))).toBe(false);
    expect(mayCarryOut(copy, 'export')).toBe(false);
  });

  it('is allowed again once a doubt is settled', () => {
    const steps = [...without('decided'), 'identity-doubted', 'identity-doubt-settled', 'decided'] as Step[];

    expect(allows(aRequest(...steps), anEvent('store-erased'))).toBe(true);
  });

  it('is allowed once somebody has vouched for what the person named', () => {
    const named = ['received', 'identity-verified', 'identifiers-asked', 'identifiers-given'] as const;
    const steps = [...named, ...without('decided').slice(2), 'claim-vouched', 'decided'] as Step[];

    expect(allows(aRequest(...steps), anEvent('store-erased'))).toBe(true);
  });

  it('is allowed once everything that the requester named is proven, and not before', () => {
    const named = (count: number) =>
      [
        'received',
        'identity-verified',
        'identifiers-asked',
        anEvent('identifiers-given', { count }),
      ] as Step[];
    const proof = anEvent('identifier-proven', { given: 4, index: 0 });
    const rest = [...without('decided').slice(2), 'decided'] as Step[];
    const mayErase = (...steps: Step[]) => mayCarryOut(aRequest(...steps), 'erasure');

    expect(mayErase(...named(1), ...rest)).toBe(false);
    expect(mayErase(...named(1), proof, ...rest)).toBe(true);
    expect(mayErase(...named(2), proof, proof, ...rest)).toBe(false);
    expect(mayErase(...named(2), proof, ...without('decided').slice(2), 'claim-vouched', 'decided')).toBe(
      true,
    );
  });

  it('takes a proof for an address that was named, and for nothing else', () => {
    const request = aRequest('received', 'identity-verified', 'identifiers-asked', 'identifiers-given');
    const proofs = [
      { given: 4, index: 0 },
      { given: 4, index: 1 },
      { given: 4, index: -1 },
      { given: 3, index: 0 },
    ];

    const taken = proofs.map((place) => allows(request, anEvent('identifier-proven', place)));

    expect(taken).toEqual([true, false, false, false]);
  });

  it('erases nothing for a request whose receipt comes a second time', () => {
    expect(allows(aRequest(...toFulfilling), anEvent('received'))).toBe(false);
  });

  it.each([
    ['for a child', { forWhom: 'child' }],
    ['by someone who stands in for the person', { forWhom: 'represented' }],
    ['for someone who died', { forWhom: 'deceased' }],
    ['by someone who worked there', { relation: 'employee' }],
    ['by someone who is no customer', { relation: 'other' }],
  ] as const)('is never erased by a machine when the request is made %s', (_, about) => {
    const request = aRequest(anEvent('received', about), ...toFulfilling.slice(1));

    expect(acts.map((act) => allows(request, anEvent(act)))).toEqual([false, false]);
    expect(allows(request, anEvent('erasure-noticed'))).toBe(false);
  });

  it.each(rightNames.filter((right) => rights[right].carriedOut !== 'erasure'))(
    'is never an erasure when the right is %s',
    (right) => {
      const request = aRequest(anEvent('received', { right }), ...toFulfilling.slice(1));

      expect(acts.map((act) => allows(request, anEvent(act)))).toEqual([false, false]);
      expect(allows(request, anEvent('package-made'))).toBe(rights[right].carriedOut === 'export');
    },
  );
});

describe('a decision', () => {
  const asked = toFulfilling.slice(0, -1);

  it('binds to the manifest that is in force', () => {
    expect(allows(aRequest(...asked), anEvent('decided'))).toBe(true);
    expect(allows(aRequest(...asked), anEvent('decided', { manifestHash: 'other' }))).toBe(false);
    expect(allows(aRequest(...asked), anEvent('approval-given', { manifestHash: 'other' }))).toBe(false);
  });

  it.each(['identity-doubted', 'withdrawn'] as const)('is refused while the request is %s', (what) => {
    const request = aRequest(...asked, what);

    expect(allows(request, anEvent('decided'))).toBe(false);
    expect(allows(request, anEvent('approval-given'))).toBe(false);
  });
});

describe('the notice before an erasure', () => {
  const noticed = [...toFulfilling, 'erasure-noticed'] as Step[];
  const paused = [...noticed, 'erasure-paused', 'handed-to-staff'] as Step[];
  const resumed = [...paused, 'erasure-resumed'] as Step[];

  it('is given for an approved erasure only', () => {
    const refusedOne = aRequest(...without('decided'), anEvent('decided', { decision: 'refused' }));

    expect(allows(aRequest(...toFulfilling), anEvent('erasure-noticed'))).toBe(true);
    expect(allows(refusedOne, anEvent('erasure-noticed'))).toBe(false);
    expect(allows(aRequest(access, ...toFulfilling.slice(1)), anEvent('erasure-noticed'))).toBe(false);
  });

  it('does not end once the requester has paused it, though staff were not notified yet', () => {
    expect(allows(aRequest(...noticed), anEvent('erasure-notice-ended'))).toBe(true);
    expect(allows(aRequest(...noticed, 'erasure-paused'), anEvent('erasure-notice-ended'))).toBe(false);
    expect(allows(aRequest(...resumed), anEvent('erasure-notice-ended'))).toBe(true);
    expect(allows(aRequest(...resumed, 'erasure-paused'), anEvent('erasure-notice-ended'))).toBe(false);
  });

  it('goes on only from a pause, and not after the erasure drifted', () => {
    const drifted = [...resumed, 'erasure-notice-ended', 'erasure-drifted', 'handed-to-staff'] as Step[];

    expect(allows(aRequest(...paused), anEvent('erasure-resumed'))).toBe(true);
    expect(allows(aRequest(...toFulfilling, 'handed-to-staff'), anEvent('erasure-resumed'))).toBe(false);
    expect(allows(aRequest(...drifted), anEvent('erasure-resumed'))).toBe(false);
  });
});

describe('a late proof', () => {
  const unverified = anEvent('closed', { outcome: 'unverified' });

  it('opens only a request that ended unverified', () => {
    expect(allows(aRequest('received', unverified), anEvent('reopened'))).toBe(true);
    expect(
      allows(aRequest('received', anEvent('closed', { outcome: 'withdrawn' })), anEvent('reopened')),
    ).toBe(false);
  });

  it('opens nothing that staff look after', () => {
    const forChild = anEvent('received', { forWhom: 'child' });

    expect(allows(aRequest(forChild, 'handed-to-staff', unverified), anEvent('reopened'))).toBe(false);
  });

  it('leaves the request unproven until the code is typed', () => {
    const steps = ['received', 'identity-verified', 'handed-to-staff', unverified, 'reopened'] as const;

    expect(isVerified(aRequest(...steps))).toBe(false);
    expect(isVerified(aRequest(...steps, 'identity-verified'))).toBe(true);
  });
});
