import type { ApprovalBlocker } from '../../../casework/evidence/approval-blockers';
import { changesGuardedData } from '../../../domain/correction-notice';
import { frozenCorrection } from '../../../domain/corrections';
import {
  type DataSubjectRequest,
  hasHappened,
  hasUnvouchedIdentifiers,
  isDoubted,
} from '../../../domain/data-subject-request';
import type { DeskDeps } from '../../../domain/desk-deps';
import { rights } from '../../../domain/rights';
import { goingOf } from '../../../domain/touched-systems';
import { frozenOf } from './shown-version';

/**
 * Whether an approval needs more than the mailbox: for an erasure, a correction with which an account could
 * be taken over, a copy that holds sensitive fields, and what was found by identifiers that only staff vouch
 * for.
 */
export function needsTotp(request: DataSubjectRequest): boolean {
  const vouched = hasHappened(request, 'claim-vouched');
  const weighty = request.right === 'erasure' || changesGuardedData(request);
  return weighty || vouched || frozenOf(request)?.sensitive === true;
}

/**
 * Why an approval is impossible for now, in a sentence for staff; undefined when it is possible.
 *
 * @param blocks - what `blocksOf` finds in this request
 */
export function approvalBlock(
  deps: Pick<DeskDeps, 'map'>,
  request: DataSubjectRequest,
  blocks: readonly ApprovalBlocker[],
): string | undefined {
  if (isDoubted(request)) return 'Not possible while one of you doubts who is asking. Settle that first.';
  if (hasUnvouchedIdentifiers(request))
    return 'Not possible yet: this was found by what the person named later, without proof. Say above how you know that it is theirs, or ask them.';
  const kinds = new Set(blocks.map((block) => block.kind));
  if (kinds.has('unclassified'))
    return 'Not possible yet: fields that nobody has described hold something. Say above what to do with each.';
  if (kinds.has('unread'))
    return 'Not possible yet: something could not be read. Look there by hand, and say above what you found.';
  if (kinds.has('contested'))
    return 'Not possible yet: some of it names somebody else as well. Say above whose it is.';
  if (kinds.has('gap'))
    return 'Not possible yet: the data map leaves open what the answer must say. See above.';
  if (isUnplanned(request)) return 'Not possible yet: say above what is to be done about each point.';
  if (!nothingToDo(deps, request)) return undefined;
  return frozenOf(request)?.endings?.some(({ tickedBy }) => tickedBy === undefined)
    ? 'Not possible yet: all of it waits. Tick above what may end along with it. Or end it at the vendor, and search again.'
    : 'Not possible yet: nobody has decided what to do with what was found, so there is nothing to carry out. See above what to correct, then search again.';
}

function isUnplanned(request: DataSubjectRequest): boolean {
  return rights[request.right].carriedOut === 'correction' && frozenCorrection(request) === undefined;
}

/** Whether everything that an erasure could do still waits for a decision. */
function nothingToDo({ map }: Pick<DeskDeps, 'map'>, request: DataSubjectRequest): boolean {
  const counts = request.right === 'erasure' ? (frozenOf(request)?.stores ?? []) : [];
  const waiting = counts.some((c) => (c.undecided ?? 0) + (c.contested ?? 0) > 0);
  const byHand = map.stores.some((store) => store.kind === 'manual');
  return waiting && !byHand && counts.every((c) => goingOf(c) === 0);
}
