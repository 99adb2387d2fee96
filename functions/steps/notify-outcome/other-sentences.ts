import { linkedRequests } from '../../casework/queue/linked-requests';
import type { DataSubjectRequest } from '../../domain/data-subject-request';
import { otherRequestTexts } from '../../words/other-request-texts';
import type { NotifyDeps } from './notify-deps';

/**
 * What the outcome says about the data subject's other requests, a sentence each. `words`: for an answer of
 * the kinds of data alone, sentences that disclose nothing.
 */
export async function otherSentences(
  deps: Pick<NotifyDeps, 'register'>,
  request: DataSubjectRequest,
  words: typeof otherRequestTexts = otherRequestTexts,
): Promise<{ sentence: string }[]> {
  const sentences = words(request, await linkedRequests(deps, request));
  return sentences.map((sentence) => ({ sentence }));
}
