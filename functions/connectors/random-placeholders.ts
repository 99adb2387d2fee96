import { randomBytes, randomUUID } from 'node:crypto';

/**
 * Random placeholders that are known again, so that a repetition changes nothing: `.invalid` is nobody's (RFC 6761, 6.4), and version 8 of a UUID is for whoever
 * makes it (RFC 9562, 5.8).
 */
export const randomPlaceholders = {
  text: { make: () => `anonymised-${randomBytes(8).toString('hex')}`, known: /^anonymised-[0-9a-f]{16}$/ },
  email: {
    make: () => `anonymised-${randomBytes(8).toString('hex')}@anonymised.invalid`,
    known: /^[0-9a-z-]+@anonymised\.invalid$/,
  },
  uuid: {
    make: () => randomUUID().replace(/^(.{14})4/, '$18'),
    known: /^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
  },
} as const;
