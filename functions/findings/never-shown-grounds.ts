import { namedKinds } from '../answer/law-verdict';
import type { CitedGround } from '../domain/deadlines/refusal-grounds';
import type { LawView } from '../domain/never-shown';

/**
 * On which what a law lets the answer only name is left out where it stands in a text or a file; nothing
 * where no law forbids to show it.
 */
export function neverShownGrounds(views: readonly LawView[]): CitedGround[] {
  const kinds = namedKinds(views);
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
