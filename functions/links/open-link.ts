import { createHash, randomBytes } from 'node:crypto';
import type { DeskDeps } from '../domain/desk-deps';
import { later } from '../domain/due-dates';
import type { LinkPurpose } from '../domain/events';
import type { SessionItem, TokenItem } from '../domain/ports';
import { hashCode, hashMailbox, hashToken, mailboxOf, wentTo } from './issue-link';
import { sameText } from './same-text';

type Deps = Pick<DeskDeps, 'items' | 'clock' | 'desk'>;

/** A wrong code may be typed this often; then the link is dead and a fresh one must be asked for. */
export const CODE_TRIES = 5;

/** How long a browser stays let in after a typed code. */
const SESSION_LIFE = 'PT15M';

export type LinkState =
  | { readonly state: 'open'; readonly token: TokenItem; readonly triesLeft: number }
  | { readonly state: 'expired'; readonly token: TokenItem; readonly because: WhyExpired }
  | { readonly state: 'unknown' };

/**
 * Its time is over, its tries are used up, or it went to a mailbox that is no longer that of the member of
 * staff.
 */
export type WhyExpired = 'time' | 'tries' | 'mailbox';

/** Looks a link up and changes nothing: a mail scanner may do this as often as it likes. */
export async function findLink(deps: Deps, purpose: LinkPurpose, token: string): Promise<LinkState> {
  const item = await deps.items.findToken(hashToken(token));
  if (item?.purpose !== purpose) return { state: 'unknown' };
  const triesLeft = CODE_TRIES - (item.attempts ?? 0);
  const because = whyExpired(deps, item, token, triesLeft);
  return because ? { state: 'expired', token: item, because } : { state: 'open', token: item, triesLeft };
}

function whyExpired(deps: Deps, item: TokenItem, token: string, triesLeft: number): WhyExpired | undefined {
  const mailbox = mailboxOf(deps, item.staffId);
  if (mailbox && !wentTo(item, token, mailbox)) return 'mailbox';
  if (item.expiresAt <= deps.clock.now()) return 'time';
  return triesLeft <= 0 ? 'tries' : undefined;
}

export type CodeAnswer =
  | { readonly answer: 'right'; readonly token: TokenItem }
  | { readonly answer: 'empty' | 'wrong'; readonly token: TokenItem; readonly triesLeft: number }
  | { readonly answer: 'expired'; readonly token: TokenItem }
  | { readonly answer: 'unknown' };

/**
 * Compares a typed code. An empty one is not a try (scanners submit empty forms); each other is counted
 * before it is compared. A right one takes its own try back and no
 * other, so that it works as often as its time allows, while there are never more than five wrong ones at a
 * door, however many come at once.
 *
 * @param at - `page`: on a page that others than the reader of the mail can open; its tries are counted apart
 * from those at the link itself
 */
export async function tryCode(
  deps: Deps,
  purpose: LinkPurpose,
  token: string,
  typed: string,
  at: 'link' | 'page' = 'link',
): Promise<CodeAnswer> {
  const link = await findLink(deps, purpose, token);
  if (link.state !== 'open')
    return link.state === 'expired' ? { answer: 'expired', token: link.token } : { answer: 'unknown' };
  const code = typed.replace(/[\s-]/g, '');
  if (code === '') return { answer: 'empty', token: link.token, triesLeft: link.triesLeft };
  const triesLeft = await countTyped(deps, link, at);
  if (triesLeft === undefined) return { answer: 'expired', token: link.token };
  if (!sameText(hashCode(token, code), link.token.codeHash ?? ''))
    return { answer: 'wrong', token: link.token, triesLeft };
  await giveBack(deps, link.token, at);
  return { answer: 'right', token: link.token };
}

/** Where it fails the try stays counted, and the code is right all the same. */
async function giveBack({ items }: Deps, { hash }: TokenItem, at: 'link' | 'page'): Promise<void> {
  const given = at === 'link' ? items.giveBackAttempt(hash) : items.giveBackTries(onPage(hash), 1);
  await given.catch(() => undefined);
}

function onPage(hash: string): string {
  return `code-on-page:${hash}`;
}

/** Nothing once the tries are used up. */
async function countTyped(
  { items }: Deps,
  { token, triesLeft }: Extract<LinkState, { state: 'open' }>,
  at: 'link' | 'page',
): Promise<number | undefined> {
  if (at === 'link') return (await items.countAttempt(token.hash, CODE_TRIES)) ? triesLeft - 1 : undefined;
  const tries = await items.countTry(onPage(token.hash), CODE_TRIES, token.expiresAt);
  return tries === undefined ? undefined : CODE_TRIES - tries;
}

/**
 * Lets the browser that typed the code go on for a quarter of an hour. Returns the cookie's value; only its
 * hash is kept.
 */
export async function openSession(
  deps: Deps,
  token: TokenItem,
  factor: SessionItem['factor'] = 'mail-code',
  openedFrom?: string,
): Promise<string> {
  const id = randomBytes(32).toString('base64url');
  const mailbox = mailboxOf(deps, token.staffId);
  await deps.items.saveSession({
    hash: sessionHash(id),
    tokenHash: token.hash,
    requestId: token.requestId,
    purpose: token.purpose,
    expiresAt: later(deps.clock.now(), SESSION_LIFE, deps.desk.zone),
    startedAt: deps.clock.now(),
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
 * The session of a cookie, if it is for this purpose and this link, and the mailbox behind it is still that
 * of the member of staff.
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
  const mailbox = mailboxOf(deps, session.staffId);
  if (mailbox && !wentTo(session, cookie, mailbox)) return undefined;
  return token && session.tokenHash !== hashToken(token) ? undefined : session;
}

function sessionHash(id: string): string {
  return createHash('sha256').update(`session:${id}`).digest('base64url');
}
