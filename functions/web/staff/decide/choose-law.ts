import { lawViews } from '../../../casework/evidence/law-views';
import { lawChoices } from '../../../casework/evidence/read-disclosure';
import type { CitedLaw } from '../../../domain/never-shown';
import { type Act, hasCommand, isSubmissionId } from './act-result';
import type { DecisionLawsFacts, LawQuestion } from './decision-laws';
import { type LawField, lawFields } from './law-fields';
import { buildPreview } from './preview';

/**
 * Chooses for one field between a law that owes the copy and one that forbids showing it. To show what would
 * otherwise be kept back is a statement about the data: it takes the app, and somebody else approves.
 */
export const chooseLaw: Act = async (deps, page, fields) => {
  const { request, staff, session } = page;
  if (request.status !== 'awaiting-decision') return { done: 'already-decided' };
  if (!isSubmissionId(fields.once)) return { done: 'changed-meanwhile' };
  const commandId = `law-${staff.id}-${fields.once}`;
  if (hasCommand(request, commandId)) return { shown: 'law-chosen' };
  const preview = await buildPreview(deps, request);
  const as = fields['law-as'];
  const field =
    preview &&
    lawFields(lawViews(deps, request), lawChoices(request), preview).find(
      ({ id }) => id === fields['law-field'],
    );
  if (!field) return { done: 'changed-meanwhile' };
  if (as !== 'show' && as !== 'describe') return { errors: { 'law-as': 'Choose one of the two.' } };
  if (as === 'show' && session.factor !== 'totp') return { needs: 'given' };
  const { storeId, collection, path } = field;
  const laws = [...field.between.owed, ...field.between.forbidden].map(({ law }) => law);
  await deps.register.append(request.requestId, commandId, (now) =>
    now.status === 'awaiting-decision'
      ? {
          type: 'law-chosen',
          data: { storeId, collection, field: path, as, laws, staffId: staff.id },
          actor: { kind: 'staff', id: staff.id },
        }
      : undefined,
  );
  return { shown: 'law-chosen' };
};

/** The question that the decision page asks about each such field. */
export function lawQuestions(
  fields: readonly LawField[],
  form: (id: string) => DecisionLawsFacts['questions'][number]['form'],
): LawQuestion[] {
  return fields.map(({ id, title, where, shown, between }) => ({
    what: title,
    where,
    shown,
    owed: between.owed.map(named),
    forbidden: between.forbidden.map(named),
    words: between.words,
    form: form(id),
  }));
}

function named({ law, article }: CitedLaw): string {
  return article ? `${law} (${article})` : law;
}
