import type { Blanking } from '../domain/blanking';

/**
 * What an anonymisation did, such as "kept without Name, Customer; Stars, Text stay". It says what stays, so
 * that nobody believes more is gone than is.
 */
export function blankingText(blanking: Blanking, { whom = 'you', max = 5 } = {}): string {
  const { blanked, inPart, stay, unlinked, marked } = blanking;
  const without = [...blanked, ...inPart.map((title) => `parts of ${title}`)];
  const heads = [
    ...(marked ? ['marked as deleted'] : []),
    ...(unlinked ? [`no longer linked to ${whom}`] : []),
  ];
  const first = [
    ...(heads.length > 0 ? [heads.join(' and ')] : []),
    ...(without.length > 0 ? [`kept without ${listed(without, max)}`] : []),
  ].join(', ');
  if (stay.length === 0) return first || 'kept';
  return `${first || 'kept'}; ${listed(stay, max)} ${stay.length === 1 ? 'stays' : 'stay'}`;
}

/** If only one more would be left out, it is named instead of counted. */
function listed(titles: readonly string[], max: number): string {
  if (titles.length <= max + 1) return titles.join(', ');
  return `${titles.slice(0, max).join(', ')} and ${titles.length - max} more`;
}
