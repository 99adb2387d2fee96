import { type DataSubjectRequest, isVerified, lastOf } from '../../domain/data-subject-request';
import type { EventData, NewEvent } from '../../domain/events';
import { handOverReason } from '../../domain/hand-over-reason';
import { mailAddressFault } from '../../domain/mail-address';
import { requestIdOf } from '../../domain/new-request-id';
import { nicknameFrom } from '../../domain/nickname';
import { decidersOf } from '../../domain/reviewers';
import { type Right, rights } from '../../domain/rights';
import { ensureDriver } from '../../driving/ensure-driver';
import { type RequesterFacts, requesterFacts } from '../../findings/requester-facts';
import { acknowledge } from '../../mailing/acknowledge';
import { linkOwnAddress } from '../../queue/link-proof';
import { handOver, setOut } from '../../steps/receive/set-out';
import type { StaffDeps } from './staff-deps';

/** What is to be done, of which request it came, and whose proof of who asks it rests on. */
export interface CarryOn {
  readonly from: DataSubjectRequest;
  readonly proofOf: DataSubjectRequest;
  readonly right: Right;
}

/**
 * Opens a request for what a complaint, an appeal or an objection led to, for the person who asked then and under the proof they gave then: nobody has to ask or prove twice.
 * It has a decision of its own, its clock runs from now, and whoever refused it before does not refuse it again. Each part may be repeated. Gives its id.
 */
export async function carryOn(deps: StaffDeps, what: CarryOn): Promise<string> {
  const { from, proofOf, right } = what;
  const requestId = requestIdOf(from.requestId, { carriesOn: right, proofOf: proofOf.requestId });
  await deps.register.append(from.requestId, `carried-on-${right}`, () => ({
    type: 'carried-on',
    data: { requestId, right },
    actor: { kind: 'desk' },
  }));
  const facts = await requesterFacts(deps, proofOf);
  await open(deps, requestId, what, facts);
  await carryProof(deps, requestId, proofOf);
  await start(deps, requestId, facts);
  return requestId;
}

async function open(
  deps: StaffDeps,
  requestId: string,
  { from, proofOf, right }: CarryOn,
  facts: RequesterFacts,
): Promise<void> {
  await deps.vault.adopt(requestId);
  const { regimes, forWhom, relation } = proofOf.received;
  await deps.register.open(requestId, 'received', {
    type: 'received',
    data: {
      right,
      regimes,
      forWhom,
      relation,
      channel: 'form',
      receivedAt: deps.clock.now(),
      place: deps.desk.place,
      zone: deps.desk.zone,
      nickname: nicknameFrom(await deps.vault.derive(requestId, 'nickname')),
    },
    sealed: await deps.vault.seal(requestId, JSON.parse(JSON.stringify(facts))),
    actor: { kind: 'desk' },
  });
  const data: EventData['carries-on'] = {
    fromId: from.requestId,
    proofOf: proofOf.requestId,
    refusedBy: right === proofOf.right ? decidersOf(proofOf) : [],
  };
  await deps.register.append(requestId, 'carries-on', () => ({
    type: 'carries-on',
    data,
    actor: { kind: 'desk' },
  }));
}

/** The proof of then counts as it was given; one that is doubted does not, and is asked for again. */
async function carryProof(deps: StaffDeps, requestId: string, proofOf: DataSubjectRequest): Promise<void> {
  const proof = lastOf(proofOf.log, 'identity-verified');
  const request = await deps.register.load(requestId);
  if (!proof || !isVerified(proofOf) || !rights[request.right].proof) return;
  const sealed = proof.sealed && (await deps.vault.unseal(proofOf.requestId, proof.sealed));
  const carried: NewEvent = {
    type: 'identity-verified',
    data: proof.data,
    actor: { kind: 'desk' },
    ...(sealed ? { sealed: await deps.vault.seal(requestId, sealed) } : {}),
  };
  await linkOwnAddress(deps, request);
  await deps.register.append(requestId, 'carried-proof', (now) =>
    now.status === 'awaiting-verification' ? carried : undefined,
  );
}

async function start(deps: StaffDeps, requestId: string, { email }: RequesterFacts): Promise<void> {
  const request = await deps.register.load(requestId);
  const reachable = email !== undefined && mailAddressFault(email) === undefined;
  const reason = handOverReason(request.received) ?? (reachable ? undefined : 'by-post');
  if (reason && rights[request.right].proof) return handOver(deps, requestId, reason);
  if (!rights[request.right].proof || !isVerified(request)) return setOut(deps, request);
  await acknowledge(deps, requestId);
  await ensureDriver(deps, requestId);
}
