import { confirmersOf, countsFrom, stateOf, type TotpDeps } from './authenticator';
import type { TotpOwner } from './staff-totp';

/** What the page must ask for, or why there is nothing to ask for. */
export type TotpNeed =
  | { readonly kind: 'totp' }
  | {
      readonly kind: 'no-app';
      readonly staffId: string;
      /** Whether it can be set up on a page: a colleague could confirm it. */
      readonly onPage: boolean;
      /** It is set up, and counts from this instant or once a colleague confirms it. */
      readonly countsFrom?: string;
    };

export async function totpNeed(deps: TotpDeps, { staff }: Pick<TotpOwner, 'staff'>): Promise<TotpNeed> {
  const totp = await deps.items.findTotp(staff.id);
  const state = stateOf(totp, deps.clock.now());
  if (state === 'confirmed') return { kind: 'totp' };
  const onPage = (await confirmersOf(deps, staff)).length > 0;
  const pending = state === 'pending' && totp ? { countsFrom: countsFrom(totp) } : {};
  return { kind: 'no-app', staffId: staff.id, onPage, ...pending };
}
