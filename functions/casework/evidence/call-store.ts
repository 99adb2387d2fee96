import { type LocatedPage, StoreError } from '../../connectors/connector';
import { faultError } from '../../connectors/fault-error';
import type { StoreAnswers, StoreRequest } from '../../connectors/store-request';
import { defined } from '../../domain/defined';
import type { DeskDeps } from '../../domain/desk-deps';
import type { LocatedRow, Search, UnreadPlace } from '../../domain/finding';
import { readStored } from '../../domain/read-stored';
import { RowPacker, type Rows } from '../../domain/rows';
import type { StoreFault } from '../../domain/store-examination';
import { FaultAnswerShape, storeAnswerShapes } from './store-answer-shapes';

type Deps = Pick<DeskDeps, 'stores'>;

/**
 * Calls a store's own function; the request type determines the reply type. A fault that the store returns is
 * thrown as the error of its kind.
 *
 * @throws StoredShapeError when it answers something else
 */
export async function callStore<R extends StoreRequest>(
  deps: Deps,
  storeId: string,
  request: R,
): Promise<StoreAnswers[R['op']]> {
  const answer = await deps.stores.call(storeId, request);
  const what = `the answer of the store ${storeId} to ${request.op}`;
  if (isFault(answer)) throw faultError(storeId, readStored(what, FaultAnswerShape, answer).fault);
  const op: R['op'] = request.op;
  return readStored<StoreAnswers[R['op']]>(what, storeAnswerShapes[op], answer);
}

function isFault(answer: unknown): boolean {
  return typeof answer === 'object' && answer !== null && 'fault' in answer;
}

/** What the pages of a search found. */
export interface FoundInStore {
  readonly rows: Rows<LocatedRow>;
  readonly unmapped: LocatedPage['unmapped'];
  readonly unread: readonly UnreadPlace[];
  /** Where the next page begins; absent when all were read. */
  readonly cursor?: string;
}

export interface PagesWanted {
  readonly op: 'locate' | 'read-again';
  readonly searches: readonly Search[];
  /** Where an earlier call stopped. */
  readonly cursor?: string | undefined;
  /** Whether no further page is to be asked for. Absent: all are read. */
  readonly isOver?: () => boolean;
}

/** The pages of a search, in the store's stable order. */
export async function searchStore(
  deps: Deps,
  storeId: string,
  { op, searches, cursor: from, isOver = () => false }: PagesWanted,
): Promise<FoundInStore> {
  const rows = new RowPacker<LocatedRow>();
  const unmapped = new Map<string, LocatedPage['unmapped'][number]>();
  const unread: UnreadPlace[] = [];
  let cursor = from;
  do {
    const page = await callStore(deps, storeId, { op, searches, ...(cursor ? { cursor } : {}) });
    rows.addAll(page.rows);
    for (const one of page.unmapped) unmapped.set(JSON.stringify([one.collection, one.field]), one);
    for (const one of page.unread ?? []) unread.push(one);
    cursor = page.cursor;
  } while (cursor !== undefined && !isOver());
  return { rows: rows.rows(), unmapped: [...unmapped.values()], unread, ...defined({ cursor }) };
}

/** What a store did not do, and why; nothing when the error is not a store's. */
export function faultOf(error: unknown): StoreFault | undefined {
  if (!(error instanceof StoreError)) return undefined;
  return { kind: error.kind, place: error.place };
}
