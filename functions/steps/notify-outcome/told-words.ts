import type { RecipientCompletion } from '../../answer/completion-input';
import { sparedWords } from '../../answer/spared-words';
import { dateWords } from '../../pages/words/date-words';

/** What a recipient was told and said, as it follows its name. */
export function toldWords({ status, keeps = [] }: Pick<RecipientCompletion, 'status' | 'keeps'>): string {
  if (status === 'spared') return sparedWords(keeps, (date) => dateWords(date));
  return { 'not-told': 'not told yet', told: 'told', confirmed: 'confirmed it' }[status];
}
