import { randomInt } from 'node:crypto';
import { findIssuedToken, type IssuedLink, issueLink } from '../../casework/links/issue-link';
import { findLink } from '../../casework/links/open-link';
import type { TokenItem } from '../../domain/desk-items';
import { wasSignedOut } from './sign-ins';
import type { StaffDeps } from './staff-deps';

/** How many link numbers there are for the sign-ins of one millisecond. */
const APART = 1024;

/** A sign-in belongs to no request, so its link is derived from the desk's own data key. */
function wishOf(who: string, issue: number) {
  return { requestId: 'desk', purpose: 'sign-in', staffId: who, issue } as const;
}

/** A link that was never issued before. Its number holds the time it was made and a random part. */
export async function issueSignIn(
  deps: StaffDeps,
  who: string,
  life: string,
): Promise<IssuedLink & { readonly issue: number }> {
  const issue = Date.parse(deps.clock.now()) * APART + randomInt(APART);
  return { ...(await issueLink(deps, { ...wishOf(who, issue), life })), issue };
}

/** The link of a token, if it signs somebody in. "That was not me" ends the links mailed before it. */
export async function openSignIn(deps: StaffDeps, token: string): Promise<TokenItem | undefined> {
  const link = await findLink(deps, 'sign-in', token);
  if (link.state !== 'open') return undefined;
  const { staffId, issue } = link.token;
  if (!staffId || !deps.desk.staff.some((s) => s.id === staffId)) return undefined;
  const startedAt = new Date(Math.floor(issue / APART)).toISOString();
  return (await wasSignedOut(deps, { staffId, startedAt }, deps.clock.now())) ? undefined : link.token;
}

/** Records which link was mailed last. */
export async function noteLast(deps: StaffDeps, who: string, issue: number): Promise<void> {
  await deps.items.saveCursor(lastOf(who), String(issue));
}

/** Whether the link that was mailed last still signs in, to the mailbox that this person has now. */
export async function isLastOpen(deps: StaffDeps, who: string): Promise<boolean> {
  const issue = Number((await deps.items.findCursor(lastOf(who))) ?? 0);
  const token = await findIssuedToken(deps, wishOf(who, issue));
  return token !== undefined && (await openSignIn(deps, token)) !== undefined;
}

function lastOf(who: string): string {
  return `sign-in-link:${who}`;
}
