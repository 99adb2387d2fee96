import { allOf, type DataSubjectRequest } from '../../domain/data-subject-request';
import { storeTitle } from '../../domain/open-work';
import type { Right } from '../../domain/rights';
import { optOutDone } from '../../emails/person-mails';
import { lawTexts } from '../../mailing/law-texts';
import type { MailingDeps } from '../../mailing/mail-once';
import { mailUnproven } from '../../mailing/mail-unproven';
import { missingStores } from '../../mailing/staff-facts';
import { OUTCOME } from './notify-deps';
import { recipientsTold } from './notify-endings';
import { unclearWords } from './told-words';

/** Says what was set where. It does not say whether anything was held: nobody proved who they are. */
export async function notifyOptOut(deps: MailingDeps, { requestId }: DataSubjectRequest): Promise<void> {
  await mailUnproven(deps, requestId, { key: OUTCOME, mail: optOutDone }, async (request) => ({
    done: allOf(request.log, 'opted-out').map((e) => ({
      store: storeTitle(deps.map, e.data.storeId),
      what: 'set for this address',
    })),
    missing: missingStores(deps, request),
    recipients: [...recipientsTold(deps, request, WITH_THE_LIST), ...unclearWords(deps, request)],
    after: afterwards(request.right),
    law: lawTexts(deps, request),
  }));
}

/** What the person has to know of the time before it took effect, by what was asked. */
function afterwards(right: Right): string {
  if (right === 'marketing-objection')
    return 'It may take a few days until the last mail already on its way has reached you.';
  if (right === 'opt-out-of-sale')
    return 'This is about what happens from now on: what was sold or shared before is not undone by it.';
  return 'This is about what happens from now on: what was done with your data before is not undone by it.';
}

/** Recipients hear of all opt-outs of a day together. */
const WITH_THE_LIST = 'hears of it within a day';
