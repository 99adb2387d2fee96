import * as z from 'zod/mini';
import type { DataSubjectRequest } from '../../domain/data-subject-request';
import type { DeskDeps } from '../../domain/desk-deps';
import { allOf } from '../../domain/log-entries';

const Word = z.object({
  /** Why some are not informed, for the person to read. */
  because: z.optional(z.string()),
  /** What the recipients are to do: which datum was wrong and what is right. */
  instruction: z.optional(z.string()),
});

type WordOnRecipients = z.infer<typeof Word>;

/** What staff wrote when they chose which recipients are informed; later text replaces earlier text. */
export async function recipientNotes(
  deps: Pick<DeskDeps, 'vault'>,
  { requestId, log }: DataSubjectRequest,
): Promise<WordOnRecipients> {
  let word: WordOnRecipients = {};
  for (const { sealed } of allOf(log, 'recipients-chosen'))
    if (sealed) word = { ...word, ...Word.parse(await deps.vault.unseal(requestId, sealed)) };
  return word;
}
