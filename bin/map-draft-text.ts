import type { FirstMap } from '../functions/config/first-map/first-map';
import { countLabel } from './count-text';

interface Written {
  readonly file: string;
  /** The desk file names it already. */
  readonly isListed: boolean;
  readonly config: string;
}

/**
 * What was written, what is left to do, and how. Names of the store are shown without what a terminal obeys.
 */
export function draftSummary(map: FirstMap, { file, isListed, config }: Written): string[] {
  const of = (role: string) => map.collections.filter((one) => one.role === role).length;
  const marks = map.collections.reduce((sum, { review }) => sum + review.length, 0);
  return [
    `${file}: written, ${countLabel(map.collections.length, 'collection')}`,
    `  ${of('own')} with people's own records, ${of('theirs')} that hang on people, ${of('shared')} shared, ${of('nobody')} about nobody, ${of('unclear')} unclear`,
    `  ${countLabel(marks, 'mark')} for review: what they are about is not approved before they are deleted`,
    ...map.notLookedAt.map((words) => `  not looked at: ${shown(words)}`),
    '',
    ...(isListed ? [] : [`List the file under datasets of the store in ${config}.`]),
    `Then: npx rightsdesk map check --config ${config}`,
  ];
}

/** A name as one line of printable text. */
export function shown(text: string, longest = 200): string {
  return text.replaceAll(/[\p{C}\p{Zl}\p{Zp}]/gu, '?').slice(0, longest);
}
