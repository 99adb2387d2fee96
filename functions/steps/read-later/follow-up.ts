import { buildCompletionInput } from '../../casework/evidence/build-completion-input';
import { keepReport } from '../../casework/evidence/keep-report';
import { orderFacts } from '../../casework/evidence/order-facts';
import { issueLink } from '../../casework/links/issue-link';
import { lawTexts } from '../../casework/mail/law-texts';
import { mailRequester } from '../../casework/mail/mail-once';
import type { CompletionInput } from '../../documents/completion-input';
import { completionReport } from '../../documents/completion-report';
import { downloadIssue } from '../../domain/answer-file';
import type { DataSubjectRequest } from '../../domain/data-subject-request';
import type { DeskDeps } from '../../domain/desk-deps';
import { FOLLOW_UP_KEY, isToFollowUp, type Settlement, settlementsToTell } from '../../domain/settlements';
import { storeTitle } from '../../domain/store-title';
import type { MailFacts } from '../../emails/mail-facts';
import { erasureFollowUp } from '../../emails/outcome-mails';
import { dateText } from '../../words/date-text';
import { endedText } from '../../words/ending-text';
import type { ReadLaterDeps } from './mail-after-erasure';

type Deps = ReadLaterDeps & Pick<DeskDeps, 'packages'>;

/** Tells the person how everything ended that was open at the answer, once, with a report of the end. */
export async function followUp(deps: Deps, requestId: string): Promise<void> {
  const request = await deps.register.load(requestId);
  const isDone = request.log.some(({ commandId }) => commandId === FOLLOW_UP_KEY);
  if (isDone || request.status !== 'closed' || !isToFollowUp(request)) return;
  const input = await buildCompletionInput(deps, request);
  await keepReport(deps, request, completionReport(input), { key: 'settled' });
  await mailRequester(deps, requestId, { key: FOLLOW_UP_KEY, mail: erasureFollowUp }, (now) =>
    factsOf(deps, now, input),
  );
  await deps.register.append(requestId, FOLLOW_UP_KEY, () => ({
    type: 'reminded',
    data: { what: 'settled' },
    actor: { kind: 'desk' },
  }));
}

type Facts = Pick<MailFacts['erasure-follow-up'], 'failed' | 'done' | 'kept' | 'link' | 'law'>;

async function factsOf(deps: Deps, request: DataSubjectRequest, { stores }: CompletionInput): Promise<Facts> {
  const ended = settlementsToTell(request);
  const of = (state: Settlement['state']) =>
    Promise.all(ended.filter((one) => one.state === state).map((one) => endText(deps, request, one, stores)));
  const [done, kept] = [await of('done'), await of('kept')];
  const life = deps.desk.waits.packageKept;
  const { requestId } = request;
  const issue = downloadIssue(request);
  const { url: link } = await issueLink(deps, { requestId, purpose: 'download', issue, life });
  return { failed: kept.length > 0, done, kept, link, law: lawTexts(deps, request) };
}

async function endText(
  deps: Deps,
  request: DataSubjectRequest,
  one: Settlement,
  stores: CompletionInput['stores'],
) {
  const store = storeTitle(deps.map, one.storeId, request);
  const { confirmedOn = one.askedOn, kept } = await orderFacts(deps, request, one);
  if (!kept) {
    const along = endedIn(stores.find(({ storeId }) => storeId === one.storeId));
    return { store, what: [`erased; confirmed on ${dateText(confirmedOn)}`, ...along].join('; ') };
  }
  return {
    store,
    what: [kept.ground, kept.until && `until ${dateText(kept.until)}`].filter(Boolean).join(', '),
  };
}

/** What ran there and ended with it. */
function endedIn(store: CompletionInput['stores'][number] | undefined): string[] {
  if (store?.state !== 'erased') return [];
  return store.collections.flatMap(({ ended }) => (ended ? [endedText(ended)] : []));
}
