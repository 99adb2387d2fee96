import type { Desk } from '../../domain/desk';
import { isLawOfPlace } from '../../domain/governing-laws';

/**
 * Laws that require a representative of a business without an establishment, with the places where an
 * establishment counts.
 */
const REQUIRED_REPRESENTATIVES: Readonly<
  Record<string, { readonly places: readonly string[]; readonly article: string }>
> = {
  'eu-gdpr': { places: ['EU', 'EEA'], article: 'Art. 27 GDPR' },
  'uk-gdpr': { places: ['GB'], article: 'Art. 27 UK GDPR' },
};

/**
 * A law that applies only because of the customers (Art. 3(2)) without a representative, and a representative
 * for a law that is not followed.
 */
export function representativeWarnings({ controller, laws, place }: Desk): string[] {
  const named = (controller.representatives ?? []).map(({ law }) => law);
  const missing = laws.flatMap(({ regime, applies, established }) => {
    const rule = REQUIRED_REPRESENTATIVES[regime];
    const isHere = established === true || (rule !== undefined && isLawOfPlace(rule.places, place));
    if (!rule || applies !== 'binds' || isHere || named.includes(regime)) return [];
    return [
      `controller.representatives: ${regime} binds you without an establishment in its place (Art. 3(2)), and no representative is named for it. ` +
        `${rule.article} wants one, named in writing, unless what you do is only occasional, includes no large-scale use of special categories or of data on convictions, and is unlikely to bring a risk to people, or you are a public authority (Art. 27(2)).`,
    ];
  });
  const idle = named
    .filter((law) => !laws.some(({ regime, applies }) => regime === law && applies !== 'no'))
    .map(
      (law) =>
        `controller.representatives: one is named for ${law}, which is not among the laws that you follow`,
    );
  return [...missing, ...idle];
}
