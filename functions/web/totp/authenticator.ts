import * as z from 'zod/mini';
import { plusDuration } from '../../domain/civil-time';
import type { Clock } from '../../domain/clock';
import type { StaffMember } from '../../domain/desk';
import type { DeskDeps } from '../../domain/desk-deps';
import type { TotpItem } from '../../domain/desk-items';
import { otherApprovers } from '../../domain/one-person';

export type TotpDeps = Pick<DeskDeps, 'vault' | 'items' | 'clock' | 'desk'> & {
  /**
   * The time used for codes of authenticator apps; default the desk's clock. They differ only where a test or
   * the local run moves the desk's.
   */
  readonly phoneClock?: Clock;
};

/** The data key for what belongs to the desk and to no request. */
export const DESK = 'desk';

/**
 * An authenticator that was set up on a page counts after this long, unless a colleague confirms it earlier
 * or somebody cancels it.
 */
const PENDING = 'PT48H';

export type AuthenticatorState = 'none' | 'pending' | 'confirmed';

/** @param now - instant, by the desk's clock */
export function stateOf(totp: TotpItem | undefined, now: string): AuthenticatorState {
  if (!totp) return 'none';
  return totp.state === 'pending' && countsFrom(totp) > now ? 'pending' : 'confirmed';
}

/** Instant from which an authenticator counts without confirmation. */
export function countsFrom({ since = '' }: Pick<TotpItem, 'since'>): string {
  return plusDuration(since, PENDING, 'UTC');
}

/** Whether a member of staff has an authenticator that counts. */
export async function hasAuthenticator(
  deps: Pick<TotpDeps, 'items' | 'clock'>,
  staffId: string,
): Promise<boolean> {
  return stateOf(await deps.items.findTotp(staffId), deps.clock.now()) === 'confirmed';
}

/**
 * Colleagues who can confirm an authenticator that somebody sets up on a page: they may decide, read another
 * mailbox, and have an authenticator that counts. Without one of them only a mailbox would vouch for it.
 */
export async function confirmersOf(
  deps: Pick<TotpDeps, 'items' | 'clock' | 'desk'>,
  staff: StaffMember,
): Promise<StaffMember[]> {
  const others = otherApprovers(deps.desk, staff);
  const have = await Promise.all(others.map((other) => hasAuthenticator(deps, other.id)));
  return others.filter((_, at) => have[at]);
}

const SealedSecret = z.object({ secret: z.string() });

/** The app's key, base32. */
export async function secretOf(deps: Pick<TotpDeps, 'vault'>, { sealed }: TotpItem): Promise<string> {
  return SealedSecret.parse(await deps.vault.unseal(DESK, sealed)).secret;
}

/** The same authenticator, without the lock after too many wrong codes. */
export function withoutLock({ locked: _locked, ...totp }: TotpItem): TotpItem {
  return totp;
}

/** The same authenticator after a change. */
export function changed(totp: TotpItem, change: Partial<TotpItem>): TotpItem {
  return { ...totp, ...change, version: (totp.version ?? 0) + 1 };
}
