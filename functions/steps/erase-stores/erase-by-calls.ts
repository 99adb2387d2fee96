import { randomUUID } from 'node:crypto';
import { keepAsked, keepUnsure } from '../../casework/evidence/asked-rows';
import { callStore } from '../../casework/evidence/call-store';
import { keepVectors } from '../../casework/evidence/erased-vectors';
import { keepOrdered, withOrderedBefore } from '../../casework/evidence/ordered-rows';
import { ownCounts } from '../../casework/evidence/own-counts';
import { rowsThere } from '../../casework/evidence/rows-there';
import { type EraseReceipt, StoreError } from '../../connectors/connector';
import { faultError } from '../../connectors/fault-error';
import { civilDateOf, plusDuration } from '../../domain/civil-time';
import type { DataSubjectRequest } from '../../domain/data-subject-request';
import { isDatabase } from '../../domain/database-kinds';
import { defined } from '../../domain/defined';
import type { DeskDeps } from '../../domain/desk-deps';
import { withAttempt } from '../../domain/erase-attempt';
import type { EraseInstruction } from '../../domain/erase-instruction';
import { eraseBounds, eraseCalls } from '../../domain/erase-instructions';
import { NOTHING_ERASED } from '../../domain/erasure-ledger';
import type { CollectionCount, ErasedCount } from '../../domain/event-facts';
import type { EventData, EventType } from '../../domain/events';
import type { Manifest, ManifestCollection } from '../../domain/manifest';
import { rowCounts } from '../../domain/manifest-rows';
import { withApprovedEndings } from '../../domain/ticked-endings';

type Deps = Pick<DeskDeps, 'register' | 'stores' | 'map' | 'vault' | 'objects' | 'clock'>;

export interface EraseStoreInput {
  readonly requestId: string;
  readonly storeId: string;
  readonly round: number;
}

export interface EraseInput extends EraseStoreInput {
  /** The request as it was at the look. */
  readonly request: DataSubjectRequest;
  readonly rows: readonly ManifestCollection[];
  readonly gone: readonly CollectionCount[];
  /** Whether the time of this run is used up, so that no further call is begun. */
  readonly isOverForCalls: () => boolean;
}

export interface Erasing {
  /** With all that was recorded. */
  readonly request: DataSubjectRequest;
  /** Calls are left for the next run, which looks again first. */
  readonly isCut?: true;
}

/**
 * Erases call by call. The intent is recorded before each call and its result right after it, so nothing is
 * forgotten when a later call gets no answer, and what was there before an unanswered call counts as erased
 * once it is gone. What a store did or ordered of a call that it then refused is recorded in the same way.
 *
 * @returns `undefined` when another run of this step acted since the look, which is then out of date
 */
export async function eraseByCalls(
  deps: Deps,
  manifest: Manifest,
  input: EraseInput,
): Promise<Erasing | undefined> {
  const { storeId, rows } = input;
  const map = deps.map.stores.find((s) => s.storeId === storeId);
  const approved = manifest.stores.find((s) => s.storeId === storeId);
  const bounds = eraseBounds(approved?.collections ?? []);
  const calls = map ? eraseCalls(map, rows, approved?.examination?.eraseGroups) : [];
  let request = input.request;
  let isFirst = true;
  for (const planned of calls) {
    if (!isFirst && input.isOverForCalls()) return { request, isCut: true };
    const ticked = withApprovedEndings(planned, approved?.collections ?? []);
    const named = withAttempt(request, storeId, ticked);
    const instructions = await withOrderedBefore(deps, request, map, named);
    const call = randomUUID();
    const vectors = await keepVectors(deps, input, instructions, approved?.examination);
    const asked = await keepAsked(deps, input, instructions, approved?.collections ?? []);
    const begun = await recordIntent(deps, { ...input, request }, { call, instructions, vectors, asked });
    if (!begun) return undefined;
    try {
      const receipt = await callStore(deps, storeId, { op: 'erase', instructions, bounds });
      const ordered = await keepOrdered(deps, input, receipt);
      const lost = await keepUnsure(deps, input, receipt, approved?.collections ?? []);
      const told = { ...answeredBy(receipt, instructions), ...settlesBy(deps, begun, receipt) };
      request = await acknowledge(deps, input, call, { ...told, ...defined({ ordered, lost }) });
      const { unfinished } = receipt;
      if (unfinished && (unfinished.kind === 'no-answer' || !didAnything(receipt)))
        throw faultError(storeId, unfinished);
      if (unfinished) return { request };
    } catch (error) {
      if (asked !== undefined && wasNothingAsked(error, instructions))
        await acknowledge(deps, input, call, { by: 'answer', collections: nothingOf(instructions) });
      if (!wasRefused(error)) throw error;
      request = await settleRefused(deps, { ...input, request: begun }, call, {
        instructions,
        isWhole: isDatabase(map?.kind),
      });
      if (isFirst) throw error;
      return { request };
    }
    isFirst = false;
  }
  return { request };
}

interface Intent {
  readonly call: string;
  readonly instructions: readonly EraseInstruction[];
  /** Sealed object with the vectors of the rows. */
  readonly vectors: string | undefined;
  /** Sealed object that names the rows. */
  readonly asked: string | undefined;
}

/** `undefined` when another run began, or ended, something in this store since the look. */
async function recordIntent(
  { register }: Deps,
  { requestId, storeId, round, request, gone }: EraseInput,
  { call, instructions, vectors, asked }: Intent,
): Promise<DataSubjectRequest | undefined> {
  const commandId = `begin-erase-${storeId}-${round}-${call}`;
  const collections = askedFor(instructions);
  const rows = collections.reduce((sum, one) => sum + one.rows, 0);
  const after = await register.append(requestId, commandId, (now) =>
    wasOvertaken(request, now, storeId)
      ? undefined
      : {
          type: 'erasure-begun',
          data: { storeId, round, rows, gone, call, collections, ...defined({ vectors, asked }) },
          actor: { kind: 'desk' },
        },
  );
  return after.log.some((e) => e.commandId === commandId) ? after : undefined;
}

/** Whether another run of this step began, or ended, something in a store after the log `then`. */
export function wasOvertaken(then: DataSubjectRequest, now: DataSubjectRequest, storeId: string): boolean {
  return cameSince(then, now, storeId, ['erasure-begun', 'erasure-acknowledged', 'store-erased']);
}

/** As {@link wasOvertaken}, for a run that has itself recorded the results of lost calls meanwhile. */
export function wasBegunOrEnded(then: DataSubjectRequest, now: DataSubjectRequest, storeId: string): boolean {
  return cameSince(then, now, storeId, ['erasure-begun', 'store-erased']);
}

function cameSince(
  then: DataSubjectRequest,
  now: DataSubjectRequest,
  storeId: string,
  types: readonly EventType[],
): boolean {
  return now.log.slice(then.log.length).some((e) => types.includes(e.type) && isOf(e.data, storeId));
}

function isOf(data: object, storeId: string): boolean {
  return 'storeId' in data && data.storeId === storeId;
}

function askedFor(instructions: readonly EraseInstruction[]): CollectionCount[] {
  const rows = new Map<string, number>();
  for (const { collection, keys } of instructions)
    rows.set(collection, (rows.get(collection) ?? 0) + keys.length);
  return [...rows].map(([collection, n]) => ({ collection, rows: n }));
}

async function acknowledge(
  { register }: Deps,
  { requestId, storeId, round }: EraseStoreInput,
  call: string,
  answer: Pick<EventData['erasure-acknowledged'], 'by' | 'collections' | 'settlesBy' | 'ordered' | 'lost'>,
): Promise<DataSubjectRequest> {
  return register.append(requestId, `acknowledge-${call}-${storeId}`, () => ({
    type: 'erasure-acknowledged',
    data: { storeId, round, call, ...answer },
    actor: { kind: 'desk' },
  }));
}

function answeredBy(receipt: EraseReceipt, instructions: readonly EraseInstruction[]) {
  const blanked = instructions.filter(({ action }) => action === 'anonymise');
  const blanks = new Set(blanked.map(({ collection }) => collection));
  return { by: 'answer' as const, collections: ownCounts(receipt, blanks) };
}

/**
 * The day by which the store erases what it took the order for; nothing where it erased all of it at once.
 */
function settlesBy(
  { clock }: Pick<Deps, 'clock'>,
  { received: { zone } }: DataSubjectRequest,
  { collections, settlesWithin = USUALLY_SETTLED }: EraseReceipt,
): { readonly settlesBy?: string } {
  if (!collections.some(({ submitted = 0 }) => submitted > 0)) return {};
  return { settlesBy: civilDateOf(plusDuration(clock.now(), settlesWithin, zone), zone).toString() };
}

/** For a store that does not say how long it takes: staff look after a month. */
const USUALLY_SETTLED = 'P30D';

/** A vendor's function names each row that may have been asked for, so its fault tells that none was. */
function wasNothingAsked(error: unknown, instructions: readonly EraseInstruction[]): boolean {
  const isTold = error instanceof StoreError && error.isTold === true;
  return isTold && instructions.every(({ action }) => action === 'erase');
}

function didAnything({ collections }: EraseReceipt): boolean {
  return collections.some((one) => one.erased + one.anonymised + (one.submitted ?? 0) > 0);
}

function nothingOf(instructions: readonly EraseInstruction[]): ErasedCount[] {
  return askedFor(instructions).map(({ collection }) => ({ ...NOTHING_ERASED, collection }));
}

function wasRefused(error: unknown): error is StoreError {
  return error instanceof StoreError && error.kind !== 'no-answer';
}

interface RefusedCall {
  readonly instructions: readonly EraseInstruction[];
  /** In one transaction: a refused call did nothing. */
  readonly isWhole: boolean;
}

/**
 * A store without transactions may have done a part of the call before it refused the rest, so the rows are
 * read by their keys at once. A call that anonymises stays open; the next look shows what it did. The results
 * of earlier calls are kept, and the next round begins with the refused call and says why.
 */
async function settleRefused(
  deps: Deps,
  input: EraseInput,
  call: string,
  { instructions, isWhole }: RefusedCall,
): Promise<DataSubjectRequest> {
  const { requestId, storeId } = input;
  if (isWhole) return acknowledge(deps, input, call, { by: 'answer', collections: nothingOf(instructions) });
  if (instructions.some(({ action }) => action !== 'erase')) return input.request;
  const rows = instructions.flatMap(({ collection, keys }) => keys.map((key) => ({ collection, key })));
  try {
    const there = rowCounts((await rowsThere(deps, { requestId, storeId }, rows)).values());
    const collections = askedFor(instructions).map(({ collection, rows: asked }) => {
      const still = there.find((one) => one.collection === collection)?.rows ?? 0;
      return { ...NOTHING_ERASED, collection, erased: asked - still };
    });
    return await acknowledge(deps, input, call, { by: 'look', collections });
  } catch (error) {
    if (error instanceof StoreError) return input.request;
    throw error;
  }
}
