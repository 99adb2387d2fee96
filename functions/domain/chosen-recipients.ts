import type { DataSubjectRequest } from './data-subject-request';
import { allOf } from './log-entries';

/** Ids of recipients whom staff added and left out; the last choice for each counts. */
interface ChosenRecipients {
  readonly told: ReadonlySet<string>;
  readonly left: ReadonlySet<string>;
}

/** Whom staff chose to notify, and not to notify. */
export function chosenRecipients({ log }: DataSubjectRequest): ChosenRecipients {
  const words = new Map<string, 'told' | 'left'>();
  for (const { data } of allOf(log, 'recipients-chosen')) {
    for (const id of data.left) words.set(id, 'left');
    for (const id of data.told) words.set(id, 'told');
  }
  const of = (word: 'told' | 'left') =>
    new Set([...words].flatMap(([id, said]) => (said === word ? id : [])));
  return { told: of('told'), left: of('left') };
}
