import type { EventData } from '../../domain/events';

/**
 * Identifies a mail of a request, so that later bounces and complaints are recorded in that log. No personal
 * data.
 */
export interface TaggedMail {
  readonly requestId: string;
  readonly key: string;
  readonly kind: string;
  readonly to: EventData['mailed']['to'];
}

const readers: readonly TaggedMail['to'][] = ['requester', 'staff', 'recipient', 'named'];

/** Tags may hold only letters, digits, `_` and `-`, so the key, which has colons, is written in base64url. */
export function mailTags({ requestId, key, kind, to }: TaggedMail): Readonly<Record<string, string>> {
  return { request: requestId, mail: Buffer.from(key, 'utf8').toString('base64url'), kind, to };
}

/** The reverse of {@link mailTags}; undefined for a mail that belongs to no request, such as a sign-in. */
export function mailOf(tags: Readonly<Record<string, string | undefined>>): TaggedMail | undefined {
  const { request: requestId, mail, kind } = tags;
  const to = readers.find((reader) => reader === tags.to);
  if (!requestId || !mail || !kind || !to) return undefined;
  const key = Buffer.from(mail, 'base64url').toString('utf8');
  return { requestId, key, kind, to };
}
