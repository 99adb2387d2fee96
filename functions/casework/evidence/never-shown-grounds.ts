import { namedKinds } from '../../documents/law-verdict';
import type { CitedGround } from '../../domain/deadlines/refusal-grounds';
import type { LawView } from '../../domain/never-shown';

/**
 * The ground for leaving out of a text or file what a law lets the answer only name; empty where no law
 * forbids showing it.
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
