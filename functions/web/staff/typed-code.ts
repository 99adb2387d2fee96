import type { DeskDeps } from '../../domain/desk-deps';
import type { LinkPurpose } from '../../domain/events';
import { type CodeAnswer, tryCode } from '../../links/open-link';

/**
 * Compares a typed code, as `tryCode` does; a right one gives the tries back, so that whoever has the mail can open its page as often as the work takes, and a guesser
 * still has only a few.
 */
export async function tryMailedCode(
  deps: Pick<DeskDeps, 'items' | 'clock' | 'desk'>,
  purpose: LinkPurpose,
  typed: { token: string; code: string },
): Promise<CodeAnswer> {
  const tried = await tryCode(deps, purpose, typed.token, typed.code);
  if (tried.answer === 'right') await deps.items.giveBackAttempts(tried.token.hash);
  return tried;
}

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
