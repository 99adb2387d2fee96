import * as z from 'zod/mini';
import { plusDuration } from '../../domain/civil-time';
import type { DataSubjectRequest } from '../../domain/data-subject-request';
import type { DeskDeps } from '../../domain/desk-deps';
import type { EventType } from '../../domain/events';
import type { Search } from '../../domain/finding';
import { allows } from '../../domain/guards';
import { readStored } from '../../domain/read-stored';
import { allRows, packRows } from '../../domain/rows';
import { attemptName } from './attempt-name';
import { type FoundInStore, searchStore } from './call-store';
import { LocatedRows, optional, text, UnreadPlaces } from './stored-shapes';

type Deps = Pick<DeskDeps, 'register' | 'objects' | 'stores' | 'clock'>;

export interface ReadingWanted {
  readonly storeId: string;
  readonly searches: readonly Search[];
  /** Whether the time of this call is used up. */
  readonly isOver: () => boolean;
}

/** What was read counts for this long after it was begun: then the store is read anew. */
const COUNTS_FOR = 'PT6H';

/** What was read, and when its first page was. */
interface PausedReading extends FoundInStore {
  readonly began: string;
}

/**
 * Reads a store again by the searches of a manifest. What one call has no time for is read by the next one,
 * from where this one stopped; anything that the desk does in the store meanwhile makes it begin anew.
 *
 * @returns undefined when the time was used up: what was read is kept, and noted in the log
 */
export async function readInSlices(
  deps: Deps,
  request: DataSubjectRequest,
  { storeId, searches, isOver }: ReadingWanted,
): Promise<FoundInStore | undefined> {
  const before = await pausedReading(deps, request, storeId);
  const began = before?.began ?? deps.clock.now();
  const wanted = { op: 'read-again' as const, searches, cursor: before?.cursor, isOver };
  const found = await searchStore(deps, storeId, wanted);
  const all = before ? joined(before, found) : found;
  if (found.cursor === undefined) return all;
  const { requestId } = request;
  const paused: PausedReading = { ...all, began };
  const object = await deps.objects.put(requestId, attemptName(`reading/${storeId}`), paused);
  const event = { type: 'reading-paused', data: { storeId, object }, actor: { kind: 'desk' } } as const;
  await deps.register.append(requestId, object, (now) => (allows(now, event) ? event : undefined));
  return undefined;
}

function joined(before: FoundInStore, { rows, unmapped, unread, cursor }: FoundInStore): FoundInStore {
  return {
    rows: packRows(allRows([before, { rows }])),
    unmapped: [...before.unmapped, ...unmapped],
    unread: [...before.unread, ...unread],
    ...(cursor === undefined ? {} : { cursor }),
  };
}

const ReadingShape: z.ZodMiniType<PausedReading> = z.looseObject({
  began: text,
  rows: LocatedRows,
  unmapped: z.array(z.looseObject({ collection: text, field: text })),
  unread: UnreadPlaces,
  cursor: optional(text),
});

/** What the desk does in a store, and what makes it look at all of it again. */
const changes: readonly EventType[] = [
  'erasure-begun',
  'erasure-acknowledged',
  'store-erased',
  'store-read-again',
  'search-renewed',
  'drift-accepted',
];

async function pausedReading(
  { objects, clock }: Deps,
  request: DataSubjectRequest,
  storeId: string,
): Promise<PausedReading | undefined> {
  const paused = request.log.findLast((e) => e.type === 'reading-paused' && e.data.storeId === storeId);
  if (paused?.type !== 'reading-paused') return undefined;
  const isChanged = request.log.some(
    (e) => e.seq > paused.seq && changes.includes(e.type) && isAbout(e.data, storeId),
  );
  if (isChanged) return undefined;
  const stored = await objects.get(request.requestId, paused.data.object);
  const reading = readStored('a part of a reading', ReadingShape, stored);
  return plusDuration(reading.began, COUNTS_FOR, 'UTC') < clock.now() ? undefined : reading;
}

/** What names no store is about all of them. */
function isAbout(data: object, storeId: string): boolean {
  return !('storeId' in data) || data.storeId === storeId;
}
