import type { IdentityKind } from '../../domain/data-map';
import { type DataSubjectRequest, hasHappened } from '../../domain/data-subject-request';
import type { DeskDeps } from '../../domain/desk-deps';
import type { KnownPerson } from '../../domain/desk-items';
import { folded } from '../../domain/identity-values';
import { isDistinctive } from '../../domain/known-identities';
import { recordGoneBy } from '../../domain/record-gone-by';
import { isServiceFault } from './is-service-fault';

export type LinkDeps = Pick<DeskDeps, 'register' | 'vault' | 'items' | 'clock' | 'desk' | 'map'>;

/** An identifier that is about to be proven in a request, and its place there. */
export interface ProvenIdentifier {
  readonly kind: IdentityKind;
  readonly value: string;
  /** `OWN_ADDRESS`, or by `namedPlace`. */
  readonly place: string;
}

/** At most this many others, the newest first, so that proving one mailbox a thousand times has no effect. */
const MAX_LINKED = 25;

/**
 * Links a request with the others in which the same identifiers are proven. Call it right before recording a
 * proof: a link counts only while both logs hold the proof, so a crash in between does no harm, and of two
 * proofs at once at least one finds the other. The index holds keyed hashes and ids of requests.
 *
 * @throws transient faults of the index or a log; another request whose log cannot be read is left out
 */
export async function linkRequests(
  deps: LinkDeps,
  requestId: string,
  identifiers: readonly ProvenIdentifier[],
): Promise<void> {
  const at = deps.clock.now();
  const kept = recordGoneBy(deps.desk, at);
  for (const { kind, value, place } of identifiers) {
    if (!isDistinctive(deps.map, kind, value)) continue;
    const hash = await personHash(deps, kind, value);
    await deps.items.savePerson({ hash, requestId, place, at }, kept);
    const others = (await deps.items.findPerson(hash)).filter((one) => one.requestId !== requestId);
    const newest = [...others].sort((a, b) => (a.at < b.at ? 1 : -1)).slice(0, MAX_LINKED);
    for (const other of newest) await link(deps, { requestId, place }, other);
  }
}

/** The index key of everybody who has proven this identifier. */
export async function personHash(
  { vault }: Pick<LinkDeps, 'vault'>,
  kind: IdentityKind,
  value: string,
): Promise<string> {
  const key = await vault.derive('desk', `person:${kind}:${folded(kind, value)}`);
  return key.toString('base64url');
}

type Placed = Pick<KnownPerson, 'requestId' | 'place'>;

/**
 * Records the link in both logs, in the other one first: where that cannot be written, this one still has it.
 */
async function link(deps: LinkDeps, own: Placed, other: Placed): Promise<void> {
  try {
    await note(deps, other, own);
  } catch (error) {
    if (isServiceFault(error)) throw error;
  }
  await note(deps, own, other);
}

async function note({ register }: LinkDeps, here: Placed, there: Placed): Promise<void> {
  const data = { requestId: there.requestId, here: here.place, there: there.place };
  const commandId = `linked-${there.requestId}-${here.place}-${there.place}`;
  await register.append(here.requestId, commandId, (now: DataSubjectRequest) =>
    hasHappened(now, 'shredded') ? undefined : { type: 'linked', data, actor: { kind: 'desk' } },
  );
}
