import type { CodeAnswer } from '../../links/open-link';

/** What to do about a code that did not open, in a sentence. */
export function codeProblem(tried: CodeAnswer): string {
  switch (tried.answer) {
    case 'empty':
      return 'Type the six digits that stand in the mail.';
    case 'wrong':
      return tried.triesLeft > 0
        ? `That code is not right. Tries left: ${tried.triesLeft}.`
        : 'That code is not right, and there are no tries left. Open the link in your mail again and ask for a fresh one.';
    default:
      return 'This code no longer works. Open the link in your mail again and ask for a fresh one.';
  }
}
