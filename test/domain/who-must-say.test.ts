import fc from 'fast-check';
import { approvalEvent, approverWay } from '../../functions/domain/approvals';
import type { DataSubjectRequest } from '../../functions/domain/data-subject-request';
import type { StaffMember } from '../../functions/domain/desk';
import type { DriftWay } from '../../functions/domain/event-facts';
import type { EventType, NewEvent } from '../../functions/domain/events';
import { driftApproval, furtherApprovalWay } from '../../functions/domain/further-approval';
import { allows } from '../../functions/domain/guards';
import { vouchingActs } from '../../functions/domain/staff-acts';
import { staffWhoVouched } from '../../functions/domain/staff-vouching';
import { alma, bruno } from '../builders/a-desk';
import { anEvent, aRequest, type Step } from './a-log';

const twin: StaffMember = { ...alma, id: 'alma-2', email: 'alma+2@shop.example.com' };
const clara: StaffMember = { ...bruno, id: 'clara', email: 'clara@shop.example.com' };
const enterer: StaffMember = { ...bruno, id: 'dora', email: 'dora@shop.example.com', may: ['enter'] };
const pool = [alma, twin, bruno, clara, enterer];

/** The reader of an id's mailbox: the twins are one. */
const reader = (id: string) => (id === twin.id ? alma.id : id);
const readers = (ids: readonly string[]) => [...new Set(ids.map(reader))];

const toDecision: Step[] = ['identity-verified', 'manifest-frozen', 'decision-asked'];

/** Everything by which staff may say whose data, or which, is disclosed or erased. */
const words: Readonly<Record<string, (staffId: string) => Step[]>> = {
  'who asks is known': (staffId) => [anEvent('identity-verified', { method: 'staff-known', staffId })],
  'a doubt is settled': (staffId) => [
    anEvent('identity-doubted', { staffId: 'nobody' }),
    anEvent('identity-doubt-settled', { staffId }),
  ],
  'what was named is theirs': (staffId) => [anEvent('claim-vouched', { staffId })],
  'an address, before who asks is known': (staffId) => [
    anEvent('address-given', { staffId }),
    anEvent('identity-verified', { method: 'staff-known', staffId: 'nobody' }),
  ],
  'contested records are theirs': (staffId) => [anEvent('contested-settled', { says: 'theirs', staffId })],
  'contested records are somebody else’s': (staffId) => [
    anEvent('contested-settled', { says: 'others', staffId }),
  ],
  'a field goes out': (staffId) => [anEvent('field-classified', { as: 'give', staffId })],
  'it goes out after all': (staffId) => [anEvent('withheld', { count: 0, given: 1, staffId })],
  'a law’s list does not keep it back': (staffId) => [anEvent('law-chosen', { as: 'show', staffId })],
};

interface Spoken {
  readonly word: string;
  readonly by: StaffMember;
}

interface Play {
  readonly staff: readonly StaffMember[];
  readonly asking: readonly string[];
  readonly needed: 1 | 2;
  readonly right: 'access' | 'erasure';
  readonly enteredBy: StaffMember | undefined;
  readonly spoken: readonly Spoken[];
  readonly approving: readonly StaffMember[];
  readonly way: DriftWay | undefined;
  readonly saying: readonly StaffMember[];
}

/** No voucher has left: an old log does not say who was behind an id. */
const plays: fc.Arbitrary<Play> = fc
  .record({
    staff: fc.subarray(pool, { minLength: 1 }),
    asking: fc.subarray(pool.map(({ id }) => id)),
    needed: fc.constantFrom(1 as const, 2 as const),
    right: fc.constantFrom('access' as const, 'erasure' as const),
    enteredBy: fc.option(fc.constantFrom(...pool), { nil: undefined }),
    spoken: fc.array(
      fc.record({ word: fc.constantFrom(...Object.keys(words)), by: fc.constantFrom(...pool) }),
      { maxLength: 2 },
    ),
    approving: fc.array(fc.constantFrom(...pool), { minLength: 1, maxLength: 5 }),
    way: fc.constantFrom<DriftWay | undefined>('theirs', undefined),
    saying: fc.array(fc.constantFrom(...pool), { minLength: 1, maxLength: 5 }),
  })
  .map((play) => {
    const spoke = [...play.spoken.map(({ by }) => by), ...(play.enteredBy ? [play.enteredBy] : [])];
    return { ...play, staff: [...new Set([...play.staff, ...spoke])] };
  });

/** The log so far, as the register would accept it. */
class Log {
  readonly steps: Step[];

  constructor(play: Play) {
    const channel = play.enteredBy ? 'staff' : 'form';
    const received = {
      right: play.right,
      channel,
      ...(play.enteredBy ? { enteredBy: play.enteredBy.id } : {}),
    };
    const said = play.spoken.flatMap(({ word, by }) => words[word]?.(by.id) ?? []);
    this.steps = [anEvent('received', received as never), ...toDecision, ...said];
  }

  get request(): DataSubjectRequest {
    return aRequest(...this.steps);
  }

  append(event: NewEvent | undefined): boolean {
    const isTaken = event !== undefined && allows(this.request, event);
    if (isTaken) this.steps.push(event);
    return isTaken;
  }
}

const eligible = ({ staff, asking }: Play) =>
  staff.filter(({ id, may }) => may.includes('decide') && !asking.includes(id));

/**
 * Staff who press "approve" in turn, as the page lets them, without announced approvals. Returns the ids that
 * approved, if it came to a decision.
 */
function approve(play: Play, log: Log): string[] | undefined {
  const given: string[] = [];
  const desk = { staff: play.staff, approvals: { erasure: play.needed } };
  for (const one of play.approving.filter((staff) => eligible(play).includes(staff))) {
    const { request } = log;
    if (given.includes(one.id) || approverWay(desk, request, one, play.asking).kind !== 'free') continue;
    const event = approvalEvent(desk, request, one, { decision: 'approved', factor: 'totp' });
    if (!log.append(event)) continue;
    given.push(one.id);
    if (event?.type === 'decided') return given;
  }
  return undefined;
}

/**
 * Staff who say in turn that more is erased, as the pages let them. Returns the ids whose word counted, if it
 * went on.
 */
function sayMore(play: Play, log: Log): string[] | undefined {
  const said: string[] = [];
  const desk = { staff: play.staff, approvals: { erasure: play.needed } };
  for (const one of play.saying.filter((staff) => eligible(play).includes(staff))) {
    const { request } = log;
    const word = { ...driftApproval(request, play.way) };
    const way = furtherApprovalWay(desk, request, one, { word, asking: play.asking });
    const { on, says } = word;
    const noted = anEvent('further-word-given', { on, says, staffId: one.id });
    const accepted = anEvent('drift-accepted', { staffId: one.id, ...(play.way ? { as: play.way } : {}) });
    if (way.kind === 'waits' && !said.includes(one.id) && log.append(noted)) said.push(one.id);
    if (way.kind !== 'counts') continue;
    if (play.right === 'access' || log.append(accepted)) return [...said, one.id];
  }
  return undefined;
}

const stopped = (way: DriftWay | undefined): Step[] => [
  anEvent('erasure-drifted', { reason: way ? 'new-owner' : 'new-since-approval', ways: ['theirs', 'leave'] }),
  anEvent('handed-to-staff', { reason: 'drift' }),
];

/** The same play under ids that their owners had before and that the desk file names. */
function renamed(play: Play): Play {
  const old = (one: StaffMember) => ({ ...one, id: `${one.id}-old` });
  return {
    ...play,
    staff: play.staff.map((one) => ({ ...one, formerIds: [`${one.id}-old`] })),
    enteredBy: play.enteredBy && old(play.enteredBy),
    spoken: play.spoken.map(({ word, by }) => ({ word, by: old(by) })),
  };
}

let decidedOnWords = 0;
let wentFurther = 0;

describe('what is disclosed or erased', () => {
  it('is approved by as many people as must, none of whom vouched for it or asks for their own data', () => {
    fc.assert(
      fc.property(plays, (play) => {
        const log = new Log(play);
        const approved = approve(play, log);
        if (!approved) return;
        const spoke = readers([play.enteredBy?.id ?? '', ...play.spoken.map(({ by }) => by.id)]);
        expect(readers(approved).filter((id) => spoke.includes(id))).toEqual([]);
        expect(readers(approved).length).toBeGreaterThanOrEqual(play.right === 'erasure' ? play.needed : 1);
        expect(approved.filter((id) => play.asking.includes(id))).toEqual([]);
        if (play.spoken.length > 0) decidedOnWords += 1;
      }),
      { numRuns: 3_000 },
    );
    expect(decidedOnWords).toBeGreaterThan(50);
  });

  it('is approved by nobody who vouched for it under an earlier id', () => {
    let decided = 0;
    fc.assert(
      fc.property(plays, (written) => {
        const play = renamed(written);
        const staff = play.staff.filter((one) => play.approving.some(({ id }) => id === one.id));
        const approved = approve({ ...play, approving: staff }, new Log(play));
        if (!approved) return;
        const spoke = readers([written.enteredBy?.id ?? '', ...written.spoken.map(({ by }) => by.id)]);
        expect(readers(approved).filter((id) => spoke.includes(id))).toEqual([]);
        if (written.spoken.length > 0) decided += 1;
      }),
      { numRuns: 1_000 },
    );
    expect(decided).toBeGreaterThan(10);
  });

  it('never exceeds what was approved on the word of the one person on whom the rest relies, while somebody else may decide', () => {
    fc.assert(
      fc.property(plays, (play) => {
        const log = new Log(play);
        const approved = approve(play, log);
        if (!approved) return;
        if (play.right === 'erasure') log.steps.push(...stopped(play.way));
        const said = sayMore(play, log);
        if (!said) return;
        wentFurther += 1;
        const spoke = readers([play.enteredBy?.id ?? '', ...play.spoken.map(({ by }) => by.id)]);
        const stands = play.way === 'theirs' ? [...spoke, ...readers(approved)] : spoke;
        const others = readers(eligible(play).map(({ id }) => id));
        const isAlone = readers(said).length === 1 && stands.includes(readers(said)[0] ?? '');
        expect(isAlone && others.length > 1).toBe(false);
        expect(readers(said).length).toBeGreaterThanOrEqual(play.right === 'erasure' ? play.needed : 1);
        expect(said.filter((id) => play.asking.includes(id))).toEqual([]);
      }),
      { numRuns: 3_000 },
    );
    expect(wentFurther).toBeGreaterThan(50);
  });

  it('goes on once all who may decide say the same, where enough may', () => {
    fc.assert(
      fc.property(plays, (play) => {
        const log = new Log(play);
        const approved = approve(play, log);
        const able = eligible(play);
        const enough =
          readers(able.map(({ id }) => id)).length > (play.right === 'erasure' ? play.needed - 1 : 0);
        if (!approved || !enough || readers(able.map(({ id }) => id)).length < 2) return;
        if (play.right === 'erasure') log.steps.push(...stopped(play.way));
        expect(sayMore({ ...play, saying: able }, log)).toBeDefined();
      }),
      { numRuns: 1_000 },
    );
  });
});

describe('the table of vouching acts', () => {
  const plain = Object.keys(vouchingActs).filter(
    (type) => !['received', 'identity-verified', 'withheld'].includes(type),
  );

  it.each(plain as EventType[])('keeps whoever gave their word by %s from approving', (type) => {
    const request = aRequest('received', ...toDecision, type);

    expect(staffWhoVouched(request)).toEqual(['alma']);
    expect(allows(request, anEvent('decided', { decision: 'approved' }))).toBe(false);
  });

  it.each<[string, Step[]]>([
    ['that nobody can tell', [anEvent('contested-settled', { says: 'unclear' })]],
    ['of an earlier manifest', ['contested-settled', anEvent('manifest-frozen', { version: 2 })]],
    ['to leave something out', ['withheld']],
    ['an address that was proven since', ['address-given', 'identity-verified']],
  ])('takes no word: %s', (_what, steps) => {
    expect(staffWhoVouched(aRequest('received', ...toDecision, ...steps))).toEqual([]);
  });
});
