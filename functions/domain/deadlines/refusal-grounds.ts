import type { Confidence, Ground, Regime } from './law';
import { requestTypeOf } from './request-type-of';

/** A ground as a staff page offers it and a notice cites it. */
export interface CitedGround {
  id: string;
  /** Its name, for staff. */
  words: string;
  article: string;
  link?: string;
  confidence: Confidence;
  /** `condition`: the right does not reach this. */
  kind: 'refuse' | 'condition' | 'limit';
  /** For the requester. */
  sentence: string;
  /** What else the answer must contain, and what staff must be able to show. */
  say: readonly string[];
  show: readonly string[];
  /** `part`: it refuses only what it covers. */
  scope: 'whole' | 'part';
}

/**
 * The grounds on which a law lets the desk refuse one right, in the law's order; none when the law gives no
 * such right. Grounds that only end a search refuse nothing, and are left out.
 *
 * @param receivedOn plain date of receipt: a ground counts from its first day on
 */
export function refusalGrounds(regime: Regime, right: string, receivedOn?: string): CitedGround[] {
  return groundsFor(regime, right, receivedOn).filter(({ kind }) => kind !== 'limit');
}

/** What ends a search under a law: an answer in part may name it, a refusal may not. */
export function searchLimits(regime: Regime, right: string, receivedOn?: string): CitedGround[] {
  return groundsFor(regime, right, receivedOn).filter(({ kind }) => kind === 'limit');
}

function groundsFor(regime: Regime, right: string, receivedOn: string | undefined): CitedGround[] {
  const type = requestTypeOf(regime, right, receivedOn);
  if (type === undefined) return [];
  return regime.refusal.grounds
    .filter((ground) => isFor(ground, type) && isInForce(ground, receivedOn))
    .map((ground) => cite(regime, ground));
}

/** The ground that an entry of the log names, even if it is no longer offered. */
export function groundNamed(
  regime: Regime,
  right: string,
  id: string | undefined,
  receivedOn: string,
): CitedGround | undefined {
  const type = requestTypeOf(regime, right, receivedOn);
  const named = regime.refusal.grounds.filter((ground) => ground.id === id);
  const ground = named.find((one) => type !== undefined && isFor(one, type)) ?? named[0];
  return ground && cite(regime, ground);
}

/** What staff may not use to refuse a right under a law, with the source. */
export function notGrounds(
  regime: Regime,
  right: string,
  receivedOn: string,
): { words: string; article: string }[] {
  const type = requestTypeOf(regime, right, receivedOn);
  return (regime.refusal.notGrounds ?? [])
    .filter(({ only }) => only === undefined || (type !== undefined && only.includes(type)))
    .map(({ words, source }) => ({ words, article: regime.sources[source]?.article ?? '' }));
}

/** A ground with the article, link and confidence of its source. */
export function cite(regime: Regime, ground: Ground): CitedGround {
  const source = regime.sources[ground.source];
  const { id, words, kind = 'refuse', sentence = words, say = [], show = [], scope = 'whole' } = ground;
  return {
    ...{ id, words, kind, sentence, say, show, scope },
    article: source?.article ?? '',
    ...(source?.link !== undefined && { link: source.link }),
    confidence: source?.confidence ?? 'unconfirmed',
  };
}

function isFor({ only }: Ground, type: string): boolean {
  return only === undefined || only.includes(type);
}

function isInForce({ effective }: Ground, receivedOn: string | undefined): boolean {
  return effective === undefined || (receivedOn !== undefined && effective <= receivedOn);
}
