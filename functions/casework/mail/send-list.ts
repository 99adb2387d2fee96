import type { EventData } from '../../domain/events';
import { withAsciiDomain } from '../../domain/identity-values';
import { staffMailKey } from '../../domain/questions';
import type { ComposedMail } from '../../emails/compose-mail';
import { mailTags } from './mail-tags';
import type { MailingDeps } from './mailing-deps';

export interface Reader {
  /** Id of a member of staff (`second` for the escalation address) or of a recipient. */
  readonly id: string;
  readonly address: string;
}

/** A mail about several requests. */
export interface List {
  readonly key: string;
  readonly kind: string;
  readonly to: Extract<EventData['mailed']['to'], 'staff' | 'recipient'>;
  readonly mail: ComposedMail;
  /**
   * Id of one of its requests, in whose log a bounce is recorded so that people hear of it. Absent where the
   * list names no registered request; then only the alarm fires.
   */
  readonly leads: string | undefined;
}

/** Throws what the mailbox throws. */
export async function sendList(
  { mailbox }: Pick<MailingDeps, 'mailbox'>,
  { key, kind, to, mail, leads }: List,
  { id, address }: Reader,
): Promise<void> {
  const tags = leads ? { tags: mailTags({ requestId: leads, key: staffMailKey(key, id), kind, to }) } : {};
  await mailbox.send({ to: withAsciiDomain(address), ...mail, ...tags });
}

/**
 * Sends a list to each reader, even when it cannot be sent to another.
 *
 * @returns the faults
 * @throws the first one, where nobody could be told
 */
export async function sendListToEach(
  deps: Pick<MailingDeps, 'mailbox'>,
  list: List,
  readers: readonly Reader[],
): Promise<readonly unknown[]> {
  const faults: unknown[] = [];
  for (const reader of readers) await sendList(deps, list, reader).catch((fault) => faults.push(fault));
  if (faults.length > 0 && faults.length === readers.length) throw faults[0];
  return faults;
}

/** Members of staff with one of these ids. */
export function staffReaders({ desk }: Pick<MailingDeps, 'desk'>, ids: readonly string[]): Reader[] {
  return desk.staff.filter(({ id }) => ids.includes(id)).map(({ id, email }) => ({ id, address: email }));
}
