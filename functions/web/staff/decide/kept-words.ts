import type { RowTreatment } from '../../../domain/manifest';
import { dateWords } from '../../../pages/words/date-words';

/** The ground of what is kept, the last day of the longest whose end is known, and how many have none. */
export function keptWords(treatments: readonly RowTreatment[]): string | undefined {
  const kept = treatments.flatMap((t) => (t.action === 'retain' ? [t] : []));
  const [first] = kept;
  if (!first) return undefined;
  const ends = kept.map((t) => t.until).filter((until) => /^\d{4}-\d{2}-\d{2}$/.test(until));
  const longest = ends.sort().at(-1);
  const without = kept.length - ends.length;
  const until = longest === undefined ? 'no end date is known' : `until ${dateWords(longest)}`;
  const rest = longest !== undefined && without > 0 ? `; no end date is known for ${without}` : '';
  return `${first.ground}, ${until}${rest} (${first.article})`;
}
