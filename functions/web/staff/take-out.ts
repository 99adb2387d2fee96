import { lawViews } from '../../casework/evidence/law-views';
import { namedKinds } from '../../documents/law-verdict';
import type { DataSubjectRequest } from '../../domain/data-subject-request';
import type { DeskDeps } from '../../domain/desk-deps';
import type { Fields } from '../form-fields';
import type { TakeOutFacts } from './take-out-list';

type Deps = Pick<DeskDeps, 'book' | 'desk'>;

/**
 * What staff who export by hand must take out of the files and name instead, since a law allows the answer
 * only to name it. Empty where no law does.
 */
export function takeOut(deps: Deps, request: DataSubjectRequest, typed: Fields = {}): TakeOutFacts {
  return namedKinds(lawViews(deps, request)).map(({ words, verdict }, at) => ({
    name: `held-${at}`,
    words,
    article: verdict.article,
    checked: typed[`held-${at}`] === 'yes',
  }));
}

/** Those that were ticked as held there, in the law's words. */
export function namedIn(deps: Deps, request: DataSubjectRequest, fields: Fields): string[] {
  return takeOut(deps, request, fields).flatMap(({ words, checked }) => (checked ? [words] : []));
}
