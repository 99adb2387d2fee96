import { routeOf, sendOnRoute } from '../../casework/admission/route';
import { ensureDriver } from '../../casework/driver/ensure-driver';
import { type RequesterFacts, requesterFacts } from '../../casework/evidence/requester-facts';
import { acknowledge } from '../../casework/mail/acknowledge';
import { linkOwnAddress } from '../../casework/queue/link-proof';
import { type DataSubjectRequest, isVerified, staffFinish } from '../../domain/data-subject-request';
import { defined } from '../../domain/defined';
import type { EventData, NewEvent } from '../../domain/events';
import { lastOf } from '../../domain/log-entries';
import { nicknameFrom } from '../../domain/nickname';
import { whoDecided } from '../../domain/reviewers';
import { type Right, rights } from '../../domain/rights';
import { staffWhoVouched } from '../../domain/staff-vouching';
import type { NotifyDeps } from './notify-deps';

/** The right to carry out, the request that led to it, and the request whose proof it relies on. */
interface CarryOn {
  readonly from: DataSubjectRequest;
  readonly proofOf: DataSubjectRequest;
  readonly right: Right;
}

/**
 * Opens the request that a complaint, an appeal or an objection led to, as its recorded outcome names it, for
 * the same requester and with the proof they gave then, so that they need not ask or prove again. It has a
 * decision of its own, its clock runs from now, and those who refused before may not refuse it again. Each
 * part may be repeated. Does nothing where the outcome names no right.
 */
export async function carryOn(deps: NotifyDeps, from: DataSubjectRequest): Promise<void> {
  const follows = staffFinish(from)?.data.carriesOn;
  if (!follows) return;
  const { requestId, right } = follows;
  const what = { from, right, proofOf: await deps.register.load(follows.proofOf) };
  await deps.register.append(from.requestId, `carried-on-${right}`, () => ({
    type: 'carried-on',
    data: { requestId, right },
    actor: { kind: 'desk' },
  }));
  const facts = await requesterFacts(deps, what.proofOf);
  await open(deps, requestId, what, facts);
  await carryProof(deps, requestId, what.proofOf);
  await start(deps, requestId, facts);
}

async function open(
  deps: NotifyDeps,
  requestId: string,
  { from, proofOf, right }: CarryOn,
  facts: RequesterFacts,
): Promise<void> {
  await deps.vault.adopt(requestId);
  const { regimes, forWhom, relation, elsewhere, besideVoluntary, enteredBy, wants } = proofOf.received;
  await deps.register.open(requestId, 'received', {
    type: 'received',
    data: {
      right,
      regimes,
      forWhom,
      relation,
      ...defined({ elsewhere, besideVoluntary, enteredBy }),
      ...(wants && right === proofOf.right ? { wants } : {}),
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
    refusedBy: right === proofOf.right ? refusersOf(proofOf) : [],
    vouchedBy: staffWhoVouched(proofOf),
  };
  await deps.register.append(requestId, 'carries-on', () => ({
    type: 'carries-on',
    data,
    actor: { kind: 'desk' },
  }));
}

/** Also those who decided an earlier request that this one carried on. */
function refusersOf(before: DataSubjectRequest): string[] {
  const earlier = lastOf(before.log, 'carries-on')?.data.refusedBy ?? [];
  return [...new Set([...whoDecided(before), ...earlier])];
}

/** The earlier proof counts as it was given. One that is doubted does not, and is asked for again. */
async function carryProof(deps: NotifyDeps, requestId: string, proofOf: DataSubjectRequest): Promise<void> {
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

/** Where a proof was carried there is nothing to ask for, and the request goes on at once. */
async function start(deps: NotifyDeps, requestId: string, facts: RequesterFacts): Promise<void> {
  const request = await deps.register.load(requestId);
  await sendOnRoute(deps, request);
  if (routeOf(request, facts).to !== 'proof' || !isVerified(request)) return;
  await acknowledge(deps, requestId);
  await ensureDriver(deps, requestId);
}
