import type { DeskDeps } from '../../domain/desk-deps';
import type { ComposedMail } from '../../emails/compose-mail';

/** The text of a mail, to be printed. */
export interface PaperLetter {
  readonly subject: string;
  readonly text: string;
}

/**
 * The text of a mail without its links and codes, so that opening or printing the letter gives nobody access
 * to a page.
 */
export function toPaperLetter(
  { desk }: Pick<DeskDeps, 'desk'>,
  { subject, text }: ComposedMail,
): PaperLetter {
  const paragraphs = text.split(/\n{2,}/);
  const kept = paragraphs.filter((one) => !one.includes(`${desk.baseUrl}/`) && !/^\s*\d{6}\s*$/.test(one));
  return { subject, text: kept.join('\n\n') };
}
