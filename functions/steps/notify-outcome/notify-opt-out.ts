import { lawTexts } from '../../casework/mail/law-texts';
import { mailUnproven } from '../../casework/mail/mail-unproven';
import type { MailingDeps } from '../../casework/mail/mailing-deps';
import { missingStores } from '../../casework/mail/staff-facts';
import type { DataSubjectRequest } from '../../domain/data-subject-request';
import { OUTCOME_KEY } from '../../domain/held-mails';
import { allOf } from '../../domain/log-entries';
import { storeTitle } from '../../domain/store-title';
import { optOutDone } from '../../emails/outcome-mails';
import { informedRecipients } from './notify-endings';
import { unclearRecipientTexts } from './recipient-status-text';

/**
 * Mails what was set where. It does not say whether anything was held, since the requester has proven
 * nothing.
 */
export async function notifyOptOut(deps: MailingDeps, { requestId }: DataSubjectRequest): Promise<void> {
  await mailUnproven(deps, requestId, { key: OUTCOME_KEY, mail: optOutDone }, async (request) => ({
    done: allOf(request.log, 'opted-out').map((e) => ({
      store: storeTitle(deps.map, e.data.storeId),
      what: 'set for this address',
    })),
    marketing: request.right === 'marketing-objection',
    missing: missingStores(deps, request),
    recipients: [
      ...(await informedRecipients(deps, request, IN_DAILY_LIST)),
      ...unclearRecipientTexts(deps, request),
    ],
    law: lawTexts(deps, request),
  }));
}

/** Recipients get all opt-outs of a day in one list. */
const IN_DAILY_LIST = 'hears of it within a day';
