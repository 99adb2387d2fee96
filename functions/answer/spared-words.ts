import { inSentence } from '../pages/words/in-sentence';
import type { KeptStore } from './completion-input';

/**
 * Why a host of stores was not told of an erasure: "not told, as it only keeps the shop's database for us: what we erased there is erased there too".
 *
 * @param dateWords - a plain date as the reader writes it
 */
export function sparedWords(stores: readonly KeptStore[], dateWords: (date: string) => string): string {
  const titles = stores.map(({ title }) => inSentence(title));
  const [first, ...others] = stores.flatMap(({ title, backupsUntil }) =>
    backupsUntil ? [{ title: inSentence(title), until: dateWords(backupsUntil) }] : [],
  );
  const words = `not told, as it only keeps ${listed(titles)} for us: what we erased there is erased there too`;
  if (!first) return words;
  if (stores.length === 1) return `${words}; its backups until ${first.until}`;
  const dated = [first, ...others].map(({ title, until }) => `of ${title} until ${until}`);
  return `${words}; backups ${listed(dated)}`;
}

function listed(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
}
