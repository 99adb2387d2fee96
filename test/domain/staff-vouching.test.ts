import fc from 'fast-check';
import { approvalEvent, approverWay, otherApprovalCount } from '../../functions/domain/approvals';
import type { StaffMember } from '../../functions/domain/desk';
import { allows } from '../../functions/domain/guards';
import { isSamePerson } from '../../functions/domain/one-person';
import { announcedApproval, restsOnStaffWord, staffWhoVouched } from '../../functions/domain/staff-vouching';
import { alma, bruno } from '../builders/a-desk';
import { anEvent, aRequest, type Step } from './a-log';

const toDecision: Step[] = ['received', 'identity-verified', 'manifest-frozen', 'decision-asked'];
const settled: Step[] = ['identity-doubted', 'identity-doubt-settled'];

/** Each way in which Alma vouches, in a log that ends at the decision. */
const words: Readonly<Record<string, readonly Step[]>> = {
  'entered it': [
    anEvent('received', { right: 'erasure', channel: 'staff', enteredBy: 'alma' }),
    ...toDecision.slice(1),
  ],
  'said that she knows the person': [
    'received',
    anEvent('identity-verified', { method: 'staff-known', staffId: 'alma' }),
    ...toDecision.slice(2),
  ],
  'settled a doubt': [...toDecision, ...settled],
  'vouched for what was named': [
    'received',
    'identity-verified',
    'identifiers-asked',
    'identifiers-given',
    'manifest-frozen',
    'decision-asked',
    'claim-vouched',
  ],
};

describe.each(Object.entries(words))('whoever %s', (_what, log) => {
  const request = aRequest(...log);
  const approvals = [
    anEvent('decided', { decision: 'approved' }),
    anEvent('decided', { decision: 'approved-in-part' }),
    anEvent('approval-given'),
  ];

  it('cannot approve any of it, whatever the page says: the register refuses', () => {
    expect(staffWhoVouched(request)).toEqual(['alma']);
    expect(restsOnStaffWord(request)).toBe(true);
    expect(approvals.map((event) => allows(request, event))).toEqual([false, false, false]);
  });

  it('can refuse it and hand it over, and somebody else can approve it', () => {
    const byBruno = anEvent('decided', { decision: 'approved', staffId: 'bruno' });
    const refusal = anEvent('decided', { decision: 'refused', ground: 'x' });
    const handOver = anEvent('decided', { decision: 'handed-over' });

    expect([byBruno, refusal, handOver].map((event) => allows(request, event))).toEqual([true, true, true]);
  });

  it('can announce an approval, which may then count, only theirs and only for this manifest', () => {
    const announced = aRequest(...log, 'approval-announced');
    const other = anEvent('decided', { decision: 'approved', manifestHash: 'hash-0' });

    expect(allows(request, anEvent('approval-announced'))).toBe(true);
    expect(approvals.map((event) => allows(announced, event))).toEqual([true, true, true]);
    expect(allows(announced, other)).toBe(false);
    expect(
      allows(aRequest(...log, anEvent('approval-announced', { staffId: 'bruno' })), approvals[0] as never),
    ).toBe(false);
  });

  it.each<[string, readonly Step[]]>([
    ['a doubt', ['identity-doubted']],
    ['a settled doubt', settled],
    ['something left out', ['withheld']],
    ['another word', ['claim-vouched']],
  ])('has announced nothing that stands after %s', (_name, after) => {
    expect(announcedApproval(aRequest(...log, 'approval-announced', ...after))).toBeUndefined();
  });
});

describe('ids that stand for one person', () => {
  const at = (email: string): StaffMember => ({ ...bruno, email });

  it.each([
    ['ALMA@shop.example.com', true],
    ['alma@SHOP.example.com', true],
    ['alma+desk@shop.example.com', true],
    ['Alma+a+b@Shop.Example.com', true],
    ['alma@shop.example.org', false],
    ['almae@shop.example.com', false],
    ['a.lma@shop.example.com', false],
  ])('%s: %s', (email, same) => {
    expect(isSamePerson(alma, at(email))).toBe(same);
    expect(isSamePerson(at(email), alma)).toBe(same);
  });
});

describe('who may approve', () => {
  const pool: readonly StaffMember[] = [
    alma,
    { ...alma, id: 'alma-2', email: 'alma+2@shop.example.com' },
    bruno,
    { ...bruno, id: 'clara', email: 'clara@shop.example.com' },
    { ...bruno, id: 'dora', email: 'dora@shop.example.com', may: ['enter'] },
  ];

  it('is never the person on whose word it rests while another can; and there is always a way on', () => {
    fc.assert(
      fc.property(
        fc.subarray([...pool], { minLength: 1 }),
        fc.constantFrom(...pool),
        fc.subarray([...pool]),
        (staff, enterer, asking) => {
          const request = aRequest(
            anEvent('received', { right: 'erasure', channel: 'staff', enteredBy: enterer.id }),
            ...toDecision.slice(1),
          );
          const desk = { staff: [...new Set([...staff, enterer])] };
          const deciding = desk.staff.filter((s) => s.may.includes('decide'));
          const ids = asking.map(({ id }) => id);
          const ways = deciding.map((one) => ({ one, way: approverWay(desk, request, one, ids).kind }));
          const able = deciding.filter((one) => !isSamePerson(one, enterer) && !ids.includes(one.id));
          for (const { one, way } of ways) {
            const own = isSamePerson(one, enterer);
            expect(way).toBe(own ? (able.length > 0 ? 'others' : 'announced') : 'free');
          }
        },
      ),
    );
  });

  it('counts an approval of two ids with one mailbox once', () => {
    const request = aRequest(
      ...toDecision,
      'approval-given',
      anEvent('approval-given', { staffId: 'alma-2' }),
    );

    expect(otherApprovalCount({ staff: [...pool] }, request, bruno)).toBe(1);
    expect(otherApprovalCount({ staff: [...pool] }, request, pool[1] as StaffMember)).toBe(0);
  });

  it('counts no approval of somebody who has left or may decide no more', () => {
    const clara: StaffMember = { ...bruno, id: 'clara', email: 'clara@shop.example.com' };
    const request = aRequest(...toDecision, 'approval-given');
    const draft = { decision: 'approved', factor: 'totp' } as const;
    const answers = [
      [alma, bruno, clara],
      [bruno, clara],
      [{ ...alma, may: ['enter'] as const }, bruno, clara],
    ].map(
      (staff) =>
        approvalEvent({ staff, approvals: { erasure: 2 } }, { ...request, right: 'erasure' }, bruno, draft)
          ?.type,
    );

    expect(answers).toEqual(['decided', 'approval-given', 'approval-given']);
  });
});
