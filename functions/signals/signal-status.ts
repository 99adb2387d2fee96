import { type DataSubjectRequest, lastOf, staffFinish } from '../domain/data-subject-request';
import { civilDateOf } from '../domain/due-dates';
import { dateWords } from '../pages/words/date-words';
import { foundIn, isFresh, type SignalPlace } from './signalled-request';

/** What the shop's server may show the customer about their opt-out (11 CCR 7025(c)(6), 7026(g)). */
export interface SignalStatus {
  /**
   * `opted-out`: was set in our stores on the day `since`. `nothing-to-set`: on that day our stores held no record of this customer in which it could be set. `not-done`: a person
   * here answered otherwise, or a store did not do it.
   */
  readonly status: 'none' | 'in-progress' | 'opted-out' | 'nothing-to-set' | 'not-done';
  /** Plain date on which it was last carried out. */
  readonly since?: string;
  /** A line for the customer; only where it is true. */
  readonly display?: string;
}

type Deps = Parameters<typeof isFresh>[0];

export function signalStatus(deps: Deps, { standing, before }: SignalPlace): SignalStatus {
  const request = standing ?? before;
  return request ? statusOf(deps, request) : { status: 'none' };
}

function statusOf(deps: Deps, request: DataSubjectRequest): SignalStatus {
  const closed = lastOf(request.log, 'closed');
  if (!closed || request.status !== 'closed')
    return { status: 'in-progress', display: 'We are carrying out your opt-out request.' };
  if (request.outcome !== 'fulfilled') return { status: 'not-done' };
  const since = civilDateOf(closed.at, deps.desk.zone).toString();
  if (foundIn(request) === 0 && !staffFinish(request)) return { status: 'nothing-to-set', since };
  return { status: 'opted-out', since, display: displayOf(isFresh(deps, request), since) };
}

/** Of an account that may have been opened since, nothing is said. */
function displayOf(isLately: boolean, since: string): string {
  return isLately ? 'Opt-Out Request Honored' : `Opt-out request carried out on ${dateWords(since)}`;
}
