import type { DataSubjectRequest } from '../../domain/data-subject-request';
import type { DeskDeps } from '../../domain/desk-deps';
import type { EventData } from '../../domain/events';
import { reviewTie } from '../../domain/tied-review';
import { isFromAddress } from './is-from-address';
import { requesterFacts } from './requester-facts';

type Deps = Pick<DeskDeps, 'register' | 'vault'>;

/**
 * The request that a complaint or an appeal is about, as far as its mails may name it: the address that gets
 * them made that request or was proven for it. Staff may tie a stranger's letter too; its mails then say
 * nothing of that request. Undefined as well once the key is destroyed.
 */
export async function ownTie(
  deps: Deps,
  review: DataSubjectRequest,
): Promise<EventData['review-tied'] | undefined> {
  const tie = reviewTie(review)?.data;
  const about = tie && (await deps.register.find(tie.aboutId));
  if (!about) return undefined;
  const { email } = await requesterFacts(deps, review);
  return email !== undefined && (await isFromAddress(deps, about, email)) ? tie : undefined;
}
