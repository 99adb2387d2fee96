import { comparePoints, TypedPoints } from '../../casework/evidence/compare-points';
import { mailProofResult } from '../../casework/mail/mail-proof-result';
import type { MailingDeps } from '../../casework/mail/mailing-deps';
import type { DataSubjectRequest } from '../../domain/data-subject-request';
import type { DeskDeps } from '../../domain/desk-deps';
import { allOf, type EventOf } from '../../domain/log-entries';
import type { ProofSays } from '../../domain/proof-events';
import { uncheckedOffer } from '../../domain/proof-of-details';

type Deps = MailingDeps & Pick<DeskDeps, 'objects' | 'stores'>;

/**
 * Compares the data points that the requester typed with what the stores hold, and records whether all of
 * them fit, never which. The try was used up when they were typed, so a crash gives none back: a repetition
 * compares the same values. They are deleted once the result is in the log.
 */
export async function checkProof(deps: Deps, { requestId }: { requestId: string }): Promise<{ done: true }> {
  const request = await deps.register.load(requestId);
  const offer = uncheckedOffer(request);
  if (offer && request.status !== 'closed') await settle(deps, request, offer);
  for (const { data } of allOf(request.log, 'proof-offered'))
    await deps.items.dropTyped(requestId, data.offer);
  await mailProofResult(deps, requestId);
  return { done: true };
}

async function settle(
  deps: Deps,
  request: DataSubjectRequest,
  { data: { offer } }: EventOf<'proof-offered'>,
): Promise<void> {
  const says = await compare(deps, request, offer);
  await deps.register.append(request.requestId, `proof-checked-${offer}`, (now) =>
    uncheckedOffer(now)?.data.offer === offer
      ? { type: 'proof-checked', data: { offer, says }, actor: { kind: 'desk' } }
      : undefined,
  );
}

/** What was kept too long, or was lost, is not compared; the requester types it once more. */
async function compare(deps: Deps, request: DataSubjectRequest, offer: string): Promise<ProofSays> {
  const sealed = await deps.items.findTyped(request.requestId, offer);
  if (!sealed) return 'not-checked';
  const typed = TypedPoints.parse(await deps.vault.unseal(request.requestId, sealed));
  return comparePoints(deps, request, typed);
}
