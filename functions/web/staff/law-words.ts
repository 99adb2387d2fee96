import type { DataSubjectRequest } from '../../domain/data-subject-request';
import type { DeskDeps } from '../../domain/desk-deps';
import { covers, lawsOf } from '../../domain/governing-laws';
import { rights } from '../../domain/rights';
import { onlyNamed } from './decide/look-into';

/** Which laws a request is answered under, and what staff must know about that: a place that none of them was made for, or a law that left the settings. */
export function lawWords(deps: Pick<DeskDeps, 'desk' | 'book'>, request: DataSubjectRequest): string {
  const laws = lawsOf(deps, request);
  const names = [...new Set(laws.map(({ shortName }) => shortName))];
  const gone = request.received.regimes.filter((id) => !deps.book.regimes[id]);
  return [
    `${listed(names)}.`,
    ...(names.length > 1 ? ['What each of them asks for counts, and the earliest date.'] : []),
    ...(request.received.elsewhere ? [elsewhere(deps, request, names)] : []),
    ...(request.received.besideVoluntary
      ? ['You follow the law of the place they named voluntarily, so the laws that bind you count beside it.']
      : []),
    ...gone.map((id) => `${id} governed it too when it came, and is no longer among your laws.`),
  ].join(' ');
}

/** What an answer that staff write themselves may name and not show; nothing where it tells the person none of their data. */
export function namedByHand(
  deps: Pick<DeskDeps, 'desk' | 'book'>,
  request: DataSubjectRequest,
): readonly string[] {
  const tellsData = rights[request.right].carriedOut === 'export' || request.right === 'admt-access';
  const named = tellsData ? onlyNamed(deps, request) : undefined;
  return named ? [named] : [];
}

function elsewhere(
  { desk, book }: Pick<DeskDeps, 'desk' | 'book'>,
  request: DataSubjectRequest,
  names: readonly string[],
) {
  const home = request.received.regimes.some((id) => {
    const law = book.regimes[id];
    return law !== undefined && law.reaches !== 'residence' && covers(law.jurisdiction, desk.place);
  });
  const why = home
    ? `${listed(names)} ${names.length > 1 ? 'bind' : 'binds'} you wherever people live, so it is answered by that.`
    : 'So that they lose nothing, it is answered as if all of your laws were theirs.';
  return `They live in a place that no law you follow was made for. ${why} If a law of their place binds you, add it to the settings, and see what it asks for.`;
}

function listed(names: readonly string[]): string {
  return names.length < 2 ? names.join() : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}
