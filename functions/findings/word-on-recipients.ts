import * as z from 'zod/mini';
import { allOf, type DataSubjectRequest } from '../domain/data-subject-request';
import type { DeskDeps } from '../domain/desk-deps';

const Word = z.object({
  /** Why some are not told, for the person to read. */
  because: z.optional(z.string()),
  /** What the recipients are to do: which datum was wrong and what is right. */
  instruction: z.optional(z.string()),
});

type WordOnRecipients = z.infer<typeof Word>;

/**
 * What staff wrote when they chose who hears of a request; what they wrote later replaces what they wrote
 * before.
 */
export async function wordOnRecipients(
  deps: Pick<DeskDeps, 'vault'>,
  { requestId, log }: DataSubjectRequest,
): Promise<WordOnRecipients> {
  let word: WordOnRecipients = {};
  for (const { sealed } of allOf(log, 'recipients-chosen'))
    if (sealed) word = { ...word, ...Word.parse(await deps.vault.unseal(requestId, sealed)) };
  return word;
}
