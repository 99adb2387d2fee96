import { wakeDriver } from '../../casework/driver/wake';
import { type DataSubjectRequest, seqOf } from '../../domain/data-subject-request';
import { lastOf } from '../../domain/log-entries';
import { mayRenew } from '../../domain/may-renew';
import type { Fields } from '../form-fields';
import { confirmProblem } from './decide/confirm-act';
import type { StaffDeps } from './staff-deps';
import type { StaffPage } from './staff-page';

/**
 * Searches again and asks for a decision on what is found then: after the data map or a store was mended, or
 * once staff have looked at why the request came to a person. The frozen manifest counts no more.
 */
export async function renewSearch(
  deps: StaffDeps,
  page: StaffPage,
  fields: Fields,
): Promise<
  { readonly errors: Record<string, string> } | { readonly done: 'searching-again' | 'already-decided' }
> {
  const { request, staff } = page;
  const { requestId } = request;
  const commandId = commandOf(request);
  const isDone = (now: DataSubjectRequest) => now.log.some((event) => event.commandId === commandId);
  if (isDone(request)) return { done: 'searching-again' };
  if (!mayRenew(request)) return { done: 'already-decided' };
  const errors = await confirmProblem(deps, page, { act: 'search-again', factor: 'mail-code', fields });
  if (errors) return { errors };
  const after = await deps.register.append(requestId, commandId, (now) =>
    mayRenew(now)
      ? { type: 'search-renewed', data: { staffId: staff.id }, actor: { kind: 'staff', id: staff.id } }
      : undefined,
  );
  if (!isDone(after)) return { done: 'already-decided' };
  await wakeDriver(deps, requestId);
  return { done: 'searching-again' };
}

/** One command for each decision that was asked for, and for each time that the request came to a person. */
function commandOf(request: DataSubjectRequest): string {
  const version = lastOf(request.log, 'manifest-frozen')?.data.version ?? 0;
  const handed = seqOf(request, 'handed-to-staff');
  return handed === 0 ? `search-again-${version}` : `search-again-${version}-${handed}`;
}
