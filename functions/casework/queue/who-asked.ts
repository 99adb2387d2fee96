import { compareNames } from '../../domain/compare-names';
import { type DataSubjectRequest, hasHappened } from '../../domain/data-subject-request';
import type { DeskDeps } from '../../domain/desk-deps';
import type { RequesterMatch } from '../../domain/requester-match';
import { requesterFacts } from '../evidence/requester-facts';
import { isServiceFault } from './is-service-fault';

/**
 * Who made each of the other requests with the same proven address, as far as can be told. It opens what was
 * said in them, so it costs nothing where there are none.
 *
 * @returns by the id of each other request
 * @throws transient faults of the vault; what cannot be read otherwise is `unsure`
 */
export async function whoAsked(
  deps: Pick<DeskDeps, 'vault'>,
  request: DataSubjectRequest,
  others: readonly DataSubjectRequest[],
): Promise<ReadonlyMap<string, RequesterMatch>> {
  if (others.length === 0) return new Map();
  const name = await nameIn(deps, request);
  const askers = others.map(async (other) => [other.requestId, await askerOf(deps, other, name)] as const);
  return new Map(await Promise.all(askers));
}

/** `false`: it cannot be read any more. */
type Name = string | undefined | false;

async function askerOf(
  deps: Pick<DeskDeps, 'vault'>,
  other: DataSubjectRequest,
  mine: Name,
): Promise<RequesterMatch> {
  const theirs = await nameIn(deps, other);
  const says = theirs === false || mine === false ? 'unsure' : compareNames(mine, theirs);
  if (says === 'differ') return 'other-name';
  if (other.received.forWhom !== 'self') return 'for-other';
  // A signal gives no name: the shop knows the customer who is signed in.
  return other.received.channel === 'signal' || says === 'same' ? 'you' : 'unsure';
}

async function nameIn(deps: Pick<DeskDeps, 'vault'>, request: DataSubjectRequest): Promise<Name> {
  if (hasHappened(request, 'shredded') || request.received.unread) return false;
  try {
    return (await requesterFacts(deps, request)).name;
  } catch (error) {
    if (isServiceFault(error)) throw error;
    return false;
  }
}
