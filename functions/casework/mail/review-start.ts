import { type DataSubjectRequest, hasHappened } from '../../domain/data-subject-request';
import { dueDates, lastDayToTell } from '../../domain/due-dates';
import { referenceOf } from '../../domain/reference';
import { isReviewedBySameStaff } from '../../domain/reviewers';
import type { ReviewStart } from '../../emails/person-mail-facts';
import { ownTie } from '../evidence/own-tie';
import { lawTexts } from './law-texts';
import type { MailingDeps } from './mailing-deps';

type Deps = Pick<MailingDeps, 'register' | 'vault' | 'desk' | 'book'>;

/**
 * What the receipt of a complaint or an appeal says: what it is about, who looks at it, and whether a law
 * sets its date.
 */
export async function reviewStart(deps: Deps, review: DataSubjectRequest): Promise<ReviewStart> {
  const tie = await ownTie(deps, review);
  const decided = (tie?.decidedBy ?? []).length > 0;
  const bySame = decided && isReviewedBySameStaff(deps.desk, review);
  const second = review.right === 'appeal' && (await isOfAppeal(deps, tie?.aboutId));
  return {
    ...(tie ? { about: referenceOf(tie.aboutId) } : {}),
    byAnother: decided && !bySame,
    bySame,
    target: isTarget(deps, review),
    second,
    further: second ? [lawTexts(deps, review).complaint].flat().join(' ') : '',
  };
}

/** Whether no law sets a day for the answer, so that the date is the one the desk aims at. */
function isTarget({ book }: Pick<Deps, 'book'>, review: DataSubjectRequest): boolean {
  return dueDates(review, book).clocks.every(({ dates }) => lastDayToTell(dates) === undefined);
}

async function isOfAppeal({ register }: Deps, aboutId: string | undefined): Promise<boolean> {
  const about = aboutId === undefined ? undefined : await register.find(aboutId);
  return about?.right === 'appeal' && hasHappened(about, 'closed');
}
