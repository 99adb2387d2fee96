import { createHash } from 'node:crypto';
import type { RequestForm } from './request-form';

const letters = '0123456789abcdefghjkmnpqrstvwxyz';

/**
 * The id of a request, derived from the one-time id of its form and from what was typed into it. A double
 * click, a reload and a retry are the same request, because the first put deduplicates; going back and
 * sending something else makes a new one. Without the form's id (144 random bits, not stored) it says nothing
 * about the person.
 *
 * @param typed - everything that distinguishes two submissions of one form
 */
export function requestIdOf(formId: string, typed: RequestForm | Record<string, unknown> = {}): string {
  const content = Object.entries(typed)
    .filter(([, value]) => value !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  const text = JSON.stringify(['rightsdesk', formId, content]);
  const bytes = createHash('sha256').update(text).digest();
  return `dsr-${[...bytes.subarray(0, 12)].map((byte) => letters[byte % 32]).join('')}`;
}

/** Whether a value has the form of a request's id. */
export function isRequestId(id: unknown): id is string {
  return typeof id === 'string' && /^dsr-[0-9a-z]{12}$/.test(id);
}
