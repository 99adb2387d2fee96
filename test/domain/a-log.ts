import { CHAIN_START, chainEvent } from '../../functions/adapters/event-chain';
import type { DataSubjectRequest } from '../../functions/domain/data-subject-request';
import type { EventData, EventType, LoggedEvent, NewEvent } from '../../functions/domain/events';
import { foldRequest } from '../../functions/domain/fold-request';
import type { statuses } from '../../functions/domain/request-status';

export const receivedAt = '2026-03-02T09:00:00.000Z';
export const HASH = 'hash-1';

/** Data for each type, where a test does not care. */
const plain: EventData = {
  received: {
    right: 'erasure',
    regimes: ['eu-gdpr'],
    channel: 'form',
    receivedAt,
    place: 'DE-BE',
    zone: 'Europe/Berlin',
    forWhom: 'self',
    relation: 'customer',
  },
  mailed: { key: 'k', kind: 'acknowledge-and-verify', to: 'requester' },
  'mail-held': {
    key: 'acknowledge',
    kind: 'acknowledge-and-verify',
    to: 'requester',
    because: 'mailbox-full',
    until: '2026-03-03T00:00:00Z',
  },
  'mail-failed': {
    key: 'k',
    kind: 'acknowledge-and-verify',
    to: 'requester',
    reason: 'address',
    code: 'BadRequestException',
  },
  'mail-bounced': {
    key: 'k',
    kind: 'acknowledge-and-verify',
    to: 'requester',
    lasting: true,
    type: 'Permanent',
    subtype: 'General',
  },
  'mail-complained': { key: 'k', kind: 'acknowledge-and-verify', to: 'requester', type: 'abuse' },
  'letter-settled': { key: 'k', staffId: 'alma' },
  'address-given': { staffId: 'alma' },
  'identity-verified': { method: 'mailbox' },
  'identity-doubted': { staffId: 'alma', askedAt: receivedAt },
  'identity-doubt-settled': { staffId: 'alma' },
  'proof-offered': { offer: 'offer-1' },
  'proof-checked': { offer: 'offer-1', says: 'no-match' },
  'account-confirmed': {
    method: 'account',
    place: 'own/0',
    keyId: 'k1',
    loggedInAt: '2026-11-24T08:00:00.000Z',
  },
  'details-vouched': { staffId: 'alma' },
  'form-read': { right: 'erasure', regimes: ['eu-gdpr'], forWhom: 'self', relation: 'customer' },
  'workflow-started': { machine: 'data-subject-request', version: 1 },
  'search-started': { wave: 1 },
  'person-ambiguous': { storeId: 'shop' },
  'store-searched': { storeId: 'shop', wave: 1, rows: 1, object: 'found/shop/1.json' },
  'store-unavailable': { storeId: 'shop', phase: 'locate', code: 'StoreUnavailableError' },
  'stores-retried': {},
  'stores-given-up': { storeIds: ['shop'] },
  'identifiers-asked': {},
  'identifiers-given': { count: 1, addresses: 1 },
  'identifier-proven': { given: 4, index: 0 },
  'claim-vouched': { staffId: 'alma' },
  'identifiers-lapsed': {},
  'task-asked': { taskId: 't', kind: 'manual-erasure', storeId: 'mailbox', owner: 'jonas' },
  'task-answered': { taskId: 't', answer: 'done', staffId: 'jonas', uploads: 0 },
  'manifest-frozen': {
    version: 1,
    hash: HASH,
    object: 'manifest/1.json',
    rows: 1,
    stores: [],
    unmapped: [],
    unavailable: [],
    sensitive: false,
  },
  'decision-asked': { manifestVersion: 1 },
  'search-renewed': { staffId: 'alma' },
  'unread-settled': {
    manifestVersion: 1,
    storeId: 'files',
    reason: 'compressed',
    places: 1,
    says: 'nothing',
    staffId: 'alma',
  },
  'contested-settled': {
    manifestVersion: 1,
    storeId: 'shop',
    collection: 'orders',
    rows: 1,
    says: 'others',
    staffId: 'alma',
  },
  'preview-viewed': { staffId: 'alma', collections: [{ storeId: 'shop', collection: 'orders' }] },
  'field-classified': { storeId: 'shop', collection: 'orders', field: 'x', as: 'give', staffId: 'alma' },
  withheld: { count: 1, staffId: 'alma' },
  'law-chosen': {
    storeId: 'shop',
    collection: 'payments',
    field: 'iban',
    as: 'show',
    laws: ['GDPR', 'CCPA'],
    staffId: 'alma',
  },
  'question-asked': { questionId: 'q', staffId: 'alma', pauses: false },
  'question-answered': { questionId: 'q' },
  extended: { regime: 'eu-gdpr', ground: 'complexity', words: 'it is complex', staffId: 'alma' },
  'approval-given': { staffId: 'alma', manifestHash: HASH, manifestVersion: 1, factor: 'totp' },
  'approval-announced': {
    decision: 'approved',
    staffId: 'alma',
    manifestHash: HASH,
    manifestVersion: 1,
    factor: 'totp',
  },
  decided: { decision: 'approved', staffId: 'alma', manifestHash: HASH, manifestVersion: 1, factor: 'totp' },
  'erasure-noticed': { endsAt: '2026-03-10T09:00:00.000Z' },
  'erasure-paused': {},
  'erasure-resumed': { staffId: 'alma', endsAt: '2026-03-12T09:00:00.000Z' },
  'erasure-notice-ended': {},
  'erasure-queued': { behind: ['dsr-000000000002'], until: '2026-03-30T22:00:00.000Z' },
  'erasure-unqueued': { because: 'free', behind: [] },
  'erasure-planned': { round: 1, storeIds: ['shop'], object: 'manifest/1.json' },
  'erasure-begun': { storeId: 'shop', round: 1, rows: 1, gone: [] },
  'erasure-acknowledged': {
    storeId: 'shop',
    round: 1,
    call: 'c-1',
    by: 'answer',
    collections: [{ collection: 'orders', erased: 1, anonymised: 0, alreadyAbsent: 0, keptShared: 0 }],
  },
  'erasure-drifted': { storeId: 'shop', reason: 'new-owner' },
  'drift-accepted': { staffId: 'alma' },
  'further-word-given': { on: 'drift-9', says: 'theirs', staffId: 'alma' },
  'store-erased': {
    storeId: 'shop',
    round: 1,
    erased: 1,
    anonymised: 0,
    alreadyAbsent: 0,
    keptShared: 0,
    retained: 0,
    remaining: 0,
    object: 'erased/shop/1.json',
  },
  'second-reading-due': {},
  'reading-paused': { storeId: 'shop', object: 'reading/shop.json' },
  'store-read-again': { storeId: 'shop', remaining: 0, retained: 0 },
  'erasure-replayed': { storeId: 'shop', rows: 1 },
  'read-later': { after: 'P7D', stores: [] },
  'kept-until': {
    keptId: 'dsr-1-kept-2032-12-31',
    until: '2032-12-31',
    collections: [{ storeId: 'shop', collection: 'invoices', rows: 1 }],
  },
  'kept-end-begun': {
    keptId: 'dsr-1-kept-2032-12-31',
    storeId: 'shop',
    call: 'c-1',
    collections: [{ collection: 'invoices', rows: 1 }],
  },
  'kept-end-acknowledged': {
    keptId: 'dsr-1-kept-2032-12-31',
    storeId: 'shop',
    call: 'c-1',
    collections: [{ collection: 'invoices', erased: 1, anonymised: 0, alreadyAbsent: 0, keptShared: 0 }],
  },
  'kept-ended': { keptId: 'dsr-1-kept-2032-12-31', erased: 1, gone: 0, left: [] },
  'kept-finished': { keptId: 'dsr-1-kept-2032-12-31' },
  'kept-shredded': { keptId: 'dsr-1-kept-2032-12-31' },
  'correction-begun': { storeId: 'shop', version: 1 },
  'store-corrected': { storeId: 'shop', version: 1, done: [], left: [] },
  'opt-out-signalled': { signal: 'gpc', keyId: 'k1' },
  'opted-out': { storeId: 'shop', found: 1, changed: 1 },
  'package-made': { object: 'answer.zip', sha256: '0', bytes: 1, records: 1, withheld: 0 },
  'report-made': { object: 'report.html', sha256: '0', bytes: 1 },
  'package-downloaded': {},
  'package-expired': {},
  'grounds-shown': { grounds: { 'eu-gdpr': 'excessive' }, staffId: 'alma' },
  'recipients-chosen': { told: [], left: [], staffId: 'alma' },
  'recipient-queued': { recipientId: 'parcel', role: 'processor' },
  'recipient-told': { recipientId: 'parcel', role: 'processor' },
  'recipient-confirmed': { recipientId: 'parcel' },
  'recipient-declined': { recipientId: 'parcel' },
  'recipient-promised': { recipientId: 'parcel', by: '2026-04-30' },
  'settlement-answered': {
    settlementId: 'settle-1-t',
    storeId: 'mailbox',
    says: 'done',
    staffId: 'jonas',
    on: '2026-03-20',
  },
  'settlement-checked': { storeId: 'shop', rows: 1 },
  'erasure-settled': { storeId: 'shop', rows: 1 },
  'handed-to-staff': { reason: 'staff-choice' },
  'staff-finished': { outcome: 'fulfilled', staffId: 'alma' },
  reminded: { what: 'requester' },
  overdue: {},
  'timer-failed': { timer: 'remind-staff', key: 'k', code: 'unexpected', tries: 1 },
  trouble: { state: 'workflow', code: 'Boom' },
  withdrawn: {},
  closed: { outcome: 'fulfilled' },
  reopened: { because: 'proof-given-late' },
  linked: { requestId: 'dsr-000000000002', here: 'own', there: 'own' },
  appealed: { appealId: 'dsr-000000000002' },
  complained: { complaintId: 'dsr-000000000002' },
  'review-tied': { aboutId: 'dsr-000000000002', by: 'reference', decidedBy: ['bruno'] },
  'progress-written': { staffId: 'alma' },
  'carried-on': { requestId: 'dsr-000000000002', right: 'access' },
  'carries-on': {
    fromId: 'dsr-000000000002',
    proofOf: 'dsr-000000000002',
    refusedBy: ['bruno'],
    vouchedBy: ['alma'],
  },
  'restriction-set': { staffId: 'alma', lookAgainOn: '2026-06-05' },
  'restriction-marked': { storeId: 'shop', on: true, found: 1, changed: 1 },
  'restriction-kept': { staffId: 'alma', lookAgainOn: '2026-09-05' },
  'restriction-ending': { staffId: 'alma', endsOn: '2026-06-15' },
  'restriction-ended': {},
  'history-lost': { lost: [{ seq: 2, hash: 'a', type: 'decided', hour: '2026-03-05T10' }] },
  'history-settled': { way: 'go-on', staffId: 'alma' },
  'unknown-event': { type: 'invented' },
  shredded: { finalOn: '2030-01-01' },
};

export const eventTypes = Object.keys(plain) as EventType[];

/** An event of a type; `data` replaces parts of the default. */
export function anEvent<T extends EventType>(type: T, data: Partial<EventData[T]> = {}): NewEvent {
  return { type, data: { ...plain[type], ...data }, actor: { kind: 'desk' } } as NewEvent;
}

/** An event, its instant and its command id; the last two are optional. */
export type Step =
  | EventType
  | NewEvent
  | { readonly event: NewEvent; readonly at?: string; readonly as?: string };

/** A log that is not checked by the guards, so that it may hold states that only a fault could cause. */
export function aRequest(...steps: readonly Step[]): DataSubjectRequest {
  const log: LoggedEvent[] = [];
  for (const step of steps) log.push(logged(log, step));
  return foldRequest(log);
}

/** The request with one more entry. */
export function after({ log }: DataSubjectRequest, step: Step): DataSubjectRequest {
  return foldRequest([...log, logged(log, step)]);
}

function logged(log: readonly LoggedEvent[], step: Step): LoggedEvent {
  const { event, at, as } = partsOf(step);
  const seq = log.length + 1;
  const prev = log.at(-1)?.hash ?? CHAIN_START;
  const when = at ?? log.at(-1)?.at ?? receivedAt;
  return chainEvent(
    { requestId: 'dsr-000000000001', seq, at: when, commandId: as ?? `c-${seq}`, prev },
    event,
  );
}

function partsOf(step: Step): { event: NewEvent; at?: string; as?: string } {
  if (typeof step === 'string') return { event: anEvent(step) };
  return 'event' in step ? step : { event: step };
}

/** The steps of an erasure up to its execution. */
export const toFulfilling = [
  'received',
  'identity-verified',
  'store-searched',
  'manifest-frozen',
  'decision-asked',
  'decided',
] as const satisfies readonly EventType[];

/** The shortest log that ends in each status. */
export const reaching: Readonly<Record<(typeof statuses)[number], readonly Step[]>> = {
  'awaiting-verification': ['received'],
  locating: ['received', 'identity-verified'],
  'awaiting-identifiers': ['received', 'identity-verified', 'identifiers-asked'],
  'awaiting-decision': toFulfilling.slice(0, -1),
  'erasure-notice': [...toFulfilling, 'erasure-noticed'],
  fulfilling: toFulfilling,
  'with-staff': ['received', 'handed-to-staff'],
  closed: ['received', anEvent('closed', { outcome: 'unverified' })],
};
