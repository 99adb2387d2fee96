import type { DataSubjectRequest } from '../../domain/data-subject-request';
import type { Regime } from '../../domain/deadlines/law';
import { lawDays } from '../../domain/deadlines/law-day';
import { givingArticle } from '../../domain/deadlines/request-type-of';
import type { DeskData } from '../../domain/desk-deps';
import { isGdpr } from '../../domain/is-gdpr';
import { lawsInForce } from '../../domain/laws-in-force';
import { stepsUnder } from '../../words/right-steps';

/**
 * What staff do for a right that no machine carries out, under the laws that govern this request; undefined
 * where the general text suffices.
 */
export function caseSteps(
  deps: Pick<DeskData, 'desk' | 'book'>,
  request: DataSubjectRequest,
): readonly string[] | undefined {
  const laws = lawsInForce(deps, request).map((regime) => ({
    name: regime.shortName,
    isGdpr: isGdpr(regime.id),
    ...articleOf(regime, request),
  }));
  return stepsUnder(request.right, laws);
}

function articleOf(regime: Regime, { right, received }: DataSubjectRequest): { article?: string } {
  const { givingOn } = lawDays(regime, received.receivedAt, received.zone);
  const article = givingArticle(regime, right, givingOn);
  return article === undefined ? {} : { article };
}
