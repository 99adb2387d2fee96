import { plusDuration } from '../../domain/civil-time';
import type { StaffMember } from '../../domain/desk';
import type { SessionItem, TotpItem } from '../../domain/desk-items';
import { changed, secretOf, stateOf, type TotpDeps, withoutLock } from './authenticator';
import { isRecoveryCode, looksLikeRecoveryCode, useRecoveryCode } from './recovery-codes';
import { totpStep } from './totp';

/** The owner of an authenticator, and the session in which a code is typed. */
export interface TotpOwner {
  readonly staff: StaffMember;
  readonly session: Pick<SessionItem, 'hash'>;
}

/** Maximum number of codes typed in one session within a quarter of an hour. */
const TRIES_OF_SESSION = 8;

/** Wrong codes within a calendar month, over all sessions, that lock the authenticator. */
const TRIES_OF_PERSON = 20;

export type TotpOutcome =
  | 'right'
  | 'empty'
  | 'wrong'
  | 'used'
  | 'too-often'
  | 'locked'
  | 'pending'
  | 'not-set-up';

/** An event that everybody concerned is mailed about. */
export type TotpNews = 'locked' | 'recovery-used' | 'counts-now';

/**
 * Mails the news before it is written, so that a crash in between mails too much rather than too little.
 * Repeating it sends no second mail.
 */
export type TellNews = (news: TotpNews, totp: TotpItem) => Promise<void>;

/**
 * Checks a code of the app, valid once, or a recovery code. Nothing is said of a code before its attempt is
 * counted for the session and for the person; a right one of the app only has to pass both counts. It gives
 * back the wrong attempts of its own session only, so an attacker has twenty attempts a month, and the last
 * one is noticed. Older mistakes do not add up.
 */
export async function tryTotp(
  deps: TotpDeps,
  owner: TotpOwner,
  typed: string,
  tell: TellNews,
): Promise<TotpOutcome> {
  const code = typed.replace(/[\s-]/g, '');
  if (code === '') return 'empty';
  const totp = await deps.items.findTotp(owner.staff.id);
  const state = stateOf(totp, deps.clock.now());
  if (!totp || state === 'none') return 'not-set-up';
  if (state === 'pending') return 'pending';
  const isOfApp = /^\d{6}$/.test(code) && !totp.locked;
  const step = isOfApp ? totpStep(await secretOf(deps, totp), code, phoneNow(deps)) : undefined;
  const tries = await countInSession(deps, owner, step === undefined ? 1 : 0);
  if (tries === undefined) return 'too-often';
  const guess = { ...owner, totp, tries, tell };
  return looksLikeRecoveryCode(code) ? tryRecovery(deps, guess, code) : tryApp(deps, guess, step);
}

interface Guess extends TotpOwner {
  readonly totp: TotpItem;
  /** Tries of this session in this quarter of an hour, this one included unless the code is right. */
  readonly tries: number;
  readonly tell: TellNews;
}

/** Works on a locked authenticator too and unlocks it; the code is too long to be guessed. */
async function tryRecovery(deps: TotpDeps, guess: Guess, code: string): Promise<TotpOutcome> {
  const { staff, totp } = guess;
  if (!(await isRecoveryCode(deps, staff.id, totp, code))) return 'wrong';
  await guess.tell('recovery-used', totp);
  if (!(await useRecoveryCode(deps, staff.id, withoutLock(totp), code))) return 'used';
  await deps.items.forgetTries(personKey(deps, staff.id));
  await deps.items.giveBackTries(sessionKey(deps, guess), guess.tries);
  return 'right';
}

/** @param step - of a right code; undefined for a wrong one */
async function tryApp(deps: TotpDeps, guess: Guess, step: number | undefined): Promise<TotpOutcome> {
  const { staff, totp } = guess;
  if (totp.locked) return 'locked';
  const forgotten = plusDuration(phoneNow(deps), 'P2M', 'UTC');
  const key = personKey(deps, staff.id);
  const wrong = await deps.items.countTry(key, TRIES_OF_PERSON, forgotten, step === undefined ? 1 : 0);
  if (wrong === undefined) return lock(deps, guess);
  if (step === undefined) return wrong < TRIES_OF_PERSON ? 'wrong' : lock(deps, guess);
  // A reused code is no guess, but does not clear the earlier attempts either.
  if (!(await deps.items.useTotpStep(staff.id, step))) return 'used';
  if (guess.tries > 0) await forgive(deps, guess);
  if (totp.state === 'pending') await countsNow(deps, guess);
  return 'right';
}

/** The lock outlasts the count of the tries, so that waiting does not open it. */
async function lock(deps: TotpDeps, { staff, tell, totp }: Guess): Promise<TotpOutcome> {
  await tell('locked', totp);
  await deps.items.saveTotp(staff.id, changed(totp, { locked: true }), totp);
  return 'locked';
}

/** Its wait is over: from the first use it is like any other. */
async function countsNow(deps: TotpDeps, { staff, totp, tell }: Guess): Promise<void> {
  await tell('counts-now', totp);
  await deps.items.saveTotp(staff.id, changed(totp, { state: 'confirmed' }), totp);
}

async function forgive(deps: TotpDeps, guess: Guess): Promise<void> {
  await deps.items.giveBackTries(personKey(deps, guess.staff.id), guess.tries);
  await deps.items.giveBackTries(sessionKey(deps, guess), guess.tries);
}

/** Unlocks somebody's authenticator. Undefined when they have none. */
export async function unlock(
  deps: Pick<TotpDeps, 'items' | 'clock' | 'phoneClock'>,
  staffId: string,
): Promise<TotpItem | undefined> {
  const totp = await deps.items.findTotp(staffId);
  if (!totp) return undefined;
  await deps.items.forgetTries(personKey(deps, staffId));
  const after = changed(withoutLock(totp), {});
  await deps.items.saveTotp(staffId, after, totp);
  return after;
}

function countInSession(deps: TotpDeps, owner: TotpOwner, tries: 0 | 1): Promise<number | undefined> {
  const key = sessionKey(deps, owner);
  return deps.items.countTry(key, TRIES_OF_SESSION, plusDuration(phoneNow(deps), 'PT1H', 'UTC'), tries);
}

function sessionKey(deps: TotpDeps, { staff, session }: TotpOwner): string {
  const now = phoneNow(deps);
  return `totp:${staff.id}:${session.hash}:${now.slice(0, 14)}${Math.floor(Number(now.slice(14, 16)) / 15)}`;
}

function personKey(deps: Pick<TotpDeps, 'clock' | 'phoneClock'>, staffId: string): string {
  return `totp:${staffId}:${phoneNow(deps).slice(0, 'YYYY-MM'.length)}`;
}

export function phoneNow(deps: Pick<TotpDeps, 'clock' | 'phoneClock'>): string {
  return (deps.phoneClock ?? deps.clock).now();
}
