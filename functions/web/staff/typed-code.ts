import { type CodeResult, tryCode } from '../../casework/links/open-link';
import type { LinkPurpose } from '../../domain/event-facts';
import type { StaffDeps } from './staff-deps';
import type { StaffPage } from './staff-page';

/** What to do about a code that did not open, in a sentence. */
export function codeProblem(tried: CodeResult): string {
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

/**
 * Whether the code of the mail was typed with this form. An empty field is no try. Returns what is wrong, or
 * nothing.
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
  return tried.answer === 'right' ? undefined : codeProblem(tried);
}
