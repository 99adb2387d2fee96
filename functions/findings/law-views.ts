import type { DataSubjectRequest } from '../domain/data-subject-request';
import { lawDays } from '../domain/deadlines/law-day';
import { requestTypeOf } from '../domain/deadlines/request-type-of';
import type { DeskDeps } from '../domain/desk-deps';
import { lawsOf } from '../domain/governing-laws';
import { forbiddenKinds, type LawView } from '../domain/never-shown';

/** Every law that governs a request, by what it says of showing the person their own data. A list counts from the day of receipt from which the law has it. */
export function lawViews(deps: Pick<DeskDeps, 'book' | 'desk'>, request: DataSubjectRequest): LawView[] {
  const { receivedAt, zone } = request.received;
  return lawsOf(deps, request).map((regime) => {
    const type = requestTypeOf(regime, request.right);
    const source = regime.requestTypes[type ?? '']?.source ?? '';
    return {
      law: regime.shortName,
      article: regime.sources[source]?.article ?? '',
      binds: deps.desk.laws.some((law) => law.regime === regime.id && law.applies === 'binds'),
      forbids: forbiddenKinds(regime, lawDays(regime, receivedAt, zone).givingOn),
    };
  });
}
