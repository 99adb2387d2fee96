import type { DataSubjectRequest } from './data-subject-request';
import type { EventOf } from './log-entries';

/** The request as it would be if staff had just carried it out, for a page that asks before they confirm. */
export function asIfDone(request: DataSubjectRequest): DataSubjectRequest {
  const { requestId, log } = request;
  const place = { requestId, seq: log.length + 1, at: '', commandId: 'as-if', prev: '', hash: '' };
  const data = { outcome: 'fulfilled', staffId: '' } as const;
  const event: EventOf<'staff-finished'> = {
    type: 'staff-finished',
    data,
    actor: { kind: 'desk' },
    ...place,
  };
  return { ...request, log: [...log, event] };
}
