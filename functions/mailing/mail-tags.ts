import type { EventData } from '../domain/events';

/**
 * Which mail of which request it is: what the mail service tells later of bounces and complaints goes into
 * that log. No personal data.
 */
export interface TaggedMail {
  readonly requestId: string;
  readonly key: string;
  readonly kind: string;
  readonly to: EventData['mailed']['to'];
}

const readers: readonly string[] = ['requester', 'staff', 'recipient', 'named'] satisfies TaggedMail['to'][];

/** Tags hold letters, digits, `_` and `-` only, so the key, which has colons, is written in base64url. */
export function mailTags({ requestId, key, kind, to }: TaggedMail): Readonly<Record<string, string>> {
  return { request: requestId, mail: Buffer.from(key, 'utf8').toString('base64url'), kind, to };
}

/** The reverse of {@link mailTags}; nothing for a mail that belongs to no request, as those to sign in do. */
export function mailOf(tags: Readonly<Record<string, string | undefined>>): TaggedMail | undefined {
  const { request: requestId, mail, kind, to } = tags;
  if (!requestId || !mail || !kind || !to || !readers.includes(to)) return undefined;
  const key = Buffer.from(mail, 'base64url').toString('utf8');
  return { requestId, key, kind, to: to as TaggedMail['to'] };
}
