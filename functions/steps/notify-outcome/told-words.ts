import type { RecipientCompletion } from '../../answer/completion-input';
import { sparedWords } from '../../answer/spared-words';
import { dateWords } from '../../pages/words/date-words';

/** A recipient, and what it was told and said, in words. */
export function toldWords({ name, status, keeps = [] }: RecipientCompletion) {
  if (status === 'spared') return { name, state: sparedWords(keeps, dateWords) };
  return { name, state: { 'not-told': 'not told yet', told: 'told', confirmed: 'confirmed it' }[status] };
}
