import { createHmac, randomInt, timingSafeEqual } from 'node:crypto';
import type { TotpItem } from '../../domain/desk-items';
import { changed, DESK, type TotpDeps } from './authenticator';

const HOW_MANY = 10;
const LENGTH = 10;

/** Without letters and digits that are easily confused: 31 to the tenth is 49 bits a code. */
const LETTERS = 'abcdefghjkmnpqrstuvwxyz23456789';

type Deps = Pick<TotpDeps, 'vault' | 'items'>;

/** Ten codes for a lost phone, in the form in which they are written down: `abcde-fghjk`. */
export function newRecoveryCodes(): string[] {
  return Array.from({ length: HOW_MANY }, () => {
    const letters = Array.from({ length: LENGTH }, () => LETTERS[randomInt(LETTERS.length)]).join('');
    return `${letters.slice(0, 5)}-${letters.slice(5)}`;
  });
}

/**
 * What is stored of them: hashes under a key of the desk, so that reading the table does not allow testing
 * codes.
 */
export async function recoveryHashes(
  deps: Pick<TotpDeps, 'vault'>,
  staffId: string,
  codes: readonly string[],
): Promise<string[]> {
  const key = await deps.vault.derive(DESK, `recovery:${staffId}`);
  return codes.map((code) => createHmac('sha256', key).update(bare(code)).digest('base64url'));
}

/** Whether something typed has the shape of a recovery code; the six digits of an app never have. */
export function looksLikeRecoveryCode(typed: string): boolean {
  const code = bare(typed);
  return code.length === LENGTH && [...code].every((letter) => LETTERS.includes(letter));
}

function bare(code: string): string {
  return code.replace(/[\s-]/g, '').toLowerCase();
}

export async function isRecoveryCode(
  deps: Deps,
  staffId: string,
  totp: TotpItem,
  typed: string,
): Promise<boolean> {
  return (await withoutCode(deps, staffId, totp, typed)) !== undefined;
}

/** Uses up a recovery code: if one is sent twice at once, it works once. */
export async function useRecoveryCode(
  deps: Deps,
  staffId: string,
  totp: TotpItem,
  typed: string,
): Promise<boolean> {
  const recovery = await withoutCode(deps, staffId, totp, typed);
  return recovery !== undefined && deps.items.saveTotp(staffId, changed(totp, { recovery }), totp);
}

/** The hashes that are left after this code; undefined when it is none of them. */
async function withoutCode(
  deps: Deps,
  staffId: string,
  { recovery = [] }: TotpItem,
  typed: string,
): Promise<string[] | undefined> {
  const [hash = ''] = await recoveryHashes(deps, staffId, [typed]);
  const left = recovery.filter((kept) => !isSame(kept, hash));
  return left.length < recovery.length ? left : undefined;
}

function isSame(a: string, b: string): boolean {
  const [x, y] = [Buffer.from(a), Buffer.from(b)];
  return x.length === y.length && timingSafeEqual(x, y);
}

/**
 * Replaces the recovery codes with ten new ones. Undefined when there is no authenticator, or it changed
 * meanwhile.
 */
export async function renewRecoveryCodes(
  deps: Deps,
  staffId: string,
): Promise<{ readonly codes: readonly string[]; readonly totp: TotpItem } | undefined> {
  const before = await deps.items.findTotp(staffId);
  if (!before) return undefined;
  const codes = newRecoveryCodes();
  const totp = changed(before, { recovery: await recoveryHashes(deps, staffId, codes) });
  return (await deps.items.saveTotp(staffId, totp, before)) ? { codes, totp } : undefined;
}
