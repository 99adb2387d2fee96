import { type DataSubjectRequest, hasHappened, lastOf } from '../domain/data-subject-request';
import type { DeskDeps } from '../domain/desk-deps';
import { DESK_KEY } from '../domain/desk-key';
import { later } from '../domain/due-dates';
import { folded } from '../domain/identity-values';
import { requestIdOf } from '../domain/new-request-id';
import { foundIn, SALE_OPT_OUT } from '../domain/opt-out-standing';
import type { SignalBody, SignalledCustomer } from './signal-body';

/** The right that the signal uses (11 CCR 7025(b); Cal. Civ. Code 1798.135). */
export const SIGNALLED_RIGHT = SALE_OPT_OUT;

/** An opt-out by signal that was carried out stands for so long; after that rows that came since are set as well. */
const STANDS = 'P12M';

/** Where nothing was found of the customer they may turn up soon: a new customer has no row yet. */
const NOTHING_FOUND_STANDS = 'P30D';

type Deps = Pick<DeskDeps, 'register' | 'vault' | 'clock' | 'desk'>;

/** Where a customer's signal belongs: the request that stands, or the id of the one to be opened. */
export interface SignalPlace {
  readonly requestId: string;
  /** The one under this id. Absent: it is to be opened. */
  readonly standing?: DataSubjectRequest;
  /** The newest one before it. */
  readonly before?: DataSubjectRequest;
}

/**
 * Finds it by the customer alone, so that the same signal on each page view is one request. Ids are derived with the desk's own key: nobody without it can say which request
 * is whose.
 *
 * @param allowsSince - the customer's own setting allows the sale since then: an opt-out from before says nothing of it
 */
export async function signalPlace(
  deps: Deps,
  customer: SignalledCustomer,
  { allowsSince }: Pick<SignalBody, 'allowsSince'> = {},
): Promise<SignalPlace> {
  const key = await deps.vault.derive(
    DESK_KEY,
    `signal:${customer.by}:${folded(customer.by, customer.value)}`,
  );
  let before: DataSubjectRequest | undefined;
  for (let turn = 1; ; turn += 1) {
    const requestId = requestIdOf(key.toString('base64url'), { right: SIGNALLED_RIGHT, turn });
    const request = await deps.register.find(requestId);
    if (!request) return { requestId, ...(before ? { before } : {}) };
    if (isStanding(deps, request, allowsSince)) return { requestId, standing: request };
    before = request;
  }
}

function isStanding({ clock, desk }: Deps, request: DataSubjectRequest, allowsSince = ''): boolean {
  const closed = lastOf(request.log, 'closed');
  if (!closed || request.status !== 'closed') return true;
  if (hasHappened(request, 'shredded') || request.outcome === 'withdrawn' || allowsSince > closed.at)
    return false;
  const stands = foundIn(request) > 0 || request.outcome !== 'fulfilled' ? STANDS : NOTHING_FOUND_STANDS;
  return later(closed.at, stands, desk.zone) > clock.now();
}
