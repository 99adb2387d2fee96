import type { CorrectionPlan } from '../domain/correction';
import { type DataSubjectRequest, lastOf } from '../domain/data-subject-request';
import type { DeskDeps } from '../domain/desk-deps';
import { readStored } from './read-stored';
import { CorrectionPlanShape } from './stored-shapes';

/**
 * What staff want corrected, of the manifest in force: sealed with the note that it was frozen, since old and
 * new values are in it. Nothing where nobody planned anything.
 */
export async function plannedCorrections(
  deps: Pick<DeskDeps, 'vault'>,
  request: DataSubjectRequest,
): Promise<CorrectionPlan | undefined> {
  const frozen = lastOf(request.log, 'manifest-frozen');
  if (!frozen?.data.correction || !frozen.sealed) return undefined;
  return readStored(
    'the correction plan',
    CorrectionPlanShape,
    await deps.vault.unseal(request.requestId, frozen.sealed),
  );
}
