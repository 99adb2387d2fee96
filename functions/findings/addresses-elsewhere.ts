import type { DataSubjectRequest } from '../domain/data-subject-request';
import type { DeskDeps } from '../domain/desk-deps';
import { folded } from '../domain/identity-values';
import { knownIdentities } from '../domain/locate-plan';
import { mailAddressFault } from '../domain/mail-address';
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
  const known = knownIdentities(deps.map, await identitiesOf(deps, request), findings).email;
  const found = known.map((address) => folded('email', address));
  const isAsking = (address: string) => asking !== undefined && address === folded('email', asking);
  const elsewhere = found.filter((address) => !mailAddressFault(address) && !isAsking(address));
  return [...new Set(elsewhere)].sort().slice(0, MOST_ELSEWHERE);
}
