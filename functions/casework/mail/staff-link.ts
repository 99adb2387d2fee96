import type { DataSubjectRequest } from '../../domain/data-subject-request';
import type { LinkPurpose } from '../../domain/event-facts';
import { nicknameOf } from '../../domain/nickname';
import { issueLink } from '../links/issue-link';
import type { MailingDeps } from './mailing-deps';

/** Issues a link for one member of staff: whatever is done with it is recorded in their name. */
export async function staffLink(
  deps: MailingDeps,
  request: DataSubjectRequest,
  wish: { purpose: LinkPurpose; staffId: string; issue: number; subjectId?: string },
) {
  const about = { requestId: request.requestId, nickname: nicknameOf(request) };
  const link = await issueLink(deps, { ...about, ...wish });
  return { link: link.url, code: link.code, linkLife: deps.desk.waits.linkLife };
}
