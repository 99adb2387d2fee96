import * as z from 'zod/mini';
import type { Clock } from '../domain/clock';
import type { StaffMember } from '../domain/desk';
import type { DeskDeps } from '../domain/desk-deps';
import { later } from '../domain/due-dates';
import type { SessionItem } from '../domain/ports';
import { totpSecret, totpStep } from './totp';

export type TotpDeps = Pick<DeskDeps, 'vault' | 'items' | 'clock' | 'desk'> & {
  /** The time phones go by; default the desk's clock. The two part only where a test or the local run moves the desk's. */
  readonly phoneClock?: Clock;
};

/** Whose app it is, and in which session: a secret that is not saved yet belongs to one session alone. */
export interface TotpOwner {
  readonly staff: StaffMember;
  readonly session: Pick<SessionItem, 'hash'>;
}

/** The data key that seals what belongs to the desk and to no request. */
const DESK = 'desk';

/** Codes one member of staff may type in a quarter of an hour. */
const TRIES = 8;

const SealedSecret = z.object({ secret: z.string() });

export type TotpNeed =
  | { readonly kind: 'totp' }
  | { readonly kind: 'enrol'; readonly otpauthUri: string; readonly secret: string };

/**
 * What the page must ask for: the app's code, or first the set-up. Nothing is stored by showing it: until a code from the app proves that it was read, the secret is
 * derived from the session, so that a page that was only looked at locks nobody out.
 */
export async function totpNeed(deps: TotpDeps, owner: TotpOwner): Promise<TotpNeed> {
  if (await deps.items.findTotp(owner.staff.id)) return { kind: 'totp' };
  const { secret, uri } = await pendingSecret(deps, owner);
  return { kind: 'enrol', otpauthUri: uri, secret };
}

export type TotpAnswer = 'right' | 'empty' | 'wrong' | 'used' | 'too-often';

/** Checks a typed code: counted before it is compared, right once only. The first right one also sets the app up. */
export async function tryTotp(deps: TotpDeps, owner: TotpOwner, typed: string): Promise<TotpAnswer> {
  const code = typed.replace(/[\s-]/g, '');
  if (code === '') return 'empty';
  if (!(await countTry(deps, owner.staff.id))) return 'too-often';
  const saved = await savedSecret(deps, owner.staff.id);
  const secret = saved ?? (await pendingSecret(deps, owner)).secret;
  const step = /^\d{6}$/.test(code) ? totpStep(secret, code, phoneNow(deps)) : undefined;
  if (step === undefined) return 'wrong';
  if (!saved && !(await save(deps, owner.staff.id, secret))) return 'wrong';
  return (await deps.items.useTotpStep(owner.staff.id, step)) ? 'right' : 'used';
}

async function countTry(deps: TotpDeps, staffId: string): Promise<boolean> {
  const now = phoneNow(deps);
  const quarter = `${now.slice(0, 14)}${Math.floor(Number(now.slice(14, 16)) / 15)}`;
  return deps.items.takeQuota(`totp:${staffId}:${quarter}`, TRIES, later(now, 'PT1H', 'UTC'));
}

async function savedSecret(deps: TotpDeps, staffId: string): Promise<string | undefined> {
  const sealed = await deps.items.findTotp(staffId);
  return sealed ? SealedSecret.parse(await deps.vault.unseal(DESK, sealed)).secret : undefined;
}

/** False when another session was first: its app is the one that counts. */
async function save(deps: TotpDeps, staffId: string, secret: string): Promise<boolean> {
  return deps.items.saveTotp(staffId, await deps.vault.seal(DESK, { secret }));
}

async function pendingSecret(deps: TotpDeps, { staff, session }: TotpOwner) {
  const bytes = await deps.vault.derive(DESK, `totp:${staff.id}:${session.hash}`);
  const issuer = `${deps.desk.controller.legalName}, data requests`;
  return totpSecret(bytes.subarray(0, 20), { issuer, label: staff.name });
}

function phoneNow(deps: TotpDeps): string {
  return (deps.phoneClock ?? deps.clock).now();
}
