import { optOutsOfAddress } from '../../casework/queue/opt-outs-of-address';
import type { DataSubjectRequest } from '../../domain/data-subject-request';
import type { DeskDeps } from '../../domain/desk-deps';
import { isOnRecord, type OptOutState, optOutState } from '../../domain/opt-out-state';
import { dateText } from '../../words/date-text';
import type { SignalledCustomer } from './signal-body';
import { isRecent, type SignalTarget } from './signal-target';

/** What the shop's server may show the customer about their opt-out (11 CCR 7025(c)(6), 7026(g)). */
export interface SignalStatus {
  readonly status: OptOutState['status'] | 'none';
  /** Plain date on which it was last carried out. */
  readonly since?: string;
  /** A line for the customer; only where it is true. */
  readonly display?: string;
}

type Deps = Pick<DeskDeps, 'desk' | 'clock'>;

/** The status of the signal alone, as the reply to a signal. */
export function signalStatus(
  deps: Deps,
  { current: standing, previous: before }: SignalTarget,
): SignalStatus {
  const request = standing ?? before;
  return request && isOnRecord(request) ? statusOf(deps, request) : { status: 'none' };
}

/**
 * The status of the customer's opt-out, however it was made: one that is carried out counts before one that
 * is not, and otherwise a signal counts before the form.
 */
export async function optOutStatus(
  deps: Pick<DeskDeps, 'desk' | 'clock' | 'vault' | 'items' | 'register'>,
  place: SignalTarget,
  { value }: SignalledCustomer,
): Promise<SignalStatus> {
  const signalled = signalStatus(deps, place);
  if (signalled.status === 'opted-out') return signalled;
  const others = (await optOutsOfAddress(deps, value)).map((request) => statusOf(deps, request));
  const done = others.find(({ status }) => status === 'opted-out');
  return done ?? (signalled.status === 'none' ? (others[0] ?? signalled) : signalled);
}

function statusOf(deps: Deps, request: DataSubjectRequest): SignalStatus {
  const standing = optOutState(deps, request);
  const display = displayOf(standing, isRecent(deps, request));
  return { ...standing, ...(display ? { display } : {}) };
}

/** Says nothing about an account that may have been opened since the stores were last searched. */
function displayOf({ status, since }: OptOutState, isRecent: boolean): string | undefined {
  if (status === 'in-progress') return 'We are carrying out your opt-out request.';
  if (status !== 'opted-out' || since === undefined) return undefined;
  return isRecent ? 'Opt-Out Request Honored' : `Opt-out request carried out on ${dateText(since)}`;
}
