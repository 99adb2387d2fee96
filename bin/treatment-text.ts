import type { ManifestRow, RowTreatment } from '../functions/domain/manifest';

/**
 * Groups equal treatments: `3 to be erased`, `4 kept until 2031-12-31 (1), 2032-12-31 (3): tax law keeps
 * orders (s 147 AO)`.
 */
export function treatmentLines(rows: Iterable<ManifestRow>): string[] {
  const groups = new Map<string, RowTreatment[]>();
  for (const { treatment } of rows) {
    const words = groundOf(treatment);
    const same = groups.get(words);
    if (same) same.push(treatment);
    else groups.set(words, [treatment]);
  }
  return [...groups].map(([words, treatments]) => `    ${treatments.length} ${fateOf(treatments)}${words}`);
}

function groundOf(treatment: RowTreatment): string {
  if (treatment.action === 'undecided') return `left for staff to decide: ${treatment.reason}`;
  if (treatment.action === 'retain')
    return `: ${treatment.ground}${treatment.article ? ` (${treatment.article})` : ''}`;
  return {
    erase: 'to be erased',
    anonymise: 'to be anonymised',
    'keep-shared': 'kept: records of other people point at it',
    contested: "left for staff to decide: it also names another person's own record",
  }[treatment.action];
}

/** For retained rows: the end dates, with the number of rows for each; by year where there are many dates. */
function fateOf(treatments: readonly RowTreatment[]): string {
  const ends = treatments.flatMap((treatment) => (treatment.action === 'retain' ? [treatment.until] : []));
  const known = ends.filter((end) => end !== 'unknown').sort();
  const parts = [endWords(known), unknownWords(ends.length - known.length, known.length > 0)];
  return ends.length === 0 ? '' : `kept until ${parts.filter(Boolean).join(', ')}`;
}

const mostDates = 4;

function endWords(ends: readonly string[]): string {
  const dates = [...new Set(ends)];
  if (dates.length <= 1) return dates[0] ?? '';
  if (dates.length <= mostDates) return tally(ends);
  const years = ends.map((end) => end.slice(0, 4));
  if (new Set(years).size <= mostDates) return tally(years);
  return `${ends[0]} to ${ends.at(-1)} (${ends.length} on ${dates.length} dates)`;
}

function tally(ends: readonly string[]): string {
  return [...new Set(ends)].map((end) => `${end} (${ends.filter((one) => one === end).length})`).join(', ');
}

function unknownWords(count: number, beside: boolean): string {
  if (count === 0) return '';
  return `an end that is not set${beside ? ` (${count})` : ''}`;
}
