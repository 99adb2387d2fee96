import { hasAuthenticator } from '../../totp/authenticator';
import type { SignedIn } from './signed-in';
import type { StaffDeps } from './staff-deps';

/**
 * Whether the sign-in is whole: whoever has an authenticator that counts has typed its code in this session.
 */
export async function hasTypedFactor(
  deps: Pick<StaffDeps, 'items' | 'clock'>,
  { staff, session }: SignedIn,
): Promise<boolean> {
  return session.factor === 'totp' || !(await hasAuthenticator(deps, staff.id));
}
