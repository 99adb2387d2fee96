import type { DeskDeps } from '../domain/desk-deps';
import type { ComposedMail } from '../emails/compose-mail';

/** What a mail says, for somebody to print. */
export interface PaperLetter {
  readonly subject: string;
  readonly text: string;
}

/**
 * The words of a mail without its links and codes: whoever opens the letter, or prints it, gets nothing that
 * opens a page.
 */
export function forPaper({ desk }: Pick<DeskDeps, 'desk'>, { subject, text }: ComposedMail): PaperLetter {
  const paragraphs = text.split(/\n{2,}/);
  const kept = paragraphs.filter((one) => !one.includes(`${desk.baseUrl}/`) && !/^\s*\d{6}\s*$/.test(one));
  return { subject, text: kept.join('\n\n') };
}
