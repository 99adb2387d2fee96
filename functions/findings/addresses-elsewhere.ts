import type { DataSubjectRequest } from '../domain/data-subject-request';
import type { DeskDeps } from '../domain/desk-deps';
import { asciiLowerCase, knownIdentities } from '../domain/locate-plan';
import { isPlainAddress } from '../domain/request-form';
import { identitiesOf, requesterFacts } from './requester-facts';
import { storedFindings } from './stored-findings';

/** So many further addresses of one person are written to. */
const MOST_ELSEWHERE = 5;

/**
 * Addresses beside the one that asked: those in rows that the map says are one person's own, and those that the person merely named. Whoever they belong to must hear of it.
 * Always in the same order.
 */
export async function addressesElsewhere(
  deps: Pick<DeskDeps, 'vault' | 'objects' | 'map'>,
  request: DataSubjectRequest,
): Promise<string[]> {
  const { email: asking } = await requesterFacts(deps, request);
  const findings = await storedFindings(deps, request);
  const found = knownIdentities(deps.map, await identitiesOf(deps, request), findings).email.map(
    asciiLowerCase,
  );
  const elsewhere = found.filter((address) => isPlainAddress(address) && address !== asciiLowerCase(asking));
  return [...new Set(elsewhere)].sort().slice(0, MOST_ELSEWHERE);
}
