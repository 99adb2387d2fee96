import type { DataSubjectRequest } from '../../domain/data-subject-request';
import { lawDays } from '../../domain/deadlines/law-day';
import { type CitedGround, notGrounds } from '../../domain/deadlines/refusal-grounds';
import type { DeskDeps } from '../../domain/desk-deps';
import { lawsOf } from '../../domain/governing-laws';
import { type RefusingLaw, refusingLaws } from '../../domain/refusing-laws';
import type { Fields } from '../form-fields';
import type { ChoiceGroup, FieldErrors } from '../parts/form-parts';
import type { GroundFacts, LawGrounds } from './ground-fields';

type Deps = Pick<DeskDeps, 'book' | 'desk'>;

/**
 * The grounds to choose from, law by law. For an answer that may be given in part, they include what may end
 * a search.
 */
export function groundFacts(
  deps: Deps,
  request: DataSubjectRequest,
  {
    laws,
    answer = 'refusal',
  }: { readonly laws: readonly RefusingLaw[]; readonly answer?: 'refusal' | 'any' },
): GroundFacts {
  const counting = laws.map(({ regime }) => regime.id);
  const voluntary = lawsOf(deps, request)
    .filter(({ id }) => !counting.includes(id) && isVoluntary(deps, id))
    .map(({ shortName }) => shortName);
  return { laws: laws.map((law, at) => lawGrounds(law, fieldOf(law, at), { request, answer })), voluntary };
}

/** The chosen ground by the id of each law; or what is wrong, by the name of the field. */
type ChosenGrounds =
  | { readonly grounds: Readonly<Record<string, string>>; readonly leading: string }
  | { readonly errors: FieldErrors };

/**
 * Reads a refusal of the whole request: a ground under every law that must allow it, and the confirmation
 * that it covers everything where a ground allows only a part to be refused.
 */
export function chosenGrounds(deps: Deps, request: DataSubjectRequest, fields: Fields): ChosenGrounds {
  const laws = refusingLaws(deps, request);
  const chosen = laws.map((law, at) => ({ law, field: fieldOf(law, at), ground: groundIn(law, fields, at) }));
  const missing = chosen.filter(({ ground }) => !ground);
  const isPart = chosen.some(({ ground }) => ground?.scope === 'part');
  const errors: FieldErrors = {
    ...Object.fromEntries(missing.map(({ law, field }) => [field, missingWords(law, laws.length)])),
    ...(isPart && fields['covers-all'] !== 'yes'
      ? {
          'covers-all':
            'This ground refuses only what it covers. Leave that part out and do the rest, or say that it covers everything.',
        }
      : {}),
  };
  if (Object.keys(errors).length > 0) return { errors };
  const [first] = chosen;
  return { grounds: byLaw(chosen), leading: first?.ground?.id ?? '' };
}

/** Grounds for a refusal in part; it is no error to choose none. */
export function groundsForPart(
  deps: Deps,
  request: DataSubjectRequest,
  fields: Fields,
): Readonly<Record<string, string>> {
  return byLaw(
    refusingLaws(deps, request).map((law, at) => ({
      law,
      ground: [...law.grounds, ...law.limits].find(({ id }) => id === fields[fieldOf(law, at)]),
    })),
  );
}

function byLaw(chosen: readonly { law: RefusingLaw; ground: CitedGround | undefined }[]) {
  return Object.fromEntries(
    chosen.flatMap(({ law, ground }) => (ground ? [[law.regime.id, ground.id] as const] : [])),
  );
}

/** The ground chosen under a law. `at`: the place of the law in the list; 0 leads. */
export function groundIn(law: RefusingLaw, fields: Fields, at: number): CitedGround | undefined {
  return law.grounds.find(({ id }) => id === fields[fieldOf(law, at)]);
}

/** Name of the field for the ground under a law. */
export function fieldOf({ regime }: RefusingLaw, at: number): string {
  return at === 0 ? 'ground' : `ground-${regime.id}`;
}

function missingWords({ regime, grounds, begins }: RefusingLaw, laws: number): string {
  if (begins)
    return `${regime.shortName} was not in force when this arrived, so it has no ground for refusing it: do it, hand it over, or refuse in your own words below.`;
  if (grounds.length === 0)
    return `${regime.shortName} has no ground here for refusing this right: do it, hand it over, or refuse in your own words below.`;
  if (laws === 1) return 'Choose the ground in the law.';
  return `${regime.shortName} grants this right: without a ground under it, you cannot refuse all of it. Leave out a part and do the rest, hand it over, or refuse in your own words below.`;
}

function isVoluntary({ desk }: Deps, id: string): boolean {
  return desk.laws.some(({ regime, applies }) => regime === id && applies === 'voluntary');
}

function lawGrounds(
  { regime, grounds, limits, begins }: RefusingLaw,
  field: string,
  { request, answer }: { readonly request: DataSubjectRequest; readonly answer: 'refusal' | 'any' },
): LawGrounds {
  const { receivedAt, zone } = request.received;
  const offered = answer === 'any' ? [...grounds, ...limits] : grounds;
  return {
    name: regime.shortName,
    field,
    groups: groupsOf(offered),
    grounds: offered.map(({ words, article, sentence, say, show, confidence }) => ({
      ...{ words, article, sentence, say, show },
      unread: confidence === 'unconfirmed',
    })),
    not: begins ? [] : notGrounds(regime, request.right, lawDays(regime, receivedAt, zone).refusingOn),
    ...(begins ? { begins } : {}),
  };
}

/**
 * Grounds for refusing everything come first; those for a part, and what the right does not reach, follow in
 * groups of their own.
 */
function groupsOf(grounds: readonly CitedGround[]): ChoiceGroup[] {
  const groups: readonly [string, (ground: CitedGround) => boolean][] = [
    ['May refuse all of it', ({ kind, scope }) => kind === 'refuse' && scope === 'whole'],
    ['Refuses only what it covers', ({ kind, scope }) => kind === 'refuse' && scope === 'part'],
    ['The right does not reach it', ({ kind }) => kind === 'condition'],
    ['Ends the search, and refuses nothing: for an answer in part', ({ kind }) => kind === 'limit'],
  ];
  return groups
    .map(([name, isIn]) => ({ name, choices: grounds.filter(isIn).map(choiceOf) }))
    .filter(({ choices }) => choices.length > 0);
}

/** A ground as a choice, with its article. */
export function choiceOf({ id, words, article }: CitedGround) {
  return { value: id, label: article ? `${words} (${article})` : words };
}
