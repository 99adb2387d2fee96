import type { Outcome } from '../drive';
import type { Evidence } from './judge';
import { isSearched } from './judge';

/** Places in searched collections that cannot be read to the end, each by key and version. */
export function unreadPlaces({ one, before }: Pick<Evidence, 'one' | 'before'>): string[] {
  return before
    .filter(({ made, body }) => {
      if (!made?.shelf || !body || body.length === 0 || !isSearched(one, made.shelf)) return false;
      if (made.shelf.format === 'objects') return false;
      return made.spoilt !== undefined || made.lines?.some(({ isReadable }) => !isReadable);
    })
    .map(({ key, made, isCurrent }) => `${key} (${made?.spoilt ?? 'a line'}${isCurrent ? '' : ', old'})`);
}

/** The number of places that, by the mail, could not be read or compared. */
export function unreadInMail({ mail }: Outcome): number {
  const text = (mail?.text ?? '').replaceAll(/\s+/g, ' ');
  const all = [...text.matchAll(/(\d+) (items? could not be read automatically|files? names? you )/g)];
  return all.reduce((sum, [, count]) => sum + Number(count), 0);
}
