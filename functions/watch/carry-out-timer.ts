import { allows, type DataSubjectRequest } from '../domain/data-subject-request';
import type { DeskDeps } from '../domain/desk-deps';
import type { NewEvent } from '../domain/events';
import { storesDown } from '../domain/open-work';
import type { Timer, TimerKind } from '../domain/timers';
import { ensureDriver } from '../driving/ensure-driver';
import { wake } from '../driving/wake';
import { proofLinksSent, sendFreshProofLink } from '../mailing/ask-for-proof';
import type { MailingDeps } from '../mailing/mail-once';
import { expirePackage, remindCollection } from './collection';
import { remindOwner, remindStaff, tellOverdue } from './remind-staff';
import { shred } from './retention';
import { closeUnverified, tellStaffUnverified } from './unverified';

export interface WatchDeps extends MailingDeps, Pick<DeskDeps, 'workflow' | 'inbox' | 'packages'> {
  /** Takes one request from the inbox. */
  readonly receive: (input: { requestId: string }) => Promise<void>;
  /** Where the first sweep ever begins (instant). */
  readonly firstDay: string;
  /** Notes a failed check: ids and names only. */
  readonly note: (requestId: string, error: Error) => void;
}

type Deed = (deps: WatchDeps, request: DataSubjectRequest, timer: Timer) => Promise<void>;

/** One deed a timer. Each leaves an event whose command id is the timer's key, so that it is done once, by whichever sweep comes first. */
const deeds: Readonly<Record<TimerKind, Deed>> = {
  'remind-requester': async (deps, request, timer) => {
    await sendFreshProofLink(deps, request.requestId, proofLinksSent(request) + 1);
    await note(deps, request, timer, reminded('requester'));
  },
  'tell-staff-unverified': tellStaffUnverified,
  'close-unverified': closeUnverified,
  'lapse-identifiers': (deps, request, timer) =>
    noteAndWake(deps, request, timer, desk('identifiers-lapsed', {})),
  'retry-stores': (deps, request, timer) => noteAndWake(deps, request, timer, desk('stores-retried', {})),
  'give-up-stores': (deps, request, timer) =>
    noteAndWake(deps, request, timer, (now) => desk('stores-given-up', { storeIds: allDown(now) })),
  'end-erasure-notice': (deps, request, timer) =>
    noteAndWake(deps, request, timer, desk('erasure-notice-ended', {})),
  'second-reading': (deps, request, timer) =>
    noteAndWake(deps, request, timer, desk('second-reading-due', {})),
  'remind-staff': remindStaff,
  'remind-task': remindOwner,
  overdue: tellOverdue,
  'remind-collection': remindCollection,
  'expire-package': expirePackage,
  'check-driver': async (deps, request, timer) => {
    await ensureDriver(deps, request.requestId);
    await note(deps, request, timer, reminded('driver'));
  },
  shred,
};

export function carryOutTimer(deps: WatchDeps, request: DataSubjectRequest, timer: Timer): Promise<void> {
  return deeds[timer.kind](deps, request, timer);
}

/** Notes the deed under the timer's key. An event that the moves forbid by now is left out: the request went on meanwhile. */
export async function note(
  deps: WatchDeps,
  request: DataSubjectRequest,
  timer: Timer,
  event: NewEvent | ((now: DataSubjectRequest) => NewEvent),
): Promise<void> {
  await deps.register.append(request.requestId, timer.key, (now) => {
    const noted = typeof event === 'function' ? event(now) : event;
    return allows(now, noted) ? noted : undefined;
  });
}

async function noteAndWake(
  deps: WatchDeps,
  request: DataSubjectRequest,
  timer: Timer,
  event: Parameters<typeof note>[3],
): Promise<void> {
  await note(deps, request, timer, event);
  await wake(deps, request.requestId);
}

export function reminded(what: string): NewEvent {
  return { type: 'reminded', data: { what }, actor: { kind: 'desk' } };
}

function desk<T extends NewEvent['type']>(type: T, data: Extract<NewEvent, { type: T }>['data']): NewEvent {
  return { type, data, actor: { kind: 'desk' } } as NewEvent;
}

function allDown(request: DataSubjectRequest): string[] {
  const phases = ['locate', 'erase', 'opt-out', 'second-reading'] as const;
  return [...new Set(phases.flatMap((phase) => storesDown(request, phase)))];
}
