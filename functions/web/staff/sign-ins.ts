import * as z from 'zod/mini';
import { plusDuration } from '../../domain/civil-time';
import type { DeskItems, SessionItem } from '../../domain/desk-items';
import { parseJson } from '../../domain/parse-json';

type Deps = { readonly items: Pick<DeskItems, 'findCursor' | 'saveCursor' | 'findSession'> };

/** A recorded sign-in: its time and the hash of its session. It holds no name and no address. */
interface SignIn {
  readonly at: string;
  readonly session: string;
}

const SignIns: z.ZodMiniType<SignIn[]> = z.array(z.object({ at: z.string(), session: z.string() }));

/** A sign-in as it is shown to its owner. */
export interface ShownSignIn {
  readonly at: string;
  readonly isOpen: boolean;
  readonly isThis: boolean;
}

const REMEMBERED = 3;

/**
 * Maximum length of a session, however often it is prolonged: a working day. NIST SP 800-63B-4 2.2.3 suggests
 * at most twelve hours for what is confidential.
 */
const LONGEST = 'PT8H';

/** Keeps the last three; if two come at the same instant, one may be lost. */
export async function rememberSignIn(deps: Deps, staffId: string, one: SignIn): Promise<void> {
  const before = await lastSignIns(deps, staffId);
  await deps.items.saveCursor(nameOf(staffId), JSON.stringify([one, ...before].slice(0, REMEMBERED)));
}

/** The last sign-ins of a member of staff, newest first, and which of them are still open. */
export async function shownSignIns(
  deps: Deps,
  staffId: string,
  session: SessionItem,
  now: string,
): Promise<ShownSignIn[]> {
  const [last, end] = await Promise.all([lastSignIns(deps, staffId), signedOutAt(deps, staffId)]);
  return Promise.all(
    last.map(async ({ at, session: hash }) => {
      const found = await deps.items.findSession(hash);
      return { at, isOpen: at > end && (found?.expiresAt ?? '') > now, isThis: hash === session.hash };
    }),
  );
}

/** Ends every session of a member of staff that was opened up to now, on every machine. */
export async function signOutEverywhere(deps: Deps, staffId: string, now: string): Promise<void> {
  await deps.items.saveCursor(endOf(staffId), now);
}

/**
 * Whether the session was ended from another one, or with the sign-in that it was opened from. A session
 * without a start time is older than this rule, and has ended too.
 *
 * @param now - instant
 */
export async function wasSignedOut(
  deps: Deps,
  session: Pick<SessionItem, 'staffId' | 'startedAt' | 'openedFrom'>,
  now: string,
): Promise<boolean> {
  const { staffId, openedFrom } = session;
  if (!staffId) return false;
  if (openedFrom && ((await deps.items.findSession(openedFrom))?.expiresAt ?? '') <= now) return true;
  return isEndedEverywhere(deps, session);
}

/** Whether its owner has ended all sessions since it began. */
export async function isEndedEverywhere(
  deps: Deps,
  { staffId, startedAt = '' }: Pick<SessionItem, 'staffId' | 'startedAt'>,
): Promise<boolean> {
  const end = staffId ? await signedOutAt(deps, staffId) : '';
  return end !== '' && startedAt <= end;
}

/** The instant at which a session ends, whatever is done in it. */
export function latestEnd({ startedAt }: SessionItem, now: string): string {
  return plusDuration(startedAt ?? now, LONGEST, 'UTC');
}

/** A list that cannot be read keeps nobody from signing in, and the next sign-in begins it anew. */
async function lastSignIns(deps: Deps, staffId: string): Promise<SignIn[]> {
  const stored = SignIns.safeParse(parseJson(await deps.items.findCursor(nameOf(staffId))));
  return stored.success ? stored.data : [];
}

async function signedOutAt(deps: Deps, staffId: string): Promise<string> {
  return (await deps.items.findCursor(endOf(staffId))) ?? '';
}

function nameOf(staffId: string): string {
  return `sign-ins:${staffId}`;
}

function endOf(staffId: string): string {
  return `signed-out:${staffId}`;
}
