import { type DataSubjectRequest, lastOf, seqOf } from '../../../domain/data-subject-request';
import type { EventData } from '../../../domain/events';
import type { Fields } from '../../form-fields';

/** The manifest that a decision would bind to. */
export function frozenOf(request: DataSubjectRequest): EventData['manifest-frozen'] | undefined {
  return lastOf(request.log, 'manifest-frozen')?.data;
}

/**
 * What the page shows, as hidden fields: the manifest by version and hash, and the last event that changed
 * what would be given from it. A decision on anything else
 * than what was shown is none.
 */
export function shownStamp(request: DataSubjectRequest): Record<string, string> {
  const frozen = frozenOf(request);
  const changes = [
    'withheld',
    'field-classified',
    'law-chosen',
    'unread-settled',
    'contested-settled',
    'task-answered',
    'stores-given-up',
  ] as const;
  const shown = Math.max(...changes.map((type) => seqOf(request, type)));
  return { version: String(frozen?.version ?? 0), hash: frozen?.hash ?? '', shown: String(shown) };
}

/** Whether the request still is what the page showed when the form was made. */
export function isAsShown(request: DataSubjectRequest, fields: Fields): boolean {
  return Object.entries(shownStamp(request)).every(([name, value]) => fields[name] === value);
}
