import type { UnreadGroup } from '../answer/answer-facts';
import type { DataMap } from '../domain/data-map';
import { type DataSubjectRequest, lastOf } from '../domain/data-subject-request';
import { unreadSettled } from '../domain/open-work';
import { storeTitle } from '../domain/store-title';

/** Places that could not be read, by store and reason, each with what a person said of them. */
export function unreadGroups(map: DataMap, request: DataSubjectRequest): UnreadGroup[] {
  const settled = unreadSettled(request);
  return (lastOf(request.log, 'manifest-frozen')?.data.unread ?? []).map(({ storeId, reason, places }) => {
    const says = settled.find((s) => s.storeId === storeId && s.reason === reason)?.says;
    return { storeId, title: storeTitle(map, storeId, request), reason, places, ...(says ? { says } : {}) };
  });
}
