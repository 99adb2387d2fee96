import type { DataSubjectRequest } from '../../domain/data-subject-request';
import type { Regime } from '../../domain/deadlines/law';
import { lawDays } from '../../domain/deadlines/law-day';
import { givingArticle, isGiven } from '../../domain/deadlines/request-type-of';
import type { DeskDeps } from '../../domain/desk-deps';
import { lawsOf } from '../../domain/governing-laws';
import { forbiddenKinds, type LawView } from '../../domain/never-shown';

/**
 * What each governing law says about showing the person their own data. A list counts if the law has it on
 * the day of receipt.
 */
export function lawViews(deps: Pick<DeskDeps, 'book' | 'desk'>, request: DataSubjectRequest): LawView[] {
  const { receivedAt, zone } = request.received;
  return lawsOf(deps, request).map((regime) => {
    const receivedOn = lawDays(regime, receivedAt, zone).givingOn;
    const isOwed = isGiven(regime, request.right, receivedOn);
    return {
      law: regime.shortName,
      article: givingArticle(regime, request.right, receivedOn) ?? '',
      binds: isOwed && isSettledToBind(deps, regime),
      forbids: forbiddenKinds(regime, receivedOn),
    };
  });
}

function isSettledToBind({ desk }: Pick<DeskDeps, 'desk'>, { id }: Regime): boolean {
  return desk.laws.some(({ regime, applies }) => regime === id && applies === 'binds');
}
