import { staffFinish } from '../../domain/data-subject-request';
import { ShreddedError } from '../../domain/errors';
import type { EventOf } from '../../domain/log-entries';
import type { StaffDeps } from './staff-deps';
import type { StaffPage } from './staff-page';

interface Wrote {
  readonly outcome: string | undefined;
  readonly follows: boolean;
  /** The whole answer; absent where the form holds none that could have been recorded. */
  readonly words: string | undefined;
}

/**
 * Whether the case has ended already. A second click of the same reader, with the same outcome, follow-up and
 * answer, shows that it is recorded; anything else shows that it was not. Grounds and recipients are not
 * compared.
 */
export async function alreadyFinished(
  deps: Pick<StaffDeps, 'vault'>,
  { request, staff }: StaffPage,
  { outcome, follows, words }: Wrote,
): Promise<{ readonly done: 'case-recorded' | 'already-decided' } | undefined> {
  const end = staffFinish(request);
  if (!end) return request.status === 'with-staff' ? undefined : { done: 'already-decided' };
  const { data } = end;
  const isSame =
    data.staffId === staff.id && data.outcome === outcome && (data.carriesOn !== undefined) === follows;
  const isRecorded = isSame && words !== undefined && words === (await answerOf(deps, end));
  return { done: isRecorded ? 'case-recorded' : 'already-decided' };
}

/** Undefined once the request's key is destroyed. */
async function answerOf(
  { vault }: Pick<StaffDeps, 'vault'>,
  { requestId, sealed = '' }: EventOf<'staff-finished'>,
): Promise<string | undefined> {
  try {
    return String(await vault.unseal(requestId, sealed));
  } catch (error) {
    if (error instanceof ShreddedError) return undefined;
    throw error;
  }
}
