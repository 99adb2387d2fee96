import { SWEEP_MINUTES } from '../functions/domain/sweep-interval';
import { append, mail, objects, type Permission, persons, take, wait, wake } from './permissions';

/** What the stack needs to know about a function to deploy it. */
export interface FunctionPlan {
  /** Who is affected while this fails, and how. Shown in the function's description and in the runbook. */
  readonly errorImpact: string;
  readonly permissions: readonly Permission[];
  /** Seconds. @default 60 */
  readonly timeout?: number;
  /** Megabytes. @default 512 */
  readonly memory?: number;
}

/** Seconds: the most that Lambda allows. A step that works through a store stops by itself before that. */
const LONG = 900;
/** Megabytes: for a function that reads a log and appends an event. */
const SMALL = 256;
/** Seconds: API Gateway gives up after 30. */
const PAGE = 29;

/** The plan of each function, by the name of its `.handler.ts`. */
export const plans: Readonly<Record<string, FunctionPlan>> = {
  intake: {
    errorImpact: 'Nobody can send a request through the form.',
    permissions: ['inbox.put', 'inbox.seal', 'receive.call'],
    timeout: PAGE,
  },
  verify: {
    errorImpact: 'People cannot prove who they are or answer a question: no request by form goes on.',
    permissions: [...mail, ...wake, ...persons, 'desk-key.open'],
    timeout: PAGE,
  },
  requester: {
    errorImpact:
      'People cannot follow or withdraw their request, pause an erasure or a correction, or prove more to see their data.',
    permissions: [...mail, ...wake, 'items.drop'],
    timeout: PAGE,
  },
  download: {
    errorImpact: 'People cannot fetch the copy of their data.',
    permissions: [...mail, 'packages.link'],
    timeout: PAGE,
  },
  decide: {
    errorImpact: 'Staff cannot decide: no request is answered.',
    permissions: [...mail, ...wake, 'items.drop', 'objects.read', ...persons, 'desk-key.open'],
    timeout: PAGE,
    memory: 768,
  },
  staff: {
    errorImpact: 'Staff cannot answer tasks or enter requests; recipients cannot confirm.',
    permissions: [
      ...mail,
      ...wake,
      'items.drop',
      ...objects,
      ...persons,
      'key.make',
      'key.keep',
      'desk-key.open',
      'register.list',
    ],
    timeout: PAGE,
  },
  receive: {
    errorImpact: 'New requests wait in the inbox until the next deadline watch takes them in.',
    permissions: take,
  },
  signals: {
    errorImpact:
      "The shop's server cannot pass on an opt-out signal or show how it stands, and no customer can prove who they are by a log-in.",
    permissions: [
      ...append,
      ...wake,
      'key.open',
      'key.make',
      'key.keep',
      'desk-key.open',
      'items.links',
      'items.counts',
      ...persons,
      'signal-keys.read',
    ],
    timeout: PAGE,
  },
  'verify-identity': {
    errorImpact: 'A request that staff entered is not asked for proof.',
    permissions: [...mail, ...wait, 'desk-key.open'],
  },
  'search-stores': {
    errorImpact: 'A proven request is not searched for.',
    permissions: [...append, ...objects, 'stores.call'],
    timeout: LONG,
  },
  'await-stores': {
    errorImpact:
      'A request does not wait for a store that is down, or staff do not hear what a store refused.',
    permissions: [...mail, ...wait],
  },
  'ask-identifiers': {
    errorImpact: 'A person of whom nothing was found is not asked for another address.',
    permissions: [...mail, ...wait],
  },
  'ask-manual-stores': {
    errorImpact: 'Owners of manual stores do not hear of their task.',
    permissions: [...mail, ...wait],
  },
  'ask-decision': {
    errorImpact: 'Staff do not hear that a request waits for their decision.',
    permissions: [...mail, ...wait],
  },
  'check-proof': {
    errorImpact: 'What a person typed to be shown the details of their data is not compared.',
    permissions: [...mail, 'items.drop', 'objects.read', 'stores.call'],
    timeout: LONG,
  },
  'hand-to-staff': {
    errorImpact: 'Staff do not hear of a request that only a person may answer.',
    permissions: [...mail, ...wait],
  },
  'assemble-package': {
    errorImpact: 'An approved copy is not put together.',
    permissions: [...append, 'key.open', 'objects.read', 'packages.write'],
    timeout: LONG,
    memory: 1024,
  },
  'give-notice': {
    errorImpact: 'An approved erasure does not start, and the person does not hear of it.',
    permissions: [...mail, ...wait, 'objects.read'],
  },
  'erase-stores': {
    errorImpact: 'An approved erasure is not carried out, or not reported.',
    permissions: [
      ...append,
      ...objects,
      'key.make',
      'key.keep',
      'desk-key.open',
      'tombstones.put',
      'tombstones.read',
      'stores.call',
    ],
    timeout: LONG,
  },
  'tell-recipients': {
    errorImpact: 'Recipients of the data do not hear what was erased, corrected, restricted or stopped.',
    permissions: mail,
    timeout: 300,
  },
  'notify-outcome': {
    errorImpact: 'A person does not get the answer, and the request stays open.',
    permissions: [
      ...mail,
      'desk-key.open',
      'objects.read',
      'objects.write',
      'packages.write',
      'stores.call',
      // A granted complaint, appeal or objection opens a request of its own.
      'key.make',
      'key.keep',
      ...persons,
      'workflow.start',
    ],
    timeout: 300,
  },
  'await-second-reading': {
    errorImpact: 'An erasure is not read over a second time.',
    permissions: ['register.read', ...wait],
    memory: SMALL,
  },
  'read-stores-again': {
    errorImpact: 'An erasure is not read over a second time.',
    permissions: [...append, 'key.open', 'desk-key.open', ...objects, 'tombstones.read', 'stores.call'],
    timeout: LONG,
  },
  'read-later': {
    errorImpact:
      'What comes back after an erasure is not seen, what a law kept stays beyond its end, and nobody hears how the rest of an erasure ended.',
    permissions: [
      ...mail,
      'desk-key.open',
      'objects.read',
      'objects.write',
      'packages.write',
      'tombstones.read',
      'stores.call',
    ],
    timeout: LONG,
  },
  'correct-stores': {
    errorImpact: 'An approved correction is not written.',
    permissions: [...append, 'key.open', 'stores.call'],
    timeout: LONG,
  },
  'opt-out-stores': {
    errorImpact: 'An opt-out is not carried out.',
    permissions: [...append, 'key.open', 'stores.call'],
    timeout: LONG,
  },
  'pass-on': {
    errorImpact: 'A request is not handed to its next machine until the watch finds it.',
    permissions: [...append, 'workflow.start'],
    memory: SMALL,
  },
  'close-request': {
    errorImpact: 'An erasure that was read a second time stays open in the register.',
    permissions: append,
    memory: SMALL,
  },
  'report-trouble': {
    errorImpact: 'Staff do not hear of a request that stopped until the watch finds it.',
    permissions: [...append, 'items.lease', 'items.counts', 'mail.send'],
  },
  'note-bounce': {
    errorImpact:
      'A mail that did not arrive is not noted in its request, and staff hear of it by an alarm only.',
    permissions: [...append, 'items.lease', 'items.counts', 'mail.send'],
  },
  'make-desk-key': {
    errorImpact: 'The deployment stops: without its own key the desk can count no mail and check no app.',
    permissions: ['desk-key.make'],
    memory: SMALL,
  },
  'anchor-evidence': {
    errorImpact:
      'What happened in that hour is in the register, but a later change of it could not be proven.',
    permissions: ['register.hours', 'evidence.read', 'evidence.write'],
    timeout: LONG,
  },
  'verify-evidence': {
    errorImpact: 'Nobody hears of it when the record of requests was changed, or part of it is gone.',
    permissions: [
      'register.read',
      'register.scan',
      'evidence.read',
      'items.links',
      'items.lease',
      'mail.send',
    ],
    timeout: LONG,
    // It holds the hash of every entry at once, and Lambda gives processor time in proportion to memory.
    memory: 2048,
  },
  'watch-deadlines': {
    errorImpact: 'Reminders, overdue alarms and timers do not run: a request may be late.',
    permissions: [
      ...take,
      ...wake,
      'inbox.list',
      'register.sweep',
      'register.hours',
      'evidence.read',
      'inbox.set-aside',
      'key.shred',
      'packages.remove',
    ],
    timeout: SWEEP_MINUTES * 60,
    memory: 1024,
  },
};

/**
 * The function that each automatic store gets a copy of. Its permissions are those on its store: see
 * `StoreFleet`.
 */
export const STORE_FUNCTION = 'store';
