import { recordHandOver } from '../../casework/driver/record-hand-over';
import { unheardOnFile } from '../../casework/mail/unheard-on-file';
import { storesBegun } from '../../domain/begun-correction';
import { mayCarryOut } from '../../domain/clearance';
import { awaitsNotice, changesGuardedData } from '../../domain/correction-notice';
import { correctionResults, frozenCorrection, leftUncorrected } from '../../domain/corrections';
import { assertOpen, type DataSubjectRequest, hasHappened, seqOf } from '../../domain/data-subject-request';
import type { DeskDeps } from '../../domain/desk-deps';
import { NotAllowedError } from '../../domain/errors';
import { manualStoresToCorrect } from '../../domain/manual-corrections';
import { storesDown, storesGivenUp } from '../../domain/store-faults';

type Deps = Pick<DeskDeps, 'register' | 'vault'>;

export type CorrectionNext =
  | { readonly next: 'correct'; readonly stores: readonly { readonly storeId: string }[] }
  | { readonly next: 'give-notice' | 'await-stores' | 'by-person' | 'done' };

/**
 * Decides what an approved correction needs next: the notice to the addresses on file, a store, staff, or
 * nothing more.
 */
export async function planCorrections(
  deps: Deps,
  { requestId }: { requestId: string },
): Promise<CorrectionNext> {
  const request = assertOpen(await deps.register.load(requestId));
  if (hasHappened(request, 'staff-finished')) return { next: 'done' };
  if (request.status === 'with-staff') return { next: 'by-person' };
  if (request.status === 'erasure-notice' || awaitsNotice(request)) return { next: 'give-notice' };
  if (!mayCarryOut(request, 'correction')) throw new NotAllowedError(`correction-${request.status}`);
  if (await isUnheard(deps, request)) return handOver(deps, request, 'notice-unheard');
  if (storesDown(request, 'correct').length > 0) return { next: 'await-stores' };
  const stores = pending(request);
  if (stores.length > 0) return { next: 'correct', stores: stores.map((storeId) => ({ storeId })) };
  return isLeft(request) ? handOver(deps, request, 'correction-left') : { next: 'done' };
}

/** Stores that an approved value is to be written to and that were not tried yet. */
function pending(request: DataSubjectRequest): string[] {
  const tried = new Set([
    ...correctionResults(request).map(({ storeId }) => storeId),
    ...storesGivenUp(request),
  ]);
  return plannedStores(request).filter((storeId) => !tried.has(storeId));
}

function plannedStores(request: DataSubjectRequest): string[] {
  return [...new Set(frozenCorrection(request)?.fields.map(({ storeId }) => storeId))];
}

/** Whether staff have to look before the requester hears that it is done. */
function isLeft(request: DataSubjectRequest): boolean {
  const byHand = frozenCorrection(request)?.points['by-hand'] ?? 0;
  const reached = new Set(correctionResults(request).map(({ storeId }) => storeId));
  const unreached = plannedStores(request).some((storeId) => !reached.has(storeId));
  const byOwner = manualStoresToCorrect(request).length > 0;
  return byHand > 0 || byOwner || unreached || leftUncorrected(request).length > 0;
}

/**
 * Whether an address on file did not get the notice and the approvers did not know that. A correction that
 * has begun goes on.
 */
async function isUnheard(deps: Deps, request: DataSubjectRequest): Promise<boolean> {
  if (!changesGuardedData(request) || storesBegun(request).size > 0) return false;
  return (await unheardOnFile(deps, request)).some(({ isNew }) => isNew);
}

async function handOver(
  deps: Deps,
  request: DataSubjectRequest,
  reason: 'correction-left' | 'notice-unheard',
): Promise<CorrectionNext> {
  const commandId = `${reason}-${seqOf(request, 'decided')}`;
  await recordHandOver(deps, { requestId: request.requestId, commandId, reason });
  return { next: 'by-person' };
}
