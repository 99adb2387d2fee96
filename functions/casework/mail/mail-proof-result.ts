import { hasHappened, isClosed, isWithdrawn } from '../../domain/data-subject-request';
import { lastOf } from '../../domain/log-entries';
import type { ProofSays } from '../../domain/proof-events';
import { isProvenForDetails } from '../../domain/proof-of-details';
import { proveMore } from '../../emails/person-mails';
import { mailRequester } from './mail-once';
import type { MailingDeps } from './mailing-deps';
import { proveMoreFacts, proveMoreKeys } from './prove-more';

/**
 * Tells the person that what they typed did not fit as a whole, or could not be compared, and what they can
 * still do. A match needs no mail: the answer shows it.
 */
export async function mailProofResult(deps: MailingDeps, requestId: string): Promise<void> {
  const request = await deps.register.load(requestId);
  const checked = lastOf(request.log, 'proof-checked');
  if (!checked || checked.data.says === 'match') return;
  if (
    isProvenForDetails(request) ||
    isClosed(request) ||
    isWithdrawn(request) ||
    hasHappened(request, 'package-made')
  )
    return;
  const letter = { key: proveMoreKeys.result(checked.seq), mail: proveMore } as const;
  await mailRequester(deps, requestId, letter, async (now) => {
    const facts = await proveMoreFacts(deps, now);
    return { ...facts, ...resultOf(checked.data.says, facts.triesLeft !== undefined) };
  });
}

/** The person is only asked to type again while tries are left. */
function resultOf(says: ProofSays, mayTypeAgain: boolean) {
  return {
    wrong: says === 'no-match',
    unchecked: says === 'not-checked' && mayTypeAgain,
    uncompared: says === 'not-checked' && !mayTypeAgain,
    several: says === 'several',
  };
}
