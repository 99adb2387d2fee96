import { type CodeResult, tryCode } from '../../casework/links/open-link';
import type { LinkPurpose } from '../../domain/event-facts';
import type { StaffDeps } from './staff-deps';
import type { StaffPage } from './staff-page';

/** What to do about a code that was not accepted, in a sentence. */
export function codeProblemText(tried: CodeResult): string {
  switch (tried.outcome) {
    case 'empty':
      return 'Type the six digits from the mail.';
    case 'wrong':
      return tried.triesLeft > 0
        ? `That code is not right. Tries left: ${tried.triesLeft}.`
        : 'That code is not right, and there are no tries left. Open the link in your mail again and ask for a fresh one.';
    default:
      return 'This code no longer works. Open the link in your mail again and ask for a fresh one.';
  }
}

/**
 * Checks the mailed code if it was typed with this form; an empty field is no try. Returns what is wrong, or
 * undefined.
 */
export async function mailedCodeProblem(
  deps: StaffDeps,
  page: StaffPage,
  code: string | undefined,
): Promise<string | undefined> {
  if (page.codeTyped) return undefined;
  const { token, item } = page;
  const purpose = item.purpose as LinkPurpose;
  const tried = await tryCode(deps, purpose, token, code ?? '');
  return tried.outcome === 'right' ? undefined : codeProblemText(tried);
}
