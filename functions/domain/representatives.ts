import type { Desk, Representative } from './desk';

/** A representative as a person reads of it. */
export interface NamedRepresentative extends Representative {
  /** As it follows "Our representative". */
  readonly where: string;
}

const where: Readonly<Record<string, string>> = {
  'eu-gdpr': 'in the European Union (Art. 27 GDPR)',
  'uk-gdpr': 'in the United Kingdom (Art. 27 UK GDPR)',
  'ch-fadp': 'in Switzerland (Art. 14 FADP)',
};

/**
 * Those whom a person may turn to instead of the desk, under the laws that govern the request; nobody of a
 * law that is not theirs.
 */
export function representativesFor(
  { controller }: Pick<Desk, 'controller'>,
  { received }: { readonly received: { readonly regimes: readonly string[] } },
): NamedRepresentative[] {
  return (controller.representatives ?? [])
    .filter(({ law }) => received.regimes.includes(law))
    .map((one) => ({ ...one, where: where[one.law] ?? `under ${one.law}` }));
}
