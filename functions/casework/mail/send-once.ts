import { plusDuration } from '../../domain/civil-time';
import { type DataSubjectRequest, wasMailed } from '../../domain/data-subject-request';
import type { EventData } from '../../domain/events';
import { isSuppressed, wasRefused } from '../../domain/undelivered';
import { composeMail } from '../../emails/compose-mail';
import type { MailFacts, MailKind } from '../../emails/mail-facts';
import type { MailTemplate } from '../../emails/mail-template';
import { awaitOtherSender } from './await-other-sender';
import { deliver, type Outgoing } from './deliver';
import type { MailingDeps } from './mailing-deps';

/** A mail that is sent once to one reader. */
export interface OneTimeMail<K extends MailKind> {
  /** A mail with this key that has left is never sent again. */
  readonly key: string;
  readonly mail: MailTemplate<K>;
}

/** Whether a mail may leave by itself now, rather than in a list. */
export type MayGo = (request: DataSubjectRequest) => Promise<boolean>;

/** A mail, who reads it, and how it comes about. */
export interface Sending<K extends MailKind> extends OneTimeMail<K> {
  readonly to: EventData['mailed']['to'];
  /** Absent: it always leaves by itself. */
  readonly mayGo?: MayGo | undefined;
  readonly compose: (request: DataSubjectRequest) => Promise<Composed<K>>;
}

interface Composed<K extends MailKind> {
  /** Absent: the reader has no e-mail address. */
  readonly address: string | undefined;
  readonly facts: MailFacts[K];
  readonly sealForPost?: Outgoing['sealForPost'];
}

/** How long one step has for sending a mail before another may send it. */
const SEND_LEASE = 'PT15S';

/**
 * Sends a mail once per key: under a lease, so that two steps never send it at the same time.
 *
 * @returns false when it could not be delivered; the log holds why
 * @throws TryAgainError when another step is sending it and has not finished
 */
export async function sendOnce<K extends MailKind>(
  deps: MailingDeps,
  requestId: string,
  sending: Sending<K>,
): Promise<boolean> {
  const { key, mail, to, mayGo } = sending;
  const request = await deps.register.recall(requestId);
  if (wasMailed(request, key) || isSuppressed(request, { key, kind: mail.kind, to }, deps.clock.now()))
    return true;
  if (mayGo && !(await mayGo(request))) return true;
  const lease = `mail:${requestId}:${key}`;
  const now = deps.clock.now();
  const until = plusDuration(now, SEND_LEASE, 'UTC');
  const taken = await deps.items.takeLease(lease, now, until);
  if (!taken) {
    await awaitOtherSender(deps.clock, () => wasSentOrRefused(deps, requestId, key));
    return true;
  }
  try {
    const hasLeft = await sendUnderLease(
      deps,
      taken === 'first' ? request : await deps.register.reload(requestId),
      sending,
    );
    // After a mail that is in the log nobody asks for its lease again: it ends by itself.
    if (!hasLeft) await deps.items.dropLease(lease, until);
    return hasLeft;
  } catch (error) {
    await deps.items.dropLease(lease, until);
    throw error;
  }
}

async function wasSentOrRefused(deps: MailingDeps, requestId: string, key: string): Promise<boolean> {
  const request = await deps.register.reload(requestId);
  return wasMailed(request, key) || wasRefused(request, key);
}

/**
 * @param request - read again if somebody had the lease before, who may have sent the mail. Under the first
 *   lease it may be older: the desk records such a mail only under its lease, which nobody had for a day
 */
async function sendUnderLease<K extends MailKind>(
  deps: MailingDeps,
  request: DataSubjectRequest,
  { key, mail, to, compose }: Sending<K>,
): Promise<boolean> {
  const { requestId } = request;
  if (wasMailed(request, key)) return true;
  const { address, facts, sealForPost } = await compose(request);
  const outgoing = { key, kind: mail.kind, to, address, mail: composeMail(mail, facts), sealForPost };
  if (!(await deliver(deps, requestId, outgoing))) return false;
  await deps.register.append(requestId, `mail-${key}`, (now) =>
    wasMailed(now, key)
      ? undefined
      : { type: 'mailed', data: { key, kind: mail.kind, to }, actor: { kind: 'desk' } },
  );
  return true;
}
