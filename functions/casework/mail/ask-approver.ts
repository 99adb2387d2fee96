import type { DataSubjectRequest } from '../../domain/data-subject-request';
import type { DeskDeps } from '../../domain/desk-deps';
import { collectionOf } from '../../domain/foreign-keys';
import { lastOf } from '../../domain/log-entries';
import { questionKeys } from '../../domain/questions';
import { storeTitle } from '../../domain/store-title';
import type { MailFacts } from '../../emails/mail-facts';
import { decisionRequest } from '../../emails/staff-mails';
import { approvalBlockers } from '../evidence/approval-blockers';
import { mailStaff } from './mail-once';
import type { MailingDeps } from './mailing-deps';
import { missingStores, staffDates } from './staff-facts';
import { staffLink } from './staff-link';

/**
 * Puts the frozen manifest before one approver: counts, dates and reasons, a link and a code; once for each
 * of them.
 */
export async function askApprover(
  deps: MailingDeps,
  request: DataSubjectRequest,
  staffId: string,
): Promise<void> {
  const issue = lastOf(request.log, 'manifest-frozen')?.data.version ?? 0;
  const letter = { key: questionKeys.decision(request), mail: decisionRequest, staffId } as const;
  await mailStaff(deps, request.requestId, letter, async (now) => ({
    ...staffDates(deps, now),
    ...(await staffLink(deps, now, { purpose: 'decide', staffId, issue })),
    found: partsFound(deps, now),
    missing: missingStores(deps, now, 'staff'),
    blocks: approvalBlockers(deps, now).length,
  }));
}

function partsFound(
  deps: Pick<DeskDeps, 'map'>,
  request: DataSubjectRequest,
): MailFacts['decision-request']['found'] {
  const counts = lastOf(request.log, 'manifest-frozen')?.data.stores ?? [];
  return counts.map(({ storeId, collection, rows }) => ({
    store: storeTitle(deps.map, storeId),
    what: collectionOf(deps.map, storeId, collection)?.title ?? collection,
    count: rows,
  }));
}
