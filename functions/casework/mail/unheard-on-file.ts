import { type DataSubjectRequest, seqOf } from '../../domain/data-subject-request';
import type { DeskDeps } from '../../domain/desk-deps';
import { allOf } from '../../domain/log-entries';
import { openLetters } from '../../domain/undelivered';
import { elsewherePlace, noticedIn } from './mail-notice';

/** An address on file that a notice was mailed to and did not reach. */
export interface Unheard {
  readonly address: string;
  /** It was not known when the request was decided on last. */
  readonly isNew: boolean;
}

/**
 * Addresses on file that no notice of this request reached, each once: refused or come back, neither posted
 * since nor settled by staff. The log holds no address, so they are read from what each notice has sealed.
 */
export async function unheardOnFile(
  { vault }: Pick<DeskDeps, 'vault'>,
  request: DataSubjectRequest,
): Promise<Unheard[]> {
  const decided = seqOf(request, 'decided');
  const unheard = new Map<string, boolean>();
  for (const { seq, data } of openLetters(request)) {
    const at = elsewherePlace(data.key);
    const noticed = allOf(request.log, 'erasure-noticed').findLast((one) => one.seq < seq);
    if (at === undefined || !noticed) continue;
    const address = (await noticedIn({ vault }, request.requestId, noticed))?.[at - 1];
    if (address) unheard.set(address, (unheard.get(address) ?? true) && seq > decided);
  }
  return [...unheard].map(([address, isNew]) => ({ address, isNew }));
}
