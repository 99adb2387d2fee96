import { randomBytes } from 'node:crypto';

/**
 * Random placeholders as PostgreSQL gets them, recognised later so that a repetition changes nothing:
 * `.invalid` belongs to nobody (RFC 6761, 6.4). Those that the desk wrote in earlier releases, with other
 * words or as version 8 of a UUID (RFC 9562, 5.8), are recognised as well.
 */
export const RANDOM_PLACEHOLDERS = {
  text: {
    make: () => `erased-${randomBytes(8).toString('hex')}`,
    known: /^(anonymised|erased)-[0-9a-f]{16}$/,
  },
  email: {
    make: () => `erased-${randomBytes(8).toString('hex')}@rightsdesk.invalid`,
    known: /^[0-9a-z-]+@(anonymised|rightsdesk)\.invalid$/,
  },
  uuid: {
    make: () => `e7a5ed00-0000-4000-8000-${randomBytes(6).toString('hex')}`,
    known: /^(e7a5ed00-0000-4000-8000|[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3})-[0-9a-f]{12}$/,
  },
} as const;
