import { lawViews } from '../../casework/evidence/law-views';
import type { DataSubjectRequest } from '../../domain/data-subject-request';
import type { DeskDeps } from '../../domain/desk-deps';
import { bindsEverywhere, lawsOf } from '../../domain/governing-laws';
import { lawsInForce } from '../../domain/laws-in-force';
import { rights } from '../../domain/rights';
import { onlyNamed } from './decide/places-to-check';

/**
 * Which laws a request is answered under, and what staff must know about them: that none was made for the
 * place where the person lives, or that a law was removed from the settings.
 */
export function governingLawsText(
  deps: Pick<DeskDeps, 'desk' | 'book'>,
  request: DataSubjectRequest,
): string {
  const laws = lawsOf(deps, request);
  const names = [...new Set(laws.map(({ shortName }) => shortName))];
  const gone = request.received.regimes.filter((id) => !deps.book.regimes[id]);
  return [
    `${listed(names)}.`,
    ...(names.length > 1 ? ['The requirements of each of them apply, and the earliest date.'] : []),
    ...(request.received.elsewhere ? [elsewhere(deps, request)] : []),
    ...(request.received.besideVoluntary
      ? ['You follow the law of the place they named voluntarily, so the laws that bind you count beside it.']
      : []),
    ...(laws.length > 0 && lawsInForce(deps, request).length === 0
      ? [
          'None of that was in force when this arrived: no ground, article or authority of it is named to the person.',
        ]
      : []),
    ...gone.map((id) => `${id} governed it too when it came, and is no longer among your laws.`),
  ].join(' ');
}

/**
 * What an answer written by staff may name but not show; undefined where such an answer shows the person none
 * of their data.
 */
export function namedByHand(
  deps: Pick<DeskDeps, 'desk' | 'book'>,
  request: DataSubjectRequest,
): readonly string[] {
  const tellsData = rights[request.right].carriedOut === 'export' || request.right === 'admt-access';
  const named = tellsData ? onlyNamed(lawViews(deps, request)) : undefined;
  return named ? [named] : [];
}

function elsewhere(deps: Pick<DeskDeps, 'desk' | 'book'>, request: DataSubjectRequest): string {
  const names = bindingNames(deps, request);
  const why =
    names.length > 0
      ? `${listed(names)} ${names.length > 1 ? 'bind' : 'binds'} you wherever people live, so it is answered by that.`
      : 'So that they lose nothing, it is answered as if all of your laws were theirs.';
  return `They live in a place that no law you follow was made for. ${why} If a law of their place binds you, add it to the settings, and see what it asks for.`;
}

/** Names of those governing laws that apply wherever the person lives. */
function bindingNames(
  { desk, book }: Pick<DeskDeps, 'desk' | 'book'>,
  request: DataSubjectRequest,
): string[] {
  const names = request.received.regimes.flatMap((id) => {
    const [law, regime] = [desk.laws.find((one) => one.regime === id), book.regimes[id]];
    return law && regime && bindsEverywhere(law, regime, desk.place) ? [regime.shortName] : [];
  });
  return [...new Set(names)];
}

function listed(names: readonly string[]): string {
  return names.length < 2 ? names.join() : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}
