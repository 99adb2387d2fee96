import { createHmac } from 'node:crypto';
import { civilDateOf, plusDuration } from '../../domain/civil-time';
import { countedMailbox } from '../../domain/counted-mailbox';
import type { DataSubjectRequest } from '../../domain/data-subject-request';
import type { DeskDeps } from '../../domain/desk-deps';
import { rights } from '../../domain/rights';

/** Mails in a day to one unproven mailbox. The page says so to everybody. */
export const MAX_MAILS_A_DAY = 3;

/** Confirmations of one opt-out in a day: asking again on the same day changes nothing. */
const CONFIRMATIONS_A_DAY = 1;

/**
 * All mails to unproven mailboxes in a day, unless the settings say otherwise: far below what SES lets an
 * account send once it has left the sandbox.
 */
const UNPROVEN_A_DAY = 200;

type Deps = Pick<DeskDeps, 'vault' | 'items' | 'clock' | 'desk'>;

/** Which limit was reached: that of the mailbox, or that of the whole desk. */
export type MailQuota = 'free' | 'mailbox-full' | 'desk-full';

/**
 * Takes a place for one mail to an address that somebody typed, on whichever page. Trying the same mail again
 * keeps its place. Mailboxes are counted under a keyed hash.
 *
 * @param key - of the mail, in the request
 */
export async function takeMailQuota(
  deps: Deps,
  request: DataSubjectRequest,
  { address, key }: { readonly address: string; readonly key: string },
): Promise<MailQuota> {
  const { desk, clock } = deps;
  const day = civilDateOf(clock.now(), desk.zone).toString();
  const ends = plusDuration(clock.now(), 'P2D', desk.zone);
  const secret = await deps.vault.derive('desk', `quota:${countedMailbox(address)}`);
  const mailbox = secret.toString('base64url');
  const taker = takerOf(secret, `${request.requestId} ${key}`);
  const place = (name: string, limit: number) =>
    deps.items.takePlace(`mail:${day}:${name}`, taker, limit, ends);
  if (isOptOut(request) && !(await place(`${mailbox}:${request.right}`, CONFIRMATIONS_A_DAY)))
    return 'mailbox-full';
  if (!(await place(mailbox, MAX_MAILS_A_DAY))) return 'mailbox-full';
  return (await place('unproven', desk.mails?.unprovenADay ?? UNPROVEN_A_DAY)) ? 'free' : 'desk-full';
}

function isOptOut({ right }: DataSubjectRequest): boolean {
  return rights[right].carriedOut === 'opt-out';
}

/**
 * Short, since one item may hold hundreds of them, and keyed, so that the table does not show which requests
 * belong together.
 */
function takerOf(secret: Buffer, name: string): string {
  return createHmac('sha256', secret).update(name).digest('base64url').slice(0, 12);
}
