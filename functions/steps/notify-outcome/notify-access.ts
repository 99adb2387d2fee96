import { kindsInWords } from '../../answer/described';
import type { DisclosureDecision } from '../../answer/disclosure-rules';
import { type DataSubjectRequest, lastOf } from '../../domain/data-subject-request';
import { civilDateOf, later } from '../../domain/due-dates';
import { collectionOf } from '../../domain/locate-plan';
import type { MailFacts } from '../../emails/mail-facts';
import { accessReady } from '../../emails/person-mails';
import { disclosureOf } from '../../findings/disclosure-of';
import { issueLink } from '../../links/issue-link';
import { lawTexts } from '../../mailing/law-texts';
import { mailRequester } from '../../mailing/mail-once';
import { missingStores, unreadParts } from '../../mailing/staff-facts';
import { otherRequestKinds, otherRequestWords } from '../../pages/words/other-request-words';
import { type NotifyDeps, OUTCOME } from './notify-deps';
import { otherSentences } from './other-sentences';

/** The copy is ready: a page behind a fresh code, never a file or a file's address in a mail. */
export async function notifyAccess(deps: NotifyDeps, { requestId }: DataSubjectRequest): Promise<void> {
  await mailRequester(deps, requestId, { key: OUTCOME, mail: accessReady }, async (request) => {
    const life = deps.desk.waits.packageKept;
    const { only, described = 0 } = lastOf(request.log, 'package-made')?.data ?? {};
    const link = await issueLink(deps, { requestId, purpose: 'download', issue: 1, life });
    return {
      link: link.url,
      until: civilDateOf(later(deps.clock.now(), life, deps.desk.zone), deps.desk.zone).toString(),
      kindsWanted: only === 'wanted',
      kindsOnly: only === 'not-proven',
      named: !only && described > 0 && kindsInWords(described),
      namedAnyway: only !== undefined && described > 0 && kindsInWords(described),
      // An answer of kinds says nothing of single records, nor how many there are.
      withheld: only ? [] : withheldParts(deps, await disclosureOf(deps, request)),
      missing: missingStores(deps, request),
      unread: unreadParts(deps, request, only ? 'kinds-only' : 'how-much'),
      otherRequests: await otherSentences(deps, request, only ? otherRequestKinds : otherRequestWords),
      law: lawTexts(deps, request),
    };
  });
}

/** What was left out, grouped by collection, field and ground; which record it was is not in the mail. */
function withheldParts(
  deps: NotifyDeps,
  decision: DisclosureDecision,
): MailFacts['access-ready']['withheld'] {
  const parts = new Map<string, MailFacts['access-ready']['withheld'][number]>();
  for (const { storeId, collection, field, ground, article } of decision.withholdings) {
    const mapped = collectionOf(deps.map, storeId, collection);
    const title = mapped?.fields.find((f) => f.name === field)?.title ?? field;
    const what = `${mapped?.title ?? collection}${title ? `: ${title}` : ''}`;
    const key = JSON.stringify([what, ground, article]);
    parts.set(key, { what, words: ground, article, count: (parts.get(key)?.count ?? 0) + 1 });
  }
  return [...parts.values()];
}
