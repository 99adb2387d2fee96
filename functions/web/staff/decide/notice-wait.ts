import { plusDuration } from '../../../domain/civil-time';
import type { DataSubjectRequest } from '../../../domain/data-subject-request';
import { noticeEnd } from '../../../domain/notice-end';
import { durationText, instantText } from '../../../words/date-text';
import type { StaffDeps } from '../staff-deps';

/**
 * How long the correction could be stopped if it were approved now: shorter than the settings say where the
 * legal deadline is near.
 */
export function noticeWaitText(deps: StaffDeps, request: DataSubjectRequest): string {
  const now = deps.clock.now();
  const { correctionNotice } = deps.desk.waits;
  const { zone } = deps.desk;
  const endsAt = noticeEnd(deps, request, now);
  if (endsAt >= plusDuration(now, correctionNotice, zone)) return `for ${durationText(correctionNotice)}`;
  return `until ${instantText(endsAt, zone)} if you approve it now, and no longer, since the legal date is near`;
}
