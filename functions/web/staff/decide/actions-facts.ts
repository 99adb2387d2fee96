import { hasUnvouchedIdentifiers, isDoubted } from '../../../domain/data-subject-request';
import { mayHappen } from '../../../domain/request-status';
import { totpNeed } from '../../totp/totp-need';
import { groundFacts } from '../chosen-grounds';
import type { StaffDeps } from '../staff-deps';
import type { StaffPage } from '../staff-page';
import { approveFacts } from './approve-facts';
import { mayPause } from './ask';
import { factorOfWord } from './confirm-act';
import type { DecisionActionsFacts } from './decision-actions';
import { extendFacts, extensionOffer, lawThatHoldsDate } from './extension-offer';
import { mayHandOver } from './hand-over';
import { questionsToNote } from './note-answer';
import { isPartlyCarriedOut } from './refuse';
import type { SharedFacts } from './shared-facts';

/** The acts that are lawful now, each with what its form shows. */
export async function actionsFacts(
  deps: StaffDeps,
  page: StaffPage,
  shared: SharedFacts & { readonly noticeWait: string | undefined },
): Promise<DecisionActionsFacts> {
  const { request, staff } = page;
  const { isPending, refusing } = shared;
  const { right, status } = request;
  const offer = extensionOffer(deps, request);
  const app = await totpNeed(deps, page);
  const ofWord = factorOfWord(page) === 'totp' ? app : ({ kind: 'mail-code' } as const);
  const mayRefuse = isPending && !isDoubted(request) && !isPartlyCarriedOut(request);
  return {
    right,
    form: shared.formFor(),
    ...(isDoubted(request) ? { settle: { confirmation: ofWord } } : {}),
    ...(isPending && hasUnvouchedIdentifiers(request) ? { vouch: { confirmation: ofWord } } : {}),
    ...(isPending ? { approve: approveFacts(deps, page, { ...shared, app }) } : {}),
    ...(mayRefuse
      ? {
          refuse: {
            grounds: groundFacts(deps, request, { laws: refusing }),
            confirmation: app,
            name: staff.name,
          },
        }
      : {}),
    ...(offer ? { extend: extendFacts(offer) } : {}),
    extensionHeldBy: lawThatHoldsDate(deps, request),
    ...(mayHappen('question-asked', status) ? { ask: { mayPause: mayPause(deps, request) } } : {}),
    noteAnswer: questionsToNote(request),
    ...(isPending ? { searchAgain: {} } : {}),
    ...(mayHandOver(request) ? { handOver: {} } : {}),
  };
}
