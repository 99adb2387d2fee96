import { later } from '../../../domain/civil-time';
import type { DataSubjectRequest } from '../../../domain/data-subject-request';
import { noticeEnd } from '../../../domain/notice-end';
import { durationWords, instantWords } from '../../../pages/words/date-words';
import type { StaffDeps } from '../staff-deps';

/**
 * How long the notice could be stopped if it were approved now: shorter than the settings say where the legal
 * date is near.
 */
export function waitWords(deps: StaffDeps, request: DataSubjectRequest): string {
  const now = deps.clock.now();
  const { correctionNotice } = deps.desk.waits;
  const { zone } = deps.desk;
  const endsAt = noticeEnd(deps, request, now);
  if (endsAt >= later(now, correctionNotice, zone)) return `for ${durationWords(correctionNotice)}`;
  return `until ${instantWords(endsAt, zone)} if you approve it now, and no longer, since the legal date is near`;
}
