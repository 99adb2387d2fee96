import type { DataSubjectRequest } from '../../domain/data-subject-request';
import { allOf } from '../../domain/log-entries';
import type { DecisionFacts } from './decide/decision';
import { staffName } from './decide/identity-text';
import type { StaffDeps } from './staff-deps';

/** What staff asked the person meanwhile, with the answers. */
export async function questionsAsked(
  deps: Pick<StaffDeps, 'vault' | 'desk'>,
  request: DataSubjectRequest,
): Promise<NonNullable<DecisionFacts['questions']>> {
  const words = async (sealed: string | undefined) =>
    sealed ? String(await deps.vault.unseal(request.requestId, sealed)) : '';
  return Promise.all(
    allOf(request.log, 'question-asked').map(async (asked) => {
      const { questionId } = asked.data;
      const replies = allOf(request.log, 'question-answered').filter((e) => e.data.questionId === questionId);
      const question = await words(asked.sealed);
      const answers = await Promise.all(
        replies.map(async ({ sealed, data: { staffId } }) => {
          const by = staffId === undefined ? '' : `Written down by ${staffName(deps, staffId)}: `;
          return `${by}${await words(sealed)}`;
        }),
      );
      return answers.length > 0 ? { question, answer: answers.join('\n\n') } : { question };
    }),
  );
}
