import { isByLaw } from '../../../domain/kept-by-law';
import type { RowTreatment } from '../../../domain/manifest';
import { dateText } from '../../../words/date-text';

type Retained = Extract<RowTreatment, { action: 'retain' }>;

/**
 * Why rows are kept, ground by ground, with the last day of the longest known retention and the number of
 * rows whose end is unknown: by a law, and by the storage alone.
 */
export function retentionReasons(treatments: readonly RowTreatment[]): {
  readonly because?: string;
  readonly held?: string;
} {
  const kept = treatments.flatMap((t) => (t.action === 'retain' ? [t] : []));
  const because = groundsOf(kept.filter(isByLaw));
  const held = groundsOf(kept.filter((one) => !isByLaw(one)));
  return { ...(because ? { because } : {}), ...(held ? { held } : {}) };
}

function groundsOf(kept: readonly Retained[]): string {
  const grounds = [...new Set(kept.map(({ ground }) => ground))];
  return grounds.map((ground) => groundOf(kept.filter((one) => one.ground === ground))).join('; ');
}

function groundOf(kept: readonly Retained[]): string {
  const [first] = kept;
  const ends = kept.map((t) => t.until).filter((until) => /^\d{4}-\d{2}-\d{2}$/.test(until));
  const longest = ends.sort().at(-1);
  const without = kept.length - ends.length;
  const until = longest === undefined ? 'no end date is set' : `until ${dateText(longest)}`;
  const rest = longest !== undefined && without > 0 ? `; no end date is set for ${without}` : '';
  return `${first?.ground}, ${until}${rest}${first?.article ? ` (${first.article})` : ''}`;
}
