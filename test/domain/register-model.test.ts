import fc from 'fast-check';
import { firstChainFault } from '../../functions/adapters/event-chain';
import { mayCarryOut } from '../../functions/domain/clearance';
import { isDoubted, isVerified } from '../../functions/domain/data-subject-request';
import { NotAllowedError } from '../../functions/domain/errors';
import type { EventType, LoggedEvent, NewEvent } from '../../functions/domain/events';
import { foldRequest } from '../../functions/domain/fold-request';
import type { Right } from '../../functions/domain/rights';
import { MemoryRegister } from '../fakes/memory-register';
import { testClock } from '../fakes/test-clock';
import { anEvent, eventTypes } from './a-log';
import { Clerk } from './second-fold';

const RUNS = 1_000;
const ID = 'dsr-000000000001';
const acts = [
  'erasure-noticed',
  'erasure-planned',
  'store-erased',
  'package-made',
  'correction-begun',
  'opted-out',
] as const;

/**
 * How often each irreversible act was done, over all runs: a property that never reaches one proves nothing.
 */
const done = new Map<string, number>();

interface Model {
  readonly clerk: Clerk;
}

interface Real {
  readonly register: MemoryRegister;
}

/** One act of the desk, of staff or of the requester, on a register that may refuse it. */
class Append implements fc.AsyncCommand<Model, Real> {
  constructor(
    private readonly choose: (clerk: Clerk) => NewEvent,
    private readonly commandId: string,
  ) {}

  check(): boolean {
    return true;
  }

  async run({ clerk }: Model, { register }: Real): Promise<void> {
    const before = logOf(register);
    const event = this.choose(clerk);
    const repeated = before.some((e) => e.commandId === this.commandId);

    const refused = await register.append(ID, this.commandId, () => event).then(nothing, asRefusal);

    if (refused || repeated) expect(logOf(register)).toBe(before);
    else this.wasWritten(clerk, event, register);
  }

  private wasWritten(clerk: Clerk, event: NewEvent, register: MemoryRegister): void {
    expect(logOf(register).at(-1)?.type).toBe(event.type);
    if (acts.some((act) => act === event.type)) {
      expect(clerk.status).toBe('fulfilling');
      expect(mayHave(clerk, event.type)).toBe(true);
      done.set(event.type, (done.get(event.type) ?? 0) + 1);
    }
    if (event.type === 'erasure-notice-ended') expect([clerk.paused, clerk.cleared]).toEqual([false, true]);
    if (event.type === 'decided' || event.type === 'identity-verified') expect(clerk.optOut).toBe(false);
    clerk.note(event);
    agrees(register);
  }

  toString(): string {
    return this.commandId;
  }
}

function logOf(register: MemoryRegister): readonly LoggedEvent[] {
  return register.logs.get(ID) ?? [];
}

const nothing = () => undefined;

function asRefusal(error: unknown): NotAllowedError {
  expect(error).toBeInstanceOf(NotAllowedError);
  return error as NotAllowedError;
}

function mayHave(clerk: Clerk, act: EventType): boolean {
  if (act === 'opted-out') return clerk.optOut;
  if (act === 'package-made') return clerk.cleared && ['access', 'portability'].includes(clerk.right);
  if (act === 'correction-begun') return clerk.cleared && clerk.right === 'rectification' && clerk.forMachine;
  const noticed = act === 'erasure-noticed' ? ['erasure', 'rectification'] : ['erasure'];
  return clerk.cleared && noticed.includes(clerk.right) && clerk.forMachine;
}

/** Compares the fold of the rules with that of the clerk, who reads the whole log again. */
function agrees(register: MemoryRegister): void {
  const request = foldRequest(logOf(register));
  const naive = Clerk.reads(logOf(register));
  const hasSay = naive.proven && !naive.doubted;
  const here = naive.status === 'fulfilling';
  expect([
    [request.status, request.outcome],
    [isVerified(request), isDoubted(request)],
    [mayCarryOut(request, 'erasure'), mayCarryOut(request, 'export'), mayCarryOut(request, 'correction')],
  ]).toEqual([
    [naive.status, naive.outcome],
    [hasSay, naive.doubted],
    [
      here && mayHave(naive, 'store-erased'),
      here && mayHave(naive, 'package-made'),
      here && mayHave(naive, 'correction-begun'),
    ],
  ]);
}

/** The next event of a request without incidents, so that the irreversible acts are reached. */
function onwards(clerk: Clerk): NewEvent {
  const hash = clerk.manifest ?? 'h1';
  const acts: Readonly<Record<string, EventType>> = {
    erasure: 'store-erased',
    rectification: 'correction-begun',
  };
  const act = clerk.optOut ? 'opted-out' : (acts[clerk.right] ?? 'package-made');
  const ways: Readonly<Record<string, () => NewEvent>> = {
    'awaiting-verification': () => anEvent('identity-verified'),
    locating: () =>
      anEvent(clerk.manifest ? 'decision-asked' : 'manifest-frozen', clerk.manifest ? {} : { hash }),
    'awaiting-identifiers': () => anEvent('identifiers-given'),
    'awaiting-decision': () => {
      if (clerk.doubted) return anEvent('identity-doubt-settled');
      if (!clerk.claimed) return anEvent('decided', { manifestHash: hash });
      const [given = 0] = [...clerk.claims.keys()].slice(-1);
      return given % 2 === 0 ? anEvent('claim-vouched') : anEvent('identifier-proven', { given, index: 0 });
    },
    'erasure-notice': () => anEvent('erasure-notice-ended'),
    'with-staff': () => anEvent(clerk.paused ? 'erasure-resumed' : 'staff-finished'),
    closed: () => anEvent('reopened'),
  };
  return ways[clerk.status]?.() ?? anEvent(act);
}

/** The same, with another event in place of the irreversible act. */
function insteadOfDeed(type: 'erasure-noticed' | 'erasure-planned') {
  return (clerk: Clerk): NewEvent => (clerk.status === 'fulfilling' ? anEvent(type) : onwards(clerk));
}

const special: readonly NewEvent[] = [
  anEvent('manifest-frozen', { hash: 'h1' }),
  anEvent('manifest-frozen', { hash: 'h2' }),
  anEvent('decided', { manifestHash: 'h1' }),
  anEvent('decided', { manifestHash: 'h2', decision: 'approved-in-part' }),
  anEvent('decided', { manifestHash: 'h1', decision: 'refused' }),
  anEvent('decided', { manifestHash: 'h1', decision: 'handed-over' }),
  anEvent('closed', { outcome: 'unverified' }),
  anEvent('identity-doubted'),
  anEvent('withdrawn'),
  anEvent('handed-to-staff'),
  anEvent('erasure-noticed'),
  anEvent('erasure-paused'),
  anEvent('erasure-resumed'),
  anEvent('erasure-planned'),
];

const anything = eventTypes.filter((type) => type !== 'shredded').map((type) => anEvent(type));
const command = fc
  .oneof(
    {
      weight: 6,
      arbitrary: fc.constantFrom(onwards, insteadOfDeed('erasure-noticed'), insteadOfDeed('erasure-planned')),
    },
    { weight: 3, arbitrary: fc.constantFrom(...special).map((event) => () => event) },
    { weight: 2, arbitrary: fc.constantFrom(...anything).map((event) => () => event) },
  )
  .chain((choose) => fc.integer({ min: 0, max: 500 }).map((n) => new Append(choose, `command-${n}`)));

const receipt = fc.record({
  right: fc.constantFrom<Right>(
    'erasure',
    'erasure',
    'access',
    'portability',
    'rectification',
    'rectification',
    'opt-out-of-sale',
  ),
  forWhom: fc.constantFrom('self', 'self', 'self', 'child'),
  relation: fc.constantFrom('customer', 'customer', 'customer', 'employee'),
});

it('reaches no irreversible act without proof and approval for the same manifest, whatever desk, staff and requester do, and in any order [R07]', async () => {
  await fc.assert(
    fc.asyncProperty(
      receipt,
      fc.commands([command], { maxCommands: 20, size: 'max' }),
      async (about, commands) => {
        const register = new MemoryRegister({ clock: testClock(), nextCheckAt: () => undefined });
        const received = anEvent('received', about);
        await register.open(ID, 'received', received);
        const clerk = new Clerk();
        clerk.note(received);

        await fc.asyncModelRun(() => ({ model: { clerk }, real: { register } }), commands);

        expect(firstChainFault(logOf(register))).toBeUndefined();
      },
    ),
    { numRuns: RUNS },
  );

  for (const act of acts) expect([act, (done.get(act) ?? 0) > 20]).toEqual([act, true]);
}, 60_000);

it('writes concurrent events as if one had come after the other', async () => {
  const acts = fc.array(fc.constantFrom(...special, ...anything, anEvent('identity-verified')), {
    maxLength: 12,
  });
  await fc.assert(
    fc.asyncProperty(receipt, acts, async (about, events) => {
      const register = new MemoryRegister({ clock: testClock(), nextCheckAt: () => undefined });
      await register.open(ID, 'received', anEvent('received', about));

      const all = await Promise.allSettled(
        events.map((event, i) => register.append(ID, `c-${i}`, () => event)),
      );

      const log = await register.history(ID);
      agrees(register);
      expect(firstChainFault(log)).toBeUndefined();
      expect(log).toHaveLength(1 + all.filter((one) => one.status === 'fulfilled').length);
    }),
    { numRuns: 150 },
  );
}, 60_000);
