import { type DataSubjectRequest, hasHappened } from '../../domain/data-subject-request';
import type { DeskDeps } from '../../domain/desk-deps';
import { DESK_KEY } from '../../domain/desk-key';
import { isForAnother } from '../../domain/hand-over-reason';
import { folded } from '../../domain/identity-values';
import { isOnRecord, SALE_OPT_OUT } from '../../domain/opt-out-state';
import { OWN_ADDRESS } from '../../domain/person-queue';
import { recordGoneBy } from '../../domain/record-gone-by';
import { rights } from '../../domain/rights';
import { requesterFacts } from '../evidence/requester-facts';
import { isServiceFault } from './is-service-fault';
import { type ProvenIdentifier, personHash } from './link-requests';
import { readableRequest } from './linked-requests';
import { currentTurns } from './signal-turns';

/**
 * At most this many are looked at, the newest first, so that an address typed into the form a thousand times
 * makes no reply slow.
 */
const MAX_READ = 5;

/**
 * Records that an opt-out of sale came for an address, by a keyed hash of it. The address is not proven, so
 * it only says how the data of that mailbox's owner is treated, and links no requests. Signals are found by
 * their own id. Harmless to repeat.
 */
export async function recordOptOutAddress(
  deps: Pick<DeskDeps, 'vault' | 'items' | 'clock' | 'desk'>,
  request: DataSubjectRequest,
): Promise<void> {
  const { right, received } = request;
  if (right !== SALE_OPT_OUT || received.channel === 'signal' || isForAnother(received)) return;
  const { email } = await requesterFacts(deps, request);
  if (email === undefined) return;
  const { requestId } = request;
  const at = deps.clock.now();
  const hash = await addressHash(deps, email);
  await deps.items.savePerson({ hash, requestId, place: OWN_ADDRESS, at }, recordGoneBy(deps.desk, at));
}

/**
 * The newest opt-outs of sale for an address, by the form or through staff; none that was withdrawn or whose
 * record is gone.
 */
export async function optOutsOfAddress(
  deps: Pick<DeskDeps, 'vault' | 'items' | 'register'>,
  email: string,
): Promise<DataSubjectRequest[]> {
  const noted = await deps.items.findPerson(await addressHash(deps, email));
  const newest = [...noted].sort((a, b) => (a.at < b.at ? 1 : -1)).slice(0, MAX_READ);
  const requests = await Promise.all(
    newest.map(({ requestId }) => readableRequest(deps.register.find(requestId))),
  );
  return requests.filter((one) => one !== undefined).filter(isOnRecord);
}

/**
 * Records in a request for a copy which opt-outs came for its address, when that address is proven: the step
 * that writes the package cannot open the desk's key. Only under California's law, which requires their
 * status in the answer. The entry of an opt-out by form links nothing, since a link counts only where both
 * are proven.
 */
export async function linkOptOuts(
  deps: Pick<DeskDeps, 'vault' | 'items' | 'register' | 'clock'>,
  copy: DataSubjectRequest,
  email: string,
): Promise<void> {
  if (!reportsOptOuts(copy)) return;
  for (const { requestId } of await optOutsOfAddress(deps, email))
    await recordLink(deps, { copyId: copy.requestId, here: OWN_ADDRESS }, requestId);
  await linkSignals(deps, copy, { value: email, place: OWN_ADDRESS });
}

/**
 * The same for the signals of any mailbox of the data subject only, also of one that was named later.
 *
 * @param place - where the address is in the request
 */
export async function linkSignals(
  deps: Pick<DeskDeps, 'vault' | 'register' | 'clock'>,
  copy: DataSubjectRequest,
  { value, place }: Pick<ProvenIdentifier, 'value' | 'place'>,
): Promise<void> {
  if (!reportsOptOuts(copy)) return;
  for (const { requestId } of await signalsOf(deps, value))
    await recordLink(deps, { copyId: copy.requestId, here: place }, requestId);
}

/** The same for a signal that comes while a copy is being made. Adds nothing to the index. */
export async function linkToOpenCopies(
  deps: Pick<DeskDeps, 'vault' | 'items' | 'register'>,
  optOutId: string,
  email: string,
): Promise<void> {
  const known = await deps.items.findPerson(await personHash(deps, 'email', email));
  const newest = [...known].sort((a, b) => (a.at < b.at ? 1 : -1)).slice(0, MAX_COPIES);
  for (const { requestId, place } of newest) {
    const copy = await readableRequest(deps.register.find(requestId));
    if (copy && copy.status !== 'closed' && reportsOptOuts(copy))
      await recordLink(deps, { copyId: requestId, here: place }, optOutId);
  }
}

/** As many as are linked. */
const MAX_COPIES = 25;

function reportsOptOuts({ right, received }: DataSubjectRequest): boolean {
  return rights[right].carriedOut === 'export' && received.regimes.includes('us-ca-ccpa');
}

/** A damaged log must not prevent a proof. */
async function signalsOf(
  deps: Pick<DeskDeps, 'vault' | 'register' | 'clock'>,
  value: string,
): Promise<DataSubjectRequest[]> {
  try {
    return await currentTurns(deps, { by: 'email', value }, deps.clock.now());
  } catch (error) {
    if (isServiceFault(error)) throw error;
    return [];
  }
}

async function recordLink(
  { register }: Pick<DeskDeps, 'register'>,
  { copyId, here }: { readonly copyId: string; readonly here: string },
  optOutId: string,
): Promise<void> {
  const data = { requestId: optOutId, here, there: OWN_ADDRESS };
  await register.append(copyId, `linked-${optOutId}-${here}-${OWN_ADDRESS}`, (now) =>
    hasHappened(now, 'shredded') ? undefined : { type: 'linked', data, actor: { kind: 'desk' } },
  );
}

async function addressHash({ vault }: Pick<DeskDeps, 'vault'>, email: string): Promise<string> {
  const key = await vault.derive(DESK_KEY, `opt-out:email:${folded('email', email)}`);
  return key.toString('base64url');
}
