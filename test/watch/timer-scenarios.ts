import type { NewEvent } from '../../functions/domain/events';
import type { TimerKind } from '../../functions/domain/timer';
import { tellRecipients } from '../../functions/steps/tell-recipients/tell-recipients';
import { aBook, aDesk } from '../builders/a-desk';
import { aForm, type aWorld, received, verified, type World } from '../builders/a-world';
import { anEvent } from '../domain/a-log';

/**
 * Brings a request to a state in which a timer of the kind waits, and falls due within the forty days after 2
 * March 2026.
 */
export type Scenario = (world: World) => Promise<void>;

/**
 * The special settings of the desk in all scenarios: a law that requires the receipt to be confirmed, and
 * records that are kept for ten days.
 */
export const scenarioDesk = {
  laws: ['eu-gdpr', 'us-ca-ccpa'].map((regime) => ({ regime, applies: 'binds', because: 'x' }) as const),
  recordsKept: 'P10D',
  waits: { ...aDesk().waits, remindRequesterAfter: 'P20D', tellStaffUnverifiedAfter: 'P25D' },
} satisfies NonNullable<Parameters<typeof aWorld>[0]>['desk'] extends infer D ? Partial<D> : never;

let turns = 0;

async function append(world: World, id: string, ...events: readonly NewEvent[]): Promise<void> {
  for (const event of events) {
    turns += 1;
    await world.register.append(id, `scenario-${turns}`, () => event);
  }
}

const proven = async (world: World, ...events: readonly NewEvent[]) =>
  append(world, await verified(world), ...events);

const decisionAsked = [anEvent('store-searched'), anEvent('manifest-frozen'), anEvent('decision-asked')];
const mailedEvent = (key: string) => anEvent('mailed', { key, kind: 'access-ready' });

async function erasure(world: World, ...events: readonly NewEvent[]): Promise<string> {
  const id = await verified(world, aForm({ right: 'erasure' }));
  await append(world, id, ...decisionAsked, anEvent('decided'), ...events);
  return id;
}

async function packed(world: World): Promise<void> {
  await proven(world, ...decisionAsked, anEvent('decided'), anEvent('package-made'), anEvent('closed'));
}

/** The mail service was down when the form came, and nothing was sent since. */
async function unconfirmed(world: World): Promise<void> {
  world.mailbox.down = true;
  const before = new Set(world.register.logs.keys());
  await received(world).catch(() => undefined);
  world.mailbox.down = false;
  for (const id of world.register.logs.keys()) if (!before.has(id)) await world.inbox.remove(id);
}

const unproven: Scenario = async (world) => void (await received(world));
/** Came in under a law that is no longer among the settings. */
const underRemovedLaw: Scenario = async (world) => {
  const laws = [{ regime: 'us-va-vcdpa', applies: 'binds', because: 'x' }] as const;
  const desk = { ...world.desk, laws };
  await received({ ...world, desk, book: aBook(desk) });
};
const withSilentStore: Scenario = (world) => proven(world, anEvent('store-unavailable'));
const withRefusingStore: Scenario = (world) =>
  proven(world, anEvent('store-unavailable', { kind: 'refused' }));
const undelivered: Scenario = (world) =>
  proven(
    world,
    anEvent('handed-to-staff'),
    anEvent('mail-failed', { key: 'k', kind: 'access-ready', to: 'requester' }),
  );
const after: Scenario = async (world) =>
  void (await erasure(world, anEvent('store-erased')).then((id) => {
    const kept = ['2026-03-20', '2026-03-21'].map((until) => ({ keptId: `${id}-kept-${until}`, until }));
    return append(
      world,
      id,
      ...kept.map((one) => anEvent('kept-until', one)),
      anEvent('closed'),
      anEvent('kept-ended', { keptId: kept[1]?.keptId ?? '' }),
    );
  }));

/** Somebody else was asked to erase by hand, and confirms it on 10 March. */
const asked =
  (...events: readonly NewEvent[]): Scenario =>
  async (world) => {
    const task = { taskId: 'manual-erasure-mailbox', kind: 'manual-erasure' } as const;
    const dates = { askedOn: '2026-03-02', confirmBy: '2026-03-10' };
    await erasure(
      world,
      anEvent('task-asked', { ...task, storeId: 'mailbox', owner: 'jonas' }),
      anEvent('task-answered', { taskId: task.taskId, answer: 'submitted', ...dates }),
      ...events,
    );
  };

/** A store took the order to erase, and does so by 10 March. */
const ordered: Scenario = async (world) =>
  void (await erasure(
    world,
    anEvent('store-erased', { submitted: 1, settlesBy: '2026-03-10' }),
    anEvent('closed'),
  ));

const promised: Scenario = (world) =>
  proven(world, anEvent('recipient-told'), anEvent('recipient-promised', { by: '2026-03-10' }));

const complained: Scenario = async (world) => void (await received(world, aForm({ right: 'complaint' })));

async function restrictedId(world: World, ...events: readonly NewEvent[]): Promise<string> {
  const id = await verified(world, aForm({ right: 'restriction' }));
  // The mails say what is kept, and why that ends.
  const sealed = await world.vault.seal(id, 'The address of 2019.');
  const set = { ...anEvent('restriction-set', { lookAgainOn: '2026-03-20' }), sealed };
  const whole = events.map((one) => (one.type === 'restriction-ending' ? { ...one, sealed } : one));
  await append(world, id, anEvent('handed-to-staff'), set, anEvent('closed'), ...whole);
  return id;
}

const restricted = async (world: World, ...events: readonly NewEvent[]): Promise<void> =>
  void (await restrictedId(world, ...events));

/** One scenario for every kind of timer: a new kind without one does not compile. */
export const scenarios: Readonly<Record<TimerKind, Scenario>> = {
  'ask-settlement': asked(),
  'tell-settlement': asked(),
  'check-settled': ordered,
  'tell-settled': asked(
    anEvent('mailed', { key: 'outcome', kind: 'erasure-complete' }),
    anEvent('closed'),
    anEvent('settlement-answered', { settlementId: 'settle-1-manual-erasure-mailbox' }),
  ),
  'ask-recipient': promised,
  'tell-recipient-silent': promised,
  acknowledge: unconfirmed,
  'remind-requester': unproven,
  'tell-staff-unverified': unproven,
  'close-unverified': unproven,
  'lapse-identifiers': (world) => proven(world, anEvent('identifiers-asked')),
  'retry-stores': withSilentStore,
  'give-up-stores': withRefusingStore,
  'tell-given-up': withRefusingStore,
  'end-erasure-notice': async (world) =>
    void (await erasure(world, anEvent('erasure-noticed'), mailedEvent('erasure-notice'))),
  'hand-over-paused': async (world) =>
    void (await erasure(world, anEvent('erasure-noticed'), anEvent('erasure-paused'))),
  'second-reading': async (world) =>
    void (await erasure(world, anEvent('store-erased'), mailedEvent('outcome'))),
  'remind-staff': (world) => proven(world, anEvent('handed-to-staff')),
  'remind-task': (world) =>
    proven(world, anEvent('task-asked', { taskId: 't', kind: 'manual-access', owner: 'jonas' })),
  overdue: (world) => proven(world, anEvent('handed-to-staff')),
  'remind-proof': (world) =>
    proven(
      world,
      ...decisionAsked,
      anEvent('decided'),
      anEvent('task-asked', { taskId: 'proof-1', kind: 'proof', storeId: '', owner: 'alma' }),
    ),
  'remind-collection': packed,
  'expire-package': packed,
  'check-driver': (world) => proven(world),
  'ask-again': (world) => proven(world, ...decisionAsked),
  'prove-addresses': (world) => proven(world, anEvent('identifiers-asked'), anEvent('identifiers-given')),
  'read-later': after,
  'end-kept': after,
  'shred-kept': after,
  shred: packed,
  'end-stub': async (world) => {
    const right = world.clock.now();
    world.clock.set('2018-03-02T09:00:00.000Z');
    await proven(world, ...decisionAsked, anEvent('decided'), anEvent('package-made'), anEvent('closed'));
    const id = [...world.register.logs.keys()].at(-1) ?? '';
    await append(world, id, anEvent('package-expired'), anEvent('shredded'));
    world.clock.set(right);
  },
  'carry-out-approval': (world) => proven(world, ...decisionAsked, anEvent('approval-announced')),
  'send-held': async (world) =>
    append(world, await received(world), anEvent('mail-held', { key: 'acknowledge-2' })),
  'tell-recipients': (world) => proven(world, anEvent('recipient-queued', { recipientId: 'bank' })),
  'tell-strangers': async (world) =>
    append(
      world,
      await received(world),
      anEvent('mail-held', {
        key: 'unverified:alma',
        kind: 'staff-task',
        to: 'staff',
        because: 'staff-list',
      }),
    ),
  'tell-unclear': async (world) => {
    const id = await received(world, aForm({ right: 'marketing-objection' }));
    await append(world, id, anEvent('opted-out', { storeId: 'shop', found: 1 }));
    await tellRecipients(world, { requestId: id });
  },
  'tell-failed': unproven,
  'tell-unverified': unproven,
  'tell-unreached': async (world) =>
    append(world, await received(world), anEvent('mail-bounced', { key: 'acknowledge', to: 'requester' })),
  'tell-undelivered': undelivered,
  'remind-letter': undelivered,
  'remind-progress': complained,
  'tell-progress': complained,
  'look-at-restriction': (world) => restricted(world),
  'tell-restriction-ending': (world) => restricted(world, anEvent('restriction-ending')),
  'end-restriction': async (world) => {
    const id = await restrictedId(world, anEvent('restriction-ending', { endsOn: '2026-03-10' }));
    const { log } = await world.register.load(id);
    const key = `restriction-ending-${log.at(-1)?.seq}`;
    await append(world, id, anEvent('mailed', { key, kind: 'restriction-ending', to: 'requester' }));
  },
  'lift-marks': async (world) => {
    const id = await restrictedId(
      world,
      anEvent('restriction-marked'),
      anEvent('restriction-ending', { unmark: true }),
    );
    const { log } = await world.register.load(id);
    const key = `restriction-ending-${log.at(-1)?.seq}`;
    await append(world, id, anEvent('mailed', { key, kind: 'restriction-ending', to: 'requester' }));
    await append(world, id, anEvent('restriction-ended'));
  },
  'tell-undated': underRemovedLaw,
  'date-anew': async (world) => {
    const right = world.clock.now();
    world.clock.forward('P1Y');
    await proven(world);
    world.clock.set(right);
  },
  'check-queue': async (world) => void (await erasure(world, anEvent('erasure-queued'))),
  'tell-passed-over': async (world) =>
    void (await erasure(world, anEvent('erasure-queued'), anEvent('erasure-unqueued', { because: 'date' }))),
};
