import { SWEEP_MINUTES } from '../functions/domain/sweep-interval';

/**
 * What each function may do, and no more: read from what its code asks for (`Deps` of each step). From this
 * follow its role, its environment and the
 * clients that its bundle holds.
 */
export type Right =
  /** Read a request's log. */
  | 'register.read'
  /** Read it and append to it. */
  | 'register.append'
  /** Ask the index what is due, and go through all requests. */
  | 'register.sweep'
  /** List all requests. */
  | 'register.list'
  /** Open a request's data key. */
  | 'key.open'
  /** Make the data key of a request, without being able to open one. */
  | 'key.make'
  /** Keep the wrapped key of a new request. */
  | 'key.keep'
  /** Destroy a request's key. */
  | 'key.shred'
  /** Open the desk's own key: of authenticators, sign-ins, quotas and tombstones. */
  | 'desk-key.open'
  /** See to it that there is one, at deployment. */
  | 'desk-key.make'
  | 'objects.read'
  | 'objects.write'
  | 'inbox.put'
  /** Make the key of an item of the inbox, without being able to open one. */
  | 'inbox.seal'
  /** Open what the form sealed. */
  | 'inbox.open'
  | 'inbox.take'
  | 'inbox.list'
  /** Note on an item that it could not be opened. */
  | 'inbox.set-aside'
  /** Links, codes and sessions: read and write. */
  | 'items.links'
  /** Attempts, quotas and one-time codes: count. */
  | 'items.counts'
  /** Who sends a mail just now: take and drop. */
  | 'items.lease'
  /** Requests by the keyed hash of an identifier: remember. */
  | 'items.note-person'
  /** Find them. */
  | 'items.find-person'
  /** The token of a waiting task: keep and drop. */
  | 'items.wait'
  /** All tokens of a request: read and drop. */
  | 'items.wake'
  | 'mail.send'
  /** Start an execution and see whether it runs. */
  | 'workflow.start'
  /** Answer a waiting task. */
  | 'workflow.answer'
  /** Invoke the stores' own functions. */
  | 'stores.call'
  /** Tell the receiving function of a new request. */
  | 'receive.call'
  /** Read the secrets with which the shop's server signs opt-out signals and log-ins. */
  | 'signal-keys.read'
  | 'packages.write'
  | 'packages.link'
  | 'packages.remove'
  | 'tombstones.put'
  /** See whether a row is one that was erased. */
  | 'tombstones.read'
  /** Read what was appended in an hour. */
  | 'register.hours'
  /** Write an anchor. */
  | 'evidence.write'
  /** List the anchors with all that was ever written under their names, and read the oldest of each. */
  | 'evidence.read';

export interface FunctionPlan {
  /** Who is hurt, and how, while this fails. Stands in the function's description and in the runbook. */
  readonly errorImpact: string;
  readonly rights: readonly Right[];
  /** Seconds. @default 60 */
  readonly timeout?: number;
  /** Megabytes. @default 512 */
  readonly memory?: number;
}

const append = ['register.append'] as const;
/** One mail, once: the link in it, the letter, the note in the log. */
const mail = [...append, 'key.open', 'items.links', 'items.lease', 'items.counts', 'mail.send'] as const;
/** Requests by the keyed hash of an identifier. */
const persons = ['items.note-person', 'items.find-person'] as const;
const wait = ['items.wait', 'workflow.answer'] as const;
const wake = ['items.wake', 'workflow.answer', 'workflow.start'] as const;
const take = [
  ...mail,
  'items.note-person',
  'inbox.take',
  'inbox.open',
  'key.make',
  'key.keep',
  'desk-key.open',
  'workflow.start',
] as const;
const objects = ['key.open', 'objects.read', 'objects.write'] as const;

/** As long as a Lambda may take: a step that works through a store stops by itself before that. */
const LONG = 900;
/** Megabytes for a function that reads a log and writes a line. */
const SMALL = 256;
/** API Gateway gives up after 30 seconds. */
const PAGE = 29;

/** By name of the function: that of its `.handler.ts`. */
export const plans: Readonly<Record<string, FunctionPlan>> = {
  intake: {
    errorImpact: 'Nobody can send a request through the form.',
    rights: ['inbox.put', 'inbox.seal', 'receive.call'],
    timeout: PAGE,
  },
  verify: {
    errorImpact: 'People cannot prove who they are or answer a question: no request by form goes on.',
    rights: [...mail, ...wake, ...persons, 'desk-key.open'],
    timeout: PAGE,
  },
  requester: {
    errorImpact:
      'People cannot follow or withdraw their request, pause an erasure or a correction, or prove more to see their data.',
    rights: [...mail, ...wake],
    timeout: PAGE,
  },
  download: {
    errorImpact: 'People cannot fetch the copy of their data.',
    rights: [...mail, 'packages.link'],
    timeout: PAGE,
  },
  decide: {
    errorImpact: 'Staff cannot decide: no request is answered.',
    rights: [...mail, ...wake, 'objects.read', ...persons, 'desk-key.open'],
    timeout: PAGE,
    memory: 768,
  },
  staff: {
    errorImpact: 'Staff cannot answer tasks or enter requests; recipients cannot confirm.',
    rights: [
      ...mail,
      ...wake,
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
    rights: take,
  },
  signals: {
    errorImpact:
      "The shop's server cannot pass on an opt-out signal or show how it stands, and no customer can prove who they are by a log-in.",
    rights: [
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
    rights: [...mail, ...wait, 'desk-key.open'],
  },
  'search-stores': {
    errorImpact: 'A proven request is not searched for.',
    rights: [...append, ...objects, 'stores.call'],
    timeout: LONG,
  },
  'await-stores': {
    errorImpact:
      'A request does not wait for a store that is down, or staff do not hear what a store refused.',
    rights: [...mail, ...wait],
  },
  'ask-identifiers': {
    errorImpact: 'A person of whom nothing was found is not asked for another address.',
    rights: [...mail, ...wait],
  },
  'ask-manual-stores': {
    errorImpact: 'Owners of manual stores do not hear of their task.',
    rights: [...mail, ...wait],
  },
  'ask-decision': {
    errorImpact: 'Staff do not hear that a request waits for their decision.',
    rights: [...mail, ...wait],
  },
  'check-proof': {
    errorImpact: 'What a person typed to be shown the details of their data is not compared.',
    rights: [...mail, 'objects.read', 'stores.call'],
    timeout: LONG,
  },
  'hand-to-staff': {
    errorImpact: 'Staff do not hear of a request that only a person may answer.',
    rights: [...mail, ...wait],
  },
  'assemble-package': {
    errorImpact: 'An approved copy is not put together.',
    rights: [...append, 'key.open', 'objects.read', 'packages.write'],
    timeout: LONG,
    memory: 1024,
  },
  'give-notice': {
    errorImpact: 'An approved erasure does not start, and the person does not hear of it.',
    rights: [...mail, ...wait, 'objects.read'],
  },
  'erase-stores': {
    errorImpact: 'An approved erasure is not carried out, or not reported.',
    rights: [
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
    rights: mail,
    timeout: 300,
  },
  'notify-outcome': {
    errorImpact: 'A person does not get the answer, and the request stays open.',
    rights: [
      ...mail,
      'desk-key.open',
      'objects.read',
      'objects.write',
      'packages.write',
      'stores.call',
      // What a complaint, an appeal or an objection led to is opened as a request of its own.
      'key.make',
      'key.keep',
      ...persons,
      'workflow.start',
    ],
    timeout: 300,
  },
  'await-second-reading': {
    errorImpact: 'An erasure is not read over a second time.',
    rights: ['register.read', ...wait],
    memory: SMALL,
  },
  'read-stores-again': {
    errorImpact: 'An erasure is not read over a second time.',
    rights: [...append, 'key.open', 'desk-key.open', 'objects.read', 'tombstones.read', 'stores.call'],
    timeout: LONG,
  },
  'read-later': {
    errorImpact: 'What comes back after an erasure is not seen, and what a law kept stays beyond its end.',
    rights: [
      ...append,
      'key.open',
      'desk-key.open',
      'items.lease',
      'items.counts',
      'mail.send',
      'objects.read',
      'tombstones.read',
      'stores.call',
    ],
    timeout: LONG,
  },
  'correct-stores': {
    errorImpact: 'An approved correction is not written.',
    rights: [...append, 'key.open', 'stores.call'],
    timeout: LONG,
  },
  'opt-out-stores': {
    errorImpact: 'An opt-out is not carried out.',
    rights: [...append, 'key.open', 'stores.call'],
    timeout: LONG,
  },
  'pass-on': {
    errorImpact: 'A request is not handed to its next machine until the watch finds it.',
    rights: [...append, 'workflow.start'],
    memory: SMALL,
  },
  'close-request': {
    errorImpact: 'An erasure that was read a second time stays open in the register.',
    rights: append,
    memory: SMALL,
  },
  'report-trouble': {
    errorImpact: 'Staff do not hear of a request that stopped until the watch finds it.',
    rights: [...append, 'items.lease', 'items.counts', 'mail.send'],
  },
  'note-bounce': {
    errorImpact:
      'A mail that did not arrive is not noted in its request, and staff hear of it by an alarm only.',
    rights: [...append, 'items.lease', 'items.counts', 'mail.send'],
  },
  'make-desk-key': {
    errorImpact: 'The deployment stops: without its own key the desk can count no mail and check no app.',
    rights: ['desk-key.make'],
    memory: SMALL,
  },
  'anchor-evidence': {
    errorImpact:
      'What happened in that hour is in the register, but a later change of it could not be proven.',
    rights: ['register.hours', 'evidence.read', 'evidence.write'],
    timeout: LONG,
  },
  'verify-evidence': {
    errorImpact: 'Nobody hears of it when the record of requests was changed, or part of it is gone.',
    rights: ['register.read', 'register.list', 'evidence.read', 'items.links', 'items.lease', 'mail.send'],
    timeout: LONG,
    // Every entry's hash is held at once, and a function's share of a processor follows its memory.
    memory: 2048,
  },
  'watch-deadlines': {
    errorImpact: 'Reminders, overdue alarms and timers do not run: a request may be late.',
    rights: [
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
 * The one function that every automatic store has of its own; its rights are those of the store (see
 * `StoreFleet`).
 */
export const STORE_FUNCTION = 'store';
