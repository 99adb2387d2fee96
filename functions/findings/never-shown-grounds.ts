import { namedKinds } from '../answer/law-verdict';
import type { DataSubjectRequest } from '../domain/data-subject-request';
import type { CitedGround } from '../domain/deadlines/refusal-grounds';
import type { DeskDeps } from '../domain/desk-deps';
import { lawViews } from './law-views';

/**
 * The ground for leaving out of a text or file what a law lets the answer only name; empty where no law
 * forbids showing it.
 */
export function neverShownGrounds(
  deps: Pick<DeskDeps, 'book' | 'desk'>,
  request: DataSubjectRequest,
): CitedGround[] {
  const kinds = namedKinds(lawViews(deps, request));
  const article = [...new Set(kinds.map(({ verdict }) => verdict.article))].join('; ');
  const ground = {
    id: 'never-shown',
    words: 'It holds what may only be named, and not shown.',
    article,
    confidence: 'elsewhere',
    kind: 'refuse',
    scope: 'part',
    sentence: 'It holds what may only be named, and not shown.',
  } as const;
  return kinds.length > 0 ? [{ ...ground, say: [], show: [] }] : [];
}
