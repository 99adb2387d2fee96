import { inSentence } from '../words/in-sentence';
import type { HostedStore } from './completion-input';

/**
 * Why a host of stores was not told of an erasure: "not told, as it only keeps the shop's database for us:
 * what we erased there is erased there too; its backups until 24 December 2026". Of several stores, the
 * latest date.
 *
 * @param dateWords - a plain date as the reader writes it
 */
export function notInformedText(stores: readonly HostedStore[], dateWords: (date: string) => string): string {
  const titles = stores.map(({ title }) => inSentence(title)).join(' and ');
  const until = stores
    .map(({ backupsUntil = '' }) => backupsUntil)
    .sort()
    .at(-1);
  const backups = until ? `; its backups until ${dateWords(until)}` : '';
  return `not told, as it only keeps ${titles} for us: what we erased there is erased there too${backups}`;
}
