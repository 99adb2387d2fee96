import { MailRefusal } from '../../domain/mail-refusal';

/**
 * Mails each reader separately, so that one who cannot be reached does not keep it from the others.
 *
 * @returns addresses that the mail service refuses, where somebody else was told
 * @throws a fault that may pass, once all others were told, and a refusal when it is everybody's
 */
export async function mailEach(
  readers: readonly string[],
  tell: (to: string) => Promise<void>,
): Promise<string[]> {
  const refused: string[] = [];
  const faults: unknown[] = [];
  for (const to of readers)
    await tell(to).catch((fault) => {
      faults.push(fault);
      if (fault instanceof MailRefusal) refused.push(to);
    });
  if (faults.length > refused.length) throw faults.find((fault) => !(fault instanceof MailRefusal));
  if (refused.length > 0 && refused.length === readers.length) throw faults[0];
  return refused;
}
