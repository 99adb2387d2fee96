import type { DataSubjectRequest } from '../../domain/data-subject-request';
import type { DeskDeps } from '../../domain/desk-deps';
import { ShreddedError } from '../../domain/errors';
import { withAsciiDomain } from '../../domain/identity-values';
import { namedIdentifiers, requesterFacts } from './requester-facts';

type Deps = Pick<DeskDeps, 'vault'>;

/**
 * Whether a request came from this address, or the address was proven for it. A request whose key is
 * destroyed came from nobody.
 */
export async function isFromAddress(
  deps: Deps,
  request: DataSubjectRequest,
  email: string,
): Promise<boolean> {
  try {
    const { email: asked } = await requesterFacts(deps, request);
    const named = (await namedIdentifiers(deps, request)).filter(({ isProven }) => isProven);
    const theirs = [...(asked === undefined ? [] : [asked]), ...named.map(({ value }) => value)];
    return theirs.some((one) => withAsciiDomain(one) === withAsciiDomain(email));
  } catch (error) {
    if (error instanceof ShreddedError) return false;
    throw error;
  }
}
