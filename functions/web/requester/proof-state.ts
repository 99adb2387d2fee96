import { canAskForPoints } from '../../domain/data-points';
import {
  type DataSubjectRequest,
  isClosed,
  isVerified,
  isWithdrawn,
} from '../../domain/data-subject-request';
import type { DeskDeps } from '../../domain/desk-deps';
import { awaitsHighProof, highProofLaw } from '../../domain/details-proof';
import { allows } from '../../domain/guards';
import { mayLogIn } from '../../domain/may-log-in';
import {
  isProvenForDetails,
  mayOfferProof,
  proofTriesLeft,
  uncheckedOffer,
} from '../../domain/proof-of-details';
import { rights } from '../../domain/rights';

type Deps = Pick<DeskDeps, 'desk' | 'book' | 'map'>;

export type ProofState = 'open' | 'offered' | 'enough' | 'over' | 'no-way' | 'by-staff' | 'unproven' | 'none';

/** How far the stronger proof is. `open`: the requester can do something now, see {@link waysToProve}. */
export function proofState(deps: Deps, request: DataSubjectRequest): ProofState {
  if (isClosed(request) || isWithdrawn(request) || !highProofLaw(deps, request)) return 'none';
  if (rights[request.right].carriedOut !== 'export') return 'none';
  if (isProvenForDetails(request)) return 'enough';
  if (uncheckedOffer(request)) return 'offered';
  if (request.status === 'with-staff') return 'by-staff';
  if (!awaitsHighProof(deps, request)) return 'none';
  if (!isVerified(request)) return request.status === 'awaiting-verification' ? 'unproven' : 'by-staff';
  const { points, account } = waysToProve(deps, request);
  if (points || account) return 'open';
  if (!canAskForPoints(deps.map)) return 'no-way';
  return proofTriesLeft(request) === 0 ? 'over' : 'none';
}

/** How the requester can prove it now: by facts that they type, or by a log-in at the shop. */
export function waysToProve(
  deps: Deps,
  request: DataSubjectRequest,
): { readonly points: boolean; readonly account: boolean } {
  const isOpen = allows(request, {
    type: 'proof-offered',
    data: { offer: '' },
    actor: { kind: 'requester' },
  });
  return {
    points: isOpen && mayOfferProof(request) && canAskForPoints(deps.map),
    account: mayLogIn(deps, request),
  };
}
