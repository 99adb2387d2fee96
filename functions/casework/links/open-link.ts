import { createHash, randomBytes } from 'node:crypto';
import { plusDuration } from '../../domain/civil-time';
import type { DeskDeps } from '../../domain/desk-deps';
import type { SessionItem, TokenItem } from '../../domain/desk-items';
import type { LinkPurpose } from '../../domain/event-facts';
import { constantTimeEqual } from './constant-time-equal';
import { belongsToMailbox, hashCode, hashMailbox, hashToken, staffMailbox } from './issue-link';

type Deps = Pick<DeskDeps, 'items' | 'clock' | 'desk'>;

/** After this many wrong codes the link is dead, and a new one must be asked for. */
export const MAX_CODE_TRIES = 5;

/** How long a session lasts after a typed code. ISO 8601. */
const SESSION_LIFE = 'PT15M';

export type LinkState =
  | { readonly state: 'open'; readonly token: TokenItem; readonly triesLeft: number }
  | { readonly state: 'expired'; readonly token: TokenItem; readonly because: ExpiryReason }
  | { readonly state: 'unknown' };

/**
 * Its time is over, its tries are used up, or it was mailed to a mailbox that the member of staff no longer
 * has.
 */
export type ExpiryReason = 'time' | 'tries' | 'mailbox';

/** Looks up a link and changes nothing, so mail scanners may do it as often as they like. */
export async function findLink(deps: Deps, purpose: LinkPurpose, token: string): Promise<LinkState> {
  return stateOf(deps, purpose, token, await deps.items.findToken(hashToken(token)));
}

function stateOf(deps: Deps, purpose: LinkPurpose, token: string, item: TokenItem | undefined): LinkState {
  if (item?.purpose !== purpose) return { state: 'unknown' };
  const triesLeft = MAX_CODE_TRIES - (item.attempts ?? 0);
  const because = whyExpired(deps, item, token, triesLeft);
  return because ? { state: 'expired', token: item, because } : { state: 'open', token: item, triesLeft };
}

function whyExpired(deps: Deps, item: TokenItem, token: string, triesLeft: number): ExpiryReason | undefined {
  const mailbox = staffMailbox(deps, item.staffId);
  if (mailbox && !belongsToMailbox(item, token, mailbox)) return 'mailbox';
  if (item.expiresAt <= deps.clock.now()) return 'time';
  return triesLeft <= 0 ? 'tries' : undefined;
}

export type CodeResult =
  | { readonly outcome: 'right'; readonly token: TokenItem }
  | { readonly outcome: 'empty' | 'wrong'; readonly token: TokenItem; readonly triesLeft: number }
  | { readonly outcome: 'expired'; readonly token: TokenItem }
  | { readonly outcome: 'unknown' };

/**
 * Compares a typed code. An empty one is not a try, because scanners submit empty forms. Nothing is said of
 * any other before the table has let it pass as right or counted it as wrong, so there are never more than
 * five wrong tries at one place, however many arrive at once. A right code works as often as its time allows.
 *
 * @param at - `page`: a page that others than the reader of the mail can open; its tries are counted
 * separately from those at the link itself
 */
export async function tryCode(
  deps: Deps,
  purpose: LinkPurpose,
  token: string,
  typed: string,
  at: 'link' | 'page' = 'link',
): Promise<CodeResult> {
  const code = typed.replace(/[\s-]/g, '');
  const passed = code === '' || at === 'page' ? undefined : await passCode(deps, token, code);
  const link = passed ? stateOf(deps, purpose, token, passed) : await findLink(deps, purpose, token);
  if (link.state !== 'open')
    return link.state === 'expired' ? { outcome: 'expired', token: link.token } : { outcome: 'unknown' };
  if (passed) return { outcome: 'right', token: passed };
  if (code === '') return { outcome: 'empty', token: link.token, triesLeft: link.triesLeft };
  const isRight = constantTimeEqual(hashCode(token, code), link.token.codeHash ?? '');
  const triesLeft = await countTry(deps, link, at, isRight);
  if (triesLeft === undefined) return { outcome: 'expired', token: link.token };
  return isRight
    ? { outcome: 'right', token: link.token }
    : { outcome: 'wrong', token: link.token, triesLeft };
}

function passCode({ items }: Deps, token: string, code: string): Promise<TokenItem | undefined> {
  return items.passCode(hashToken(token), hashCode(token, code), MAX_CODE_TRIES);
}

/**
 * The tries that are left, a wrong one counted; `undefined` once they are used up, as they are where a code
 * of a link is right and did not pass.
 */
async function countTry(
  { items }: Deps,
  { token, triesLeft }: Extract<LinkState, { state: 'open' }>,
  at: 'link' | 'page',
  isRight: boolean,
): Promise<number | undefined> {
  if (at === 'link')
    return !isRight && (await items.countAttempt(token.hash, MAX_CODE_TRIES)) ? triesLeft - 1 : undefined;
  const key = `code-on-page:${token.hash}`;
  const tries = await items.countTry(key, MAX_CODE_TRIES, token.expiresAt, isRight ? 0 : 1);
  return tries === undefined ? undefined : MAX_CODE_TRIES - tries;
}

/**
 * Starts a session of a quarter of an hour for the browser in which the code was typed. Returns the cookie's
 * value; only its hash is kept.
 */
export async function openSession(
  deps: Deps,
  token: TokenItem,
  factor: SessionItem['factor'] = 'mail-code',
  openedFrom?: string,
): Promise<string> {
  const id = randomBytes(32).toString('base64url');
  const mailbox = staffMailbox(deps, token.staffId);
  await deps.items.saveSession({
    hash: sessionHash(id),
    tokenHash: token.hash,
    requestId: token.requestId,
    purpose: token.purpose,
    expiresAt: plusDuration(deps.clock.now(), SESSION_LIFE, deps.desk.zone),
    startedAt: deps.clock.now(),
    linkEndsAt: token.expiresAt,
    csrf: randomBytes(16).toString('base64url'),
    factor,
    ...(openedFrom ? { openedFrom } : {}),
    ...(token.staffId ? { staffId: token.staffId } : {}),
    ...(token.subjectId ? { subjectId: token.subjectId } : {}),
    ...(mailbox ? { mailboxHash: hashMailbox(id, mailbox) } : {}),
  });
  return id;
}

/**
 * The session of a cookie, if it is for this purpose and this link, and the member of staff still has the
 * mailbox it was opened from.
 */
export async function findSession(
  deps: Deps,
  purpose: LinkPurpose,
  cookie: string | undefined,
  token?: string,
): Promise<SessionItem | undefined> {
  if (!cookie) return undefined;
  const session = await deps.items.findSession(sessionHash(cookie));
  if (!session || session.purpose !== purpose || session.expiresAt <= deps.clock.now()) return undefined;
  const mailbox = staffMailbox(deps, session.staffId);
  if (mailbox && !belongsToMailbox(session, cookie, mailbox)) return undefined;
  return token && session.tokenHash !== hashToken(token) ? undefined : session;
}

function sessionHash(id: string): string {
  return createHash('sha256').update(`session:${id}`).digest('base64url');
}
