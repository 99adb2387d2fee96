import { randomBytes } from 'node:crypto';
import type { StaffMember } from '../../domain/desk';
import type { TotpItem } from '../../domain/desk-items';
import { changed, confirmersOf, DESK, hasAuthenticator, stateOf, type TotpDeps } from './authenticator';
import { newRecoveryCodes, recoveryHashes } from './recovery-codes';
import { phoneNow, type TotpOwner, unlock } from './staff-totp';
import { type TotpSecret, totpSecret, totpStep } from './totp';

/** Bytes of an app's key (RFC 4226 section 4). */
const KEY_BYTES = 20;

/** A new key for the command line. */
export function freshSecret(deps: Pick<TotpDeps, 'desk'>, staff: StaffMember): TotpSecret {
  return named(deps, staff, randomBytes(KEY_BYTES));
}

/**
 * The key that a page shows: it belongs to one session and stays the same there, so that a reload does not
 * invalidate what was entered into the app.
 */
export async function secretOfSession(deps: TotpDeps, { staff, session }: TotpOwner): Promise<TotpSecret> {
  return named(deps, staff, await deps.vault.derive(DESK, `totp:${staff.id}:${session.hash}`));
}

function named({ desk }: Pick<TotpDeps, 'desk'>, staff: StaffMember, bytes: Uint8Array): TotpSecret {
  const issuer = `${desk.controller.legalName}, data requests`;
  return totpSecret(bytes.subarray(0, KEY_BYTES), { issuer, label: staff.name });
}

/**
 * Whether the typed code fits the key, so that a key that was typed wrong is noticed. The code is used up.
 */
export async function provesApp(
  deps: TotpDeps,
  staff: StaffMember,
  secret: string,
  typed: string,
): Promise<boolean> {
  const code = typed.replace(/[\s-]/g, '');
  const step = /^\d{6}$/.test(code) ? totpStep(secret, code, phoneNow(deps)) : undefined;
  return step !== undefined && (await deps.items.useTotpStep(staff.id, step));
}

export interface Enrolled {
  readonly totp: TotpItem;
  /** To be shown once. */
  readonly recoveryCodes: readonly string[];
  /** It replaced another one. */
  readonly replaced: boolean;
}

/**
 * Sets up an authenticator for somebody with access to the command line: it counts at once and replaces any
 * other.
 */
export async function enrolByCommand(
  deps: TotpDeps,
  staff: StaffMember,
  secret: string,
): Promise<Enrolled | undefined> {
  const recoveryCodes = newRecoveryCodes();
  const totp: TotpItem = {
    sealed: await deps.vault.seal(DESK, { secret }),
    state: 'confirmed',
    since: deps.clock.now(),
    by: 'command',
    recovery: await recoveryHashes(deps, staff.id, recoveryCodes),
    version: 1,
  };
  const before = await deps.items.findTotp(staff.id);
  if (!(await deps.items.saveTotp(staff.id, totp, before))) return undefined;
  return { totp: (await unlock(deps, staff.id)) ?? totp, recoveryCodes, replaced: before !== undefined };
}

/**
 * An authenticator set up on a page waits. Nothing is written where no colleague could confirm it, where
 * there is one already, or where the code does not fit the key which this session was shown.
 *
 * @param tell - informs everybody concerned before it is written, so that none exists without their knowledge
 */
export async function enrolOnPage(
  deps: TotpDeps,
  owner: TotpOwner,
  typed: string,
  tell: (totp: TotpItem) => Promise<void>,
): Promise<'pending' | 'wrong' | 'not-here'> {
  const { staff } = owner;
  if (await deps.items.findTotp(staff.id)) return 'not-here';
  if ((await confirmersOf(deps, staff)).length === 0) return 'not-here';
  const { secret } = await secretOfSession(deps, owner);
  if (!(await provesApp(deps, staff, secret, typed))) return 'wrong';
  const since = deps.clock.now();
  const sealed = await deps.vault.seal(DESK, { secret });
  const totp: TotpItem = { sealed, state: 'pending', since, by: 'page', version: 1 };
  await tell(totp);
  return (await deps.items.saveTotp(staff.id, totp)) ? 'pending' : 'not-here';
}

/**
 * A colleague confirms that it is theirs. The caller checks that the colleague's own authenticator counts and
 * that its code was typed.
 */
export async function confirmPending(
  deps: TotpDeps,
  staff: StaffMember,
  colleague: StaffMember,
): Promise<TotpItem | undefined> {
  const totp = await pendingOf(deps, staff);
  const able = (await confirmersOf(deps, staff)).some(({ id }) => id === colleague.id);
  if (!totp || !able || !(await hasAuthenticator(deps, colleague.id))) return undefined;
  const confirmed = changed(totp, { state: 'confirmed', confirmedBy: colleague.id });
  return (await deps.items.saveTotp(staff.id, confirmed, totp)) ? confirmed : undefined;
}

/** Removes a pending authenticator ("That was not me"). */
export async function cancelPending(deps: TotpDeps, staff: StaffMember): Promise<TotpItem | undefined> {
  const totp = await pendingOf(deps, staff);
  return totp && (await deps.items.dropTotp(staff.id, totp)) ? totp : undefined;
}

/** An authenticator that was set up on a page and is not confirmed yet. */
export async function pendingOf(deps: TotpDeps, staff: StaffMember): Promise<TotpItem | undefined> {
  const totp = await deps.items.findTotp(staff.id);
  return stateOf(totp, deps.clock.now()) === 'pending' ? totp : undefined;
}
