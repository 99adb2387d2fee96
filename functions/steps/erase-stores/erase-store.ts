import { approvedManifest } from '../../casework/evidence/approved-manifest';
import { attemptName } from '../../casework/evidence/attempt-name';
import { askingErasedVectors } from '../../casework/evidence/erased-vectors';
import type { ErasureRecord } from '../../casework/evidence/erasure-records';
import { inAccountsOf } from '../../casework/evidence/known-account';
import { readAgainInSlices } from '../../casework/evidence/read-again';
import { recordIfUnavailable } from '../../casework/evidence/record-if-unavailable';
import type { EraseReceipt } from '../../connectors/connector';
import { mayCarryOut } from '../../domain/clearance';
import { assertOpen, type DataSubjectRequest } from '../../domain/data-subject-request';
import { defined } from '../../domain/defined';
import type { DeskDeps } from '../../domain/desk-deps';
import { erasureLedger, lastReportedRound, NOTHING_ERASED, totalsOf } from '../../domain/erasure-ledger';
import type { StoreReadingResult } from '../../domain/erasure-reading';
import type { EventData } from '../../domain/events';
import { allOf } from '../../domain/log-entries';
import { countRows, rowCounts } from '../../domain/manifest-rows';
import { allRows } from '../../domain/rows';
import { submittedOrders } from '../../domain/submitted-rows';
import { awaitAnswer } from './await-answer';
import { type EraseStoreInput, eraseByCalls, wasOvertaken } from './erase-by-calls';
import { type LookBefore, lookBefore } from './look-before';

type Deps = Pick<
  DeskDeps,
  'register' | 'vault' | 'objects' | 'stores' | 'tombstones' | 'desk' | 'map' | 'clock'
>;

/** Whether the time of a call is used up. */
export interface EraseTime {
  /** For reading a store. */
  readonly isOver: () => boolean;
  /** For calls that erase. */
  readonly isOverForCalls: () => boolean;
}

/**
 * Erases in one store what was approved or, in a later round, what the last reading found left. It looks
 * before and reads after.
 *
 * @param time - once it is used up, the next call looks again and goes on
 */
export async function eraseStore(
  deps: Deps,
  input: EraseStoreInput,
  time: EraseTime = { isOver: () => false, isOverForCalls: () => false },
): Promise<{ done: true }> {
  const { requestId, storeId } = input;
  const request = assertOpen(await deps.register.load(requestId));
  if (!mayCarryOut(request, 'erasure') || wasErased(request, input)) return { done: true };
  await recordIfUnavailable(deps, { requestId, storeId, phase: 'erase' }, () =>
    eraseAndRead(deps, request, { ...input, ...time }),
  );
  return { done: true };
}

function wasErased(request: DataSubjectRequest, { storeId, round }: EraseStoreInput): boolean {
  return allOf(request.log, 'store-erased').some((e) => e.data.storeId === storeId && e.data.round === round);
}

type TimedInput = EraseStoreInput & EraseTime;

async function eraseAndRead(given: Deps, loaded: DataSubjectRequest, input: TimedInput): Promise<void> {
  const request = await awaitAnswer(given, loaded, input.storeId);
  if (wasErased(request, input)) return;
  const manifest = await approvedManifest(given, request);
  const deps = inAccountsOf(given, manifest);
  const before = await lookBefore(deps, request, manifest, input);
  if (before === 'cut') return;
  if (before === 'overtaken') return startAgain(deps, input);
  const erasing = before.stop ? before : await eraseByCalls(deps, manifest, { ...input, ...before });
  if (!erasing) return startAgain(deps, input);
  if ('isCut' in erasing) return;
  const asking = askingErasedVectors(deps, erasing.request, manifest, input.storeId);
  const reading = before.stop
    ? before.reading
    : await readAgainInSlices(deps, erasing.request, manifest, { ...input, ask: asking.ask });
  if (!reading) return;
  const done = { receipt: receiptOf(erasing.request, input, before.gone), reading };
  const record = { ...recordOf(deps, input, before, done), ...defined({ vectors: asking.answer() }) };
  const name = attemptName(`erased/${input.storeId}/${input.round}`);
  const object = await deps.objects.put(request.requestId, name, record);
  const isNoted = await appendErased(deps, before, { input, request: erasing.request, ...done, object });
  if (!isNoted) await startAgain(deps, input);
}

/**
 * Starts again because another run of this step has begun, or ended, something in this store since the look.
 */
async function startAgain(deps: Deps, input: TimedInput): Promise<void> {
  const request = assertOpen(await deps.register.load(input.requestId));
  if (mayCarryOut(request, 'erasure') && !wasErased(request, input)) await eraseAndRead(deps, request, input);
}

interface Done {
  readonly receipt: EraseReceipt;
  readonly reading: StoreReadingResult;
}

/**
 * All that was erased in the store since the round that was last reported, including unfinished attempts, and
 * what staff say is gone.
 */
function receiptOf(
  request: DataSubjectRequest,
  { storeId, round }: EraseStoreInput,
  gone: LookBefore['gone'],
): EraseReceipt {
  const after = lastReportedRound(request, storeId, round);
  const { done } = erasureLedger(request, storeId, { after, until: round });
  const others = gone.map(({ collection, rows }) => ({ ...NOTHING_ERASED, collection, alreadyAbsent: rows }));
  return { collections: [...totalsOf([...done.values(), ...others]).values()] };
}

function recordOf(
  deps: Deps,
  { storeId, round }: EraseStoreInput,
  { stop }: LookBefore,
  { receipt, reading }: Done,
): ErasureRecord {
  const { drift, driftRows, driftRefs } = stop ?? reading;
  return {
    storeId,
    round,
    at: deps.clock.now(),
    receipt,
    left: reading.left,
    added: reading.added,
    kept: reading.kept,
    keptGone: reading.keptGone.map(({ collection, key }) => ({ collection, key })),
    found: reading.found,
    ...(reading.unread.length > 0 ? { unread: reading.unread } : {}),
    ...(reading.submitted ? { submitted: rowCounts(allRows(reading.submitted)) } : {}),
    ...defined({ drift, driftRows }),
    ...(stop?.vanished ? { vanished: stop.vanished } : {}),
    ...defined({ driftRefs }),
    ...(stop?.mayBeTheirs ? { mayBeTheirs: true } : {}),
  };
}

/** Rows that the store erases later, and by when. */
function submittedOf({
  reading,
  request,
  input,
}: Erased): Pick<EventData['store-erased'], 'submitted' | 'settlesBy'> {
  const settlesBy = submittedOrders(request, input.storeId)?.settlesBy;
  if (!reading.submitted || settlesBy === undefined) return {};
  return { submitted: countRows(reading.submitted), settlesBy };
}

interface Erased extends Done {
  /** With all calls of the round. */
  readonly request: DataSubjectRequest;
  readonly input: EraseStoreInput;
  readonly object: string;
}

/**
 * False when the look found a reason to stop and another run has begun since: the look may have seen no more
 * than what that run was doing.
 */
async function appendErased(deps: Deps, before: LookBefore, erased: Erased): Promise<boolean> {
  const { requestId, storeId, round } = erased.input;
  const sum = (of: 'erased' | 'anonymised' | 'alreadyAbsent' | 'keptShared') =>
    erased.receipt.collections.reduce((total, c) => total + c[of], 0);
  const { kept, leftCount, keptGone } = erased.reading;
  const data = {
    storeId,
    round,
    erased: sum('erased'),
    anonymised: sum('anonymised'),
    alreadyAbsent: sum('alreadyAbsent'),
    keptShared: sum('keptShared'),
    retained: kept,
    remaining: leftCount,
    ...(keptGone.length > 0 ? { keptGone: keptGone.length } : {}),
    ...submittedOf(erased),
    object: erased.object,
  };
  const commandId = `erase-${storeId}-${round}`;
  const after = await deps.register.append(requestId, commandId, (now) => {
    if (before.stop && wasOvertaken(before.request, now, storeId)) return undefined;
    return { type: 'store-erased', data, actor: { kind: 'desk' } };
  });
  return after.log.some((e) => e.commandId === commandId);
}
