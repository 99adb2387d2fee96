import { type DataSubjectRequest, seqOf } from '../../../domain/data-subject-request';
import type { EventData } from '../../../domain/events';
import { lastOf } from '../../../domain/log-entries';
import type { Fields } from '../../form-fields';

/** The manifest that a decision would bind to. */
export function frozenOf(request: DataSubjectRequest): EventData['manifest-frozen'] | undefined {
  return lastOf(request.log, 'manifest-frozen')?.data;
}

/**
 * The version of what the page shows, as hidden fields: version and hash of the manifest, and the sequence
 * number of the last event that changed what would be given. A decision counts only for what was shown.
 */
export function versionStamp(request: DataSubjectRequest): Record<string, string> {
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

/** Whether the request is still what the page showed when the form was made. */
export function matchesShownVersion(request: DataSubjectRequest, fields: Fields): boolean {
  return Object.entries(versionStamp(request)).every(([name, value]) => fields[name] === value);
}
