import type { PersonsWord } from '../../documents/completion-input';
import { civilDateOf, plusDuration } from '../../domain/civil-time';
import type { DataSubjectRequest } from '../../domain/data-subject-request';
import type { DeskStore } from '../../domain/desk';
import type { DeskDeps } from '../../domain/desk-deps';
import { allOf, type EventOf } from '../../domain/log-entries';
import { settlementIn } from '../../domain/settlements';
import { byPerson, storeOf, taskNotes } from './manual-answers';
import { orderFacts } from './order-facts';

type Deps = Pick<DeskDeps, 'vault' | 'desk'>;

/** Plain date until which backups of a store still hold what was erased at an instant. */
export function backupsUntil({ desk }: Pick<DeskDeps, 'desk'>, store: DeskStore, erasedAt: string): string {
  return civilDateOf(plusDuration(erasedAt, store.backupsKept, desk.zone), desk.zone).toString();
}

/** What a person said of a manual store, and what became of it since. */
export async function personsWord(deps: Deps, request: DataSubjectRequest, store: DeskStore) {
  const event = allOf(request.log, 'task-answered').findLast(
    (e) => storeOf(request, e.data.taskId) === store.id,
  );
  if (!event) return {};
  const answer = await settledWord(deps, request, store.id, await wordOf(deps, request, event));
  const at = settlementIn(request, store.id)?.ended?.at ?? event.at;
  return { ...(answer.outcome === 'done' ? { backupsUntil: backupsUntil(deps, store, at) } : {}), answer };
}

/** What became of an erasure that somebody else was asked for: the last word about it counts. */
async function settledWord(
  deps: Deps,
  request: DataSubjectRequest,
  storeId: string,
  word: PersonsWord,
): Promise<PersonsWord> {
  const settlement = settlementIn(request, storeId);
  if (word.outcome !== 'submitted' || !settlement) return word;
  const order = await orderFacts(deps, request, settlement);
  const { answer, state } = settlement;
  if (state === 'open' || !answer) return { ...word, order };
  const by = byPerson(deps, request, answer);
  return { by, outcome: state, order, ...(order.kept ? { kept: order.kept } : {}) };
}

/** The word of the member of staff who answered a task. */
export async function wordOf(
  deps: Deps,
  request: DataSubjectRequest,
  event: EventOf<'task-answered'>,
): Promise<PersonsWord> {
  const { answer, until } = event.data;
  const { ground } = await taskNotes(deps, request, event);
  const kept = ground ? { kept: { ground, article: '', ...(until ? { until } : {}) } } : {};
  return { by: byPerson(deps, request, event), outcome: answer, ...kept };
}
