import { recipientNotes } from '../../casework/evidence/recipient-notes';
import type { RecipientCompletion } from '../../documents/completion-input';
import { notInformedText } from '../../documents/not-informed-text';
import type { DataSubjectRequest } from '../../domain/data-subject-request';
import type { DeskDeps } from '../../domain/desk-deps';
import { recipientsLeftOut, unclearRecipients } from '../../domain/recipients';
import { dateText } from '../../words/date-text';

/**
 * A recipient, what it was told and what it replied, in words.
 *
 * @param notYet - what to say of one that was not informed yet
 */
export function recipientStatusText(
  { name, status, by = '', keeps = [] }: RecipientCompletion,
  notYet = 'not told yet',
) {
  if (status === 'spared') return { name, state: notInformedText(keeps, dateText) };
  if (status === 'promised') return { name, state: `told, and promises to do it by ${dateText(by)}` };
  return { name, state: { 'not-told': notYet, told: 'told', confirmed: 'confirmed it' }[status] };
}

/** Recipients that staff still have to say about whether an opt-out concerns them. */
export function unclearRecipientTexts({ map }: Pick<DeskDeps, 'map'>, request: DataSubjectRequest) {
  const state = 'not told yet: one of us has to find out whether this concerns what they do with your data';
  return unclearRecipients(map, request).map(({ name }) => ({ name, state }));
}

/**
 * Recipients that staff left out, each with the reason they wrote (Art. 19 GDPR; 11 CCR 7022(b)(3) wants it
 * in facts).
 */
export async function leftOutRecipientTexts(
  deps: Pick<DeskDeps, 'map' | 'vault'>,
  request: DataSubjectRequest,
) {
  const left = recipientsLeftOut(deps.map, request);
  if (left.length === 0) return [];
  const { because = 'we could not tell them' } = await recipientNotes(deps, request);
  return left.map(({ name }) => ({ name, state: `not told: ${because}` }));
}
