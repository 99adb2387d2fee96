import { type ApprovalBlocker, approvalBlockers } from '../../../casework/evidence/approval-blockers';
import { lawViews } from '../../../casework/evidence/law-views';
import { type RequesterFacts, requesterFacts } from '../../../casework/evidence/requester-facts';
import type { LawView } from '../../../domain/never-shown';
import { type RefusingLaw, refusingLaws } from '../../../domain/refusing-laws';
import type { StaffDeps } from '../staff-deps';
import type { StaffPage } from '../staff-page';
import { decisionForms, type FormFor } from './decision-forms';
import type { Preview } from './preview';

/** What several parts of the decision page need, each read once. */
export interface SharedFacts {
  /** Ids of the staff whose own request it is. */
  readonly asking: readonly string[];
  /** It can be decided on now. */
  readonly isPending: boolean;
  /** What the person would get; absent where they get no copy, or no decision is possible. */
  readonly preview: Preview | undefined;
  /** What prevents an approval. */
  readonly blocks: readonly ApprovalBlocker[];
  readonly requester: RequesterFacts;
  /** The laws that must all allow a refusal. */
  readonly refusing: readonly RefusingLaw[];
  /** What each governing law says about showing people their own data. */
  readonly views: readonly LawView[];
  readonly formFor: FormFor;
}

export async function sharedFacts(
  deps: StaffDeps,
  page: StaffPage,
  given: Pick<SharedFacts, 'asking' | 'preview'>,
): Promise<SharedFacts> {
  const formFor = decisionForms(page);
  const blocks = approvalBlockers(deps, page.request);
  const requester = await requesterFacts(deps, page.request);
  const refusing = refusingLaws(deps, page.request);
  const views = lawViews(deps, page.request);
  const isPending = page.request.status === 'awaiting-decision';
  return { ...given, isPending, blocks, requester, refusing, views, formFor };
}
