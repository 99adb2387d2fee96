import type { OrderFacts } from '../../documents/completion-input';
import type { DataSubjectRequest } from '../../domain/data-subject-request';
import type { DeskDeps } from '../../domain/desk-deps';
import type { Settlement } from '../../domain/settlements';
import { taskNotes } from './manual-answers';

/** An erasure that others were asked for, as an answer reports it: the dates, and how it ended. */
export async function orderFacts(
  deps: Pick<DeskDeps, 'vault'>,
  request: DataSubjectRequest,
  { askedOn, confirmBy, state, ended, answer }: Settlement,
): Promise<OrderFacts> {
  if (state === 'done') return { askedOn, confirmBy, ...(ended ? { confirmedOn: ended.on } : {}) };
  if (state !== 'kept' || !answer) return { askedOn, confirmBy };
  const { ground = '' } = await taskNotes(deps, request, answer);
  const { until } = answer.data;
  return { askedOn, confirmBy, kept: { ground, article: '', ...(until ? { until } : {}) } };
}
