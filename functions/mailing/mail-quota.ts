import type { DeskDeps } from '../domain/desk-deps';
import { folded } from '../domain/identity-values';

/** Mails in a day to an address of which nobody has proven that it belongs to who typed it. */
const MAILS_A_DAY = 3;

/**
 * Whether one more mail may go today to an address that somebody typed, whatever they typed it into. The address is counted under a keyed hash; the desk's own key
 * is made at deployment.
 */
export async function mayWriteTo(
  deps: Pick<DeskDeps, 'vault' | 'items' | 'clock'>,
  address: string,
): Promise<boolean> {
  const key = await deps.vault.derive('desk', `quota:${folded('email', address)}`);
  const day = deps.clock.now().slice(0, 10);
  return deps.items.takeQuota(`mail:${day}:${key.toString('base64url')}`, MAILS_A_DAY, `${day}T23:59:59Z`);
}
