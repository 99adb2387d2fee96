import { accountPlace } from './account-proof';
import type { DataSubjectRequest } from './data-subject-request';
import type { Desk } from './desk';
import { allows } from './guards';

/**
 * Whether the requester can prove more by a log-in at the shop now: the settings name a log-in, and it still
 * changes what the answer shows.
 */
export function mayLogIn(
  { desk }: { readonly desk: Pick<Desk, 'accountLogin'> },
  request: DataSubjectRequest,
): boolean {
  const place = accountPlace(request);
  if (!desk.accountLogin || place === undefined) return false;
  const data = { method: 'account', place, keyId: '', loggedInAt: '' } as const;
  return allows(request, { type: 'account-confirmed', data, actor: { kind: 'requester' } });
}
