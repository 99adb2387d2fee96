import { type DataSubjectRequest, lastOf, staffFinish } from '../domain/data-subject-request';
import type { DeskDeps } from '../domain/desk-deps';
import { civilDateOf } from '../domain/due-dates';
import { foundIn, type SignalPlace } from './signalled-request';

/** What the shop's server may show the customer about their opt-out (11 CCR 7025(c)(6), 7026(g)). */
export interface SignalStatus {
  /** `opted-out`: set in our stores. `nothing-to-set`: our stores hold no record of this customer in which it could be set. `not-done`: a person here answered otherwise, or a store did not do it. */
  readonly status: 'none' | 'in-progress' | 'opted-out' | 'nothing-to-set' | 'not-done';
  /** Plain date on which it was carried out. */
  readonly since?: string;
  /** A line for the customer; only where it is true. */
  readonly display?: string;
}

type Deps = Pick<DeskDeps, 'desk'>;

export function signalStatus(deps: Deps, { standing, before }: SignalPlace): SignalStatus {
  const request = standing ?? before;
  return request ? statusOf(deps, request) : { status: 'none' };
}

function statusOf({ desk }: Deps, request: DataSubjectRequest): SignalStatus {
  const closed = lastOf(request.log, 'closed');
  if (!closed || request.status !== 'closed')
    return { status: 'in-progress', display: 'We are carrying out your opt-out request.' };
  const isDone = request.outcome === 'fulfilled';
  if (!isDone) return { status: 'not-done' };
  if (foundIn(request) === 0 && !staffFinish(request)) return { status: 'nothing-to-set' };
  const since = civilDateOf(closed.at, desk.zone).toString();
  return { status: 'opted-out', since, display: 'Opt-Out Request Honored' };
}
