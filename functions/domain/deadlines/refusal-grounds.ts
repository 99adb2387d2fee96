import type { Confidence, Ground, Regime } from './law';
import { requestTypeOf } from './request-type-of';

/** A ground as a staff page offers it and a notice cites it. */
export interface CitedGround {
  id: string;
  words: string;
  article: string;
  link?: string;
  confidence: Confidence;
}

/** The grounds on which a law lets the desk refuse one right, in the law's order; none when the law gives no such right. */
export function refusalGrounds(regime: Regime, right: string): CitedGround[] {
  const type = requestTypeOf(regime, right);
  if (type === undefined) return [];
  return regime.refusal.grounds
    .filter((ground) => ground.only === undefined || ground.only.includes(type))
    .map((ground) => cite(regime, ground));
}

/** A ground with the article, link and confidence of its source. */
export function cite(regime: Regime, ground: Ground): CitedGround {
  const source = regime.sources[ground.source];
  return {
    id: ground.id,
    words: ground.words,
    article: source?.article ?? '',
    ...(source?.link !== undefined && { link: source.link }),
    confidence: source?.confidence ?? 'unconfirmed',
  };
}
