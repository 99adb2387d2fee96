import { later } from '../domain/civil-time';
import { type DataSubjectRequest, hasHappened, lastOf, staffFinish } from '../domain/data-subject-request';
import type { DeskDeps } from '../domain/desk-deps';
import { foundIn, lookedAt } from '../domain/opt-out-standing';
import { newestTurn } from '../queue/signal-turns';
import type { SignalBody, SignalledCustomer } from './signal-body';

/**
 * How long a request that ended stands, before the next signal is carried out anew: rows come after it, such
 * as the row of a new customer or of an account that was opened anew.
 * Each is well within the fifteen business days of 11 CCR 7026(f)(1), except where a person does the work.
 */
const STANDS = {
  /** A new customer has no row yet. */
  nothingFound: 'P1D',
  set: 'P7D',
  /** Each time is a task for staff. */
  byHand: 'P30D',
  /** The answer to the same question would be the same. */
  refused: 'P12M',
} as const;

type Deps = Pick<DeskDeps, 'register' | 'vault' | 'clock' | 'desk'>;

/** Where a customer's signal belongs: the request that stands, or the id of the one to be opened. */
export interface SignalPlace {
  readonly requestId: string;
  /** Which of this year's requests it is, from 1. 0: it is of another year. */
  readonly turn: number;
  /** The one under this id. Absent: it is to be opened. */
  readonly standing?: DataSubjectRequest;
  /** The newest one before it. */
  readonly before?: DataSubjectRequest;
}

/**
 * Finds it by the customer alone, so that the same signal on each page view is one request.
 *
 * @param allowsSince - the customer's own setting allows the sale since then: an opt-out from before says
 * nothing of it
 */
export async function signalPlace(
  deps: Deps,
  customer: SignalledCustomer,
  { allowsSince }: Pick<SignalBody, 'allowsSince'> = {},
): Promise<SignalPlace> {
  const { newest, nextId, turn } = await newestTurn(deps, customer, deps.clock.now());
  if (!newest) return { requestId: nextId, turn: 1 };
  if (isStanding(deps, newest, allowsSince)) return { requestId: newest.requestId, turn, standing: newest };
  return { requestId: nextId, turn: turn + 1, before: newest };
}

function isStanding(deps: Deps, request: DataSubjectRequest, allowsSince = ''): boolean {
  const closed = lastOf(request.log, 'closed');
  const looked = lookedAt(request);
  if (!closed || !looked || request.status !== 'closed') return true;
  const isOver = hasHappened(request, 'shredded') || request.outcome === 'withdrawn';
  if (isOver || allowsSince > looked) return false;
  const from = isByPerson(request) ? closed.at : looked;
  return later(from, standsFor(request), deps.desk.zone) > deps.clock.now();
}

function isByPerson(request: DataSubjectRequest): boolean {
  return request.outcome === 'refused' || staffFinish(request) !== undefined;
}

function standsFor(request: DataSubjectRequest): string {
  if (request.outcome === 'refused') return STANDS.refused;
  if (staffFinish(request)) return STANDS.byHand;
  return foundIn(request) > 0 ? STANDS.set : STANDS.nothingFound;
}

/** Whether it was looked at so lately that it says how things are, and not only how they were. */
export function isFresh({ clock, desk }: Pick<Deps, 'clock' | 'desk'>, request: DataSubjectRequest): boolean {
  const looked = lookedAt(request);
  return looked !== undefined && later(looked, STANDS.set, desk.zone) > clock.now();
}
