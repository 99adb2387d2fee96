import type { Desk, Representative } from './desk';

/** A representative as an answer names it. */
export interface NamedRepresentative extends Representative {
  /** Continues the sentence "Our representative". */
  readonly where: string;
}

const where: Readonly<Record<string, string>> = {
  'eu-gdpr': 'in the European Union (Art. 27 GDPR)',
  'uk-gdpr': 'in the United Kingdom (Art. 27 UK GDPR)',
  'ch-fadp': 'in Switzerland (Art. 14 FADP)',
};

/**
 * Representatives whom the requester may contact instead of the desk, under the laws that govern the request.
 */
export function representativesFor(
  { controller }: Pick<Desk, 'controller'>,
  { received }: { readonly received: { readonly regimes: readonly string[] } },
): NamedRepresentative[] {
  return (controller.representatives ?? [])
    .filter(({ law }) => received.regimes.includes(law))
    .map((one) => ({ ...one, where: where[one.law] ?? `under ${one.law}` }));
}
