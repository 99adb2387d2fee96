import { createHash } from 'node:crypto';

const letters = '0123456789abcdefghjkmnpqrstvwxyz';

/**
 * The id of a request, derived from the one-time id of the form it came by: a double click, a reload and a retry are the same request, because the first put is the
 * dedupe. Tells nothing about the person.
 */
export function requestIdOf(formId: string): string {
  const bytes = createHash('sha256').update(`rightsdesk:${formId}`).digest();
  return `dsr-${[...bytes.subarray(0, 12)].map((byte) => letters[byte % 32]).join('')}`;
}
