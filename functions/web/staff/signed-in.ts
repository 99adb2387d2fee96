import type { Context } from 'hono';
import { findSession } from '../../casework/links/open-link';
import { plusDuration } from '../../domain/civil-time';
import type { StaffMember } from '../../domain/desk';
import type { SessionItem } from '../../domain/desk-items';
import { hasAuthenticator } from '../totp/authenticator';
import { sessionCookie, setSessionCookie } from './session-cookie';
import { latestEnd, wasSignedOut } from './sign-ins';
import type { StaffDeps } from './staff-deps';
import type { StaffNavFacts } from './staff-nav';

export interface SignedIn {
  readonly staff: StaffMember;
  readonly session: SessionItem;
}

/** How long a sign-in lasts after the last page: a quarter of an hour. Eight hours are the maximum. */
const LIFE = 'PT15M';

/** The member of staff who is signed in, as the desk file has them now. Each page prolongs the session. */
export async function signedIn(c: Context, deps: StaffDeps): Promise<SignedIn | undefined> {
  const who = await halfSignedIn(c, deps);
  return who && (await hasTypedFactor(deps, who)) ? who : undefined;
}

/** As {@link signedIn}, but also where only the mailed code was typed and the app's code is still to come. */
export async function halfSignedIn(c: Context, deps: StaffDeps): Promise<SignedIn | undefined> {
  const value = sessionCookie(c, deps, 'signed-in');
  const session = await findSession(deps, 'sign-in', value);
  const staff = deps.desk.staff.find((member) => member.id === session?.staffId);
  if (!value || !session || !staff) return undefined;
  const now = deps.clock.now();
  const end = latestEnd(session, now);
  if (end <= now || (await wasSignedOut(deps, session, now))) return undefined;
  const next = plusDuration(now, LIFE, deps.desk.zone);
  const isStill = await deps.items.changeSession(session.hash, now, {
    startedAt: session.startedAt ?? now,
    expiresAt: next < end ? next : end,
  });
  if (!isStill) return undefined;
  setSessionCookie(c, deps, { of: 'signed-in', value });
  return { staff, session };
}

/** Whether the sign-in is complete: staff with an active authenticator must also have typed its code. */
export async function hasTypedFactor(
  deps: Pick<StaffDeps, 'items' | 'clock'>,
  { staff, session }: SignedIn,
): Promise<boolean> {
  return session.factor === 'totp' || !(await hasAuthenticator(deps, staff.id));
}

/** Links for the head of a signed-in page. */
export function navOf({ staff, session }: SignedIn): StaffNavFacts {
  const entry = staff.may.includes('enter') ? [{ url: '/s/enter', label: 'Enter a request' }] : [];
  const app = { url: '/s/app', label: 'Authenticator app' };
  return {
    name: staff.name,
    links: [{ url: '/s', label: 'Open requests' }, ...entry, app],
    signOut: { action: '/s/out', hidden: { csrf: session.csrf } },
  };
}
