import { unclassifiedFields } from '../../../casework/evidence/approval-blockers';
import type { UnmappedField } from '../../../domain/event-facts';
import { type Act, type ActResult, hasCommand } from './act-result';

/**
 * Decides for this request whether fields that the map does not know are given. The form carries each field's
 * id, since the list may have changed meanwhile.
 */
export const classify: Act = async (deps, page, fields) => {
  const { request, staff } = page;
  if (request.status !== 'awaiting-decision') return { done: 'already-decided' };
  const open = unclassifiedFields(request);
  const answers = open.flatMap((field): { field: UnmappedField; as: 'give' | 'withhold' }[] => {
    const at = Object.keys(fields).find(
      (name) => fields[name] === fieldId(field) && name.startsWith('field-'),
    );
    const as = at ? fields[at.replace('field-', 'classify-')] : undefined;
    return as === 'give' || as === 'withhold' ? [{ field, as }] : [];
  });
  if (answers.length === 0) return nothingChosen(open);
  for (const { field, as } of answers) {
    const commandId = `classify-${fieldId(field)}`;
    await deps.register.append(request.requestId, commandId, (now) =>
      now.status === 'awaiting-decision' && !hasCommand(now, commandId)
        ? {
            type: 'field-classified',
            data: { ...field, as, staffId: staff.id },
            actor: { kind: 'staff', id: staff.id },
          }
        : undefined,
    );
  }
  return { shown: 'classified' };
};

function nothingChosen(open: readonly UnmappedField[]): ActResult {
  return open.length > 0
    ? { errors: { 'classify-0': 'Choose for at least one field.' } }
    : { shown: 'classified' };
}

/** Holds names of the data map only: no personal data. */
export function fieldId({ storeId, collection, field }: UnmappedField): string {
  return `${storeId}/${collection}/${field}`;
}
