import { newestTurn } from '../../casework/queue/signal-turns';
import { plusDuration } from '../../domain/civil-time';
import { type DataSubjectRequest, hasHappened, staffFinish } from '../../domain/data-subject-request';
import type { DeskDeps } from '../../domain/desk-deps';
import { lastOf } from '../../domain/log-entries';
import { firstSearchedAt, foundIn } from '../../domain/opt-out-state';
import type { SignalBody, SignalledCustomer } from './signal-body';

/**
 * How long a closed request covers further signals, before the next one is carried out again: new rows may
 * have come since, such as that of a new customer or of an account that was opened again. Each is well within
 * the fifteen business days of 11 CCR 7026(f)(1), except where a person does the work.
 */
const COVERS_FOR = {
  /** A new customer has no row yet. */
  nothingFound: 'P1D',
  set: 'P7D',
  /** Every repetition is a task for staff. */
  byHand: 'P30D',
  /** The answer to the same question would be the same. */
  refused: 'P12M',
} as const;

type Deps = Pick<DeskDeps, 'register' | 'vault' | 'clock' | 'desk'>;

/** The request that a customer's signal belongs to, or the id of the one to open. */
export interface SignalTarget {
  readonly requestId: string;
  /** Which of this year's requests it is, from 1; 0 if it is from another year. */
  readonly turn: number;
  /** The request under this id; absent if it is yet to be opened. */
  readonly current?: DataSubjectRequest;
  /** The newest request before it. */
  readonly previous?: DataSubjectRequest;
}

/**
 * Finds it by the customer alone, so that a signal on every page view is still one request.
 *
 * @param allowsSince - since when the customer's own setting has allowed the sale: an earlier opt-out does
 * not cover that
 */
export async function findSignalTarget(
  deps: Deps,
  customer: SignalledCustomer,
  { allowsSince }: Pick<SignalBody, 'allowsSince'> = {},
): Promise<SignalTarget> {
  const { newest, nextId, turn } = await newestTurn(deps, customer, deps.clock.now());
  if (!newest) return { requestId: nextId, turn: 1 };
  if (coversSignal(deps, newest, allowsSince)) return { requestId: newest.requestId, turn, current: newest };
  return { requestId: nextId, turn: turn + 1, previous: newest };
}

function coversSignal(deps: Deps, request: DataSubjectRequest, allowsSince = ''): boolean {
  const closed = lastOf(request.log, 'closed');
  const looked = firstSearchedAt(request);
  if (!closed || !looked || request.status !== 'closed') return true;
  const isOver = hasHappened(request, 'shredded') || request.outcome === 'withdrawn';
  if (isOver || allowsSince > looked) return false;
  const from = isByPerson(request) ? closed.at : looked;
  return plusDuration(from, coversFor(request), deps.desk.zone) > deps.clock.now();
}

function isByPerson(request: DataSubjectRequest): boolean {
  return request.outcome === 'refused' || staffFinish(request) !== undefined;
}

function coversFor(request: DataSubjectRequest): string {
  if (request.outcome === 'refused') return COVERS_FOR.refused;
  if (staffFinish(request)) return COVERS_FOR.byHand;
  return foundIn(request) > 0 ? COVERS_FOR.set : COVERS_FOR.nothingFound;
}

/** Whether the stores were searched recently enough to say how things are now, not only how they were. */
export function isRecent(
  { clock, desk }: Pick<Deps, 'clock' | 'desk'>,
  request: DataSubjectRequest,
): boolean {
  const looked = firstSearchedAt(request);
  return looked !== undefined && plusDuration(looked, COVERS_FOR.set, desk.zone) > clock.now();
}
