import type { RecipientCompletion } from '../../answer/completion-input';
import { sparedWords } from '../../answer/spared-words';
import { dateWords } from '../../pages/words/date-words';

/** A recipient, and what it was told and said, in words. `notYet`: what is said of one that was not told yet. */
export function toldWords({ name, status, keeps = [] }: RecipientCompletion, notYet = 'not told yet') {
  if (status === 'spared') return { name, state: sparedWords(keeps, dateWords) };
  return { name, state: { 'not-told': notYet, told: 'told', confirmed: 'confirmed it' }[status] };
}
