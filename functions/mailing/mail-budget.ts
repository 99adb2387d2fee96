import { createHmac } from 'node:crypto';
import { civilDateOf, later } from '../domain/civil-time';
import { countedMailbox } from '../domain/counted-mailbox';
import type { DataSubjectRequest } from '../domain/data-subject-request';
import type { DeskDeps } from '../domain/desk-deps';
import { rights } from '../domain/rights';

/**
 * Mails in a day to a mailbox of which nobody has proven that it belongs to who typed it. The page says so to
 * everybody.
 */
export const MAILS_A_DAY = 3;

/** And confirmations of one opt-out: asking a second time on the same day sets nothing that is not set. */
const CONFIRMATIONS_A_DAY = 1;

/**
 * All such mails of the desk in a day, where the settings name no other number: far below what SES lets any
 * account send that has left its sandbox.
 */
const UNPROVEN_A_DAY = 200;

type Deps = Pick<DeskDeps, 'vault' | 'items' | 'clock' | 'desk'>;

/** Where there was no place: in the mailbox's share, or in that of the whole desk. */
export type Share = 'free' | 'mailbox-full' | 'desk-full';

/**
 * Takes a place for one mail to an address that somebody typed, whatever they typed it into. The same mail,
 * tried again, keeps the place it has. Mailboxes are counted
 * under a keyed hash.
 *
 * @param key - of the mail, in the request
 */
export async function takeShare(
  deps: Deps,
  request: DataSubjectRequest,
  { address, key }: { readonly address: string; readonly key: string },
): Promise<Share> {
  const { desk, clock } = deps;
  const day = civilDateOf(clock.now(), desk.zone).toString();
  const ends = later(clock.now(), 'P2D', desk.zone);
  const secret = await deps.vault.derive('desk', `quota:${countedMailbox(address)}`);
  const mailbox = secret.toString('base64url');
  const taker = takerOf(secret, `${request.requestId} ${key}`);
  const place = (name: string, limit: number) =>
    deps.items.takePlace(`mail:${day}:${name}`, taker, limit, ends);
  if (isOptOut(request) && !(await place(`${mailbox}:${request.right}`, CONFIRMATIONS_A_DAY)))
    return 'mailbox-full';
  if (!(await place(mailbox, MAILS_A_DAY))) return 'mailbox-full';
  return (await place('unproven', desk.mails?.unprovenADay ?? UNPROVEN_A_DAY)) ? 'free' : 'desk-full';
}

function isOptOut({ right }: DataSubjectRequest): boolean {
  return rights[right].carriedOut === 'opt-out';
}

/**
 * Short, since hundreds of them may stand in one item, and keyed, so that nobody reads from the table which
 * requests belong together.
 */
function takerOf(secret: Buffer, name: string): string {
  return createHmac('sha256', secret).update(name).digest('base64url').slice(0, 12);
}
