import { buildCompletionInput } from '../../casework/evidence/build-completion-input';
import { keepReport } from '../../casework/evidence/keep-report';
import { issueLink } from '../../casework/links/issue-link';
import { lawTexts } from '../../casework/mail/law-texts';
import { mailRequester } from '../../casework/mail/mail-once';
import { missingStores, nextStepText, unreadParts } from '../../casework/mail/staff-facts';
import type {
  CollectionErasure,
  CompletionInput,
  RestWord,
  StoreCompletion,
} from '../../documents/completion-input';
import { completionReport } from '../../documents/completion-report';
import { deskKeepsText } from '../../documents/desk-keeps-text';
import { type ErasureVerdict, erasureVerdict } from '../../documents/erasure-verdict';
import type { DataSubjectRequest } from '../../domain/data-subject-request';
import { OUTCOME_KEY } from '../../domain/held-mails';
import { isByLaw } from '../../domain/kept-by-law';
import type { MailFacts } from '../../emails/mail-facts';
import { erasureComplete } from '../../emails/outcome-mails';
import type { ErasureVerdictFacts } from '../../emails/person-mail-facts';
import { blankingText } from '../../words/blanking-text';
import { countText, dateText } from '../../words/date-text';
import { endedText, wouldEndText } from '../../words/ending-text';
import type { NotifyDeps } from './notify-deps';
import { otherSentences } from './other-sentences';
import { leftOutRecipientTexts, recipientStatusText } from './recipient-status-text';

/** Mails what was erased, what stays and why, with a link to the completion report. */
export async function notifyErasure(deps: NotifyDeps, { requestId }: DataSubjectRequest): Promise<void> {
  await mailRequester(deps, requestId, { key: OUTCOME_KEY, mail: erasureComplete }, async (request) => {
    const others = await otherSentences(deps, request);
    const otherRequests = others.map(({ sentence }) => sentence);
    const input = { ...(await buildCompletionInput(deps, request)), otherRequests };
    const report = completionReport(input);
    const verdict = erasureVerdict(input, report.json);
    await keepReport(deps, request, report, {
      key: 'report-made',
      ...(leavesOpen(verdict) ? { open: true } : {}),
    });
    const life = deps.desk.waits.packageKept;
    const link = await issueLink(deps, { requestId, purpose: 'download', issue: 1, life });
    return {
      ...resultOf(input),
      ...verdictFacts(verdict, report.json.totals.heldByStorage > 0),
      unread: unreadParts(deps, request),
      otherRequests: others,
      missing: [...missingStores(deps, request), ...cutShortParts(input)],
      recipients: [
        ...input.recipients.map((one) => recipientStatusText(one)),
        ...(await leftOutRecipientTexts(deps, request)),
      ],
      deskKeeps: deskKeepsText(input.deskKeeps, dateText).map((sentence) => ({ sentence })),
      link: link.url,
      law: lawTexts(deps, request),
    };
  });
}

/** The two cases in which the mail says that one of the staff will look into it and write. */
function leavesOpen(verdict: ErasureVerdict): boolean {
  return verdict === 'part-done' || verdict === 'nothing-yet';
}

/**
 * "We have to keep it" may only be said where a law does, not where the storage keeps none of it by itself.
 */
function verdictFacts(verdict: ErasureVerdict, isHeld: boolean): ErasureVerdictFacts {
  return {
    someKept: verdict === 'some-kept',
    mostlyKept: verdict === 'mostly-kept' && !isHeld,
    mostlyHeld: verdict === 'mostly-kept' && isHeld,
    allKept: verdict === 'all-kept' && !isHeld,
    allHeld: verdict === 'all-kept' && isHeld,
    partDone: verdict === 'part-done',
    nothingYet: verdict === 'nothing-yet',
    nothingLeft: verdict === 'nothing-left',
    restFollows: verdict === 'rest-follows',
  };
}

type Result = Pick<
  MailFacts['erasure-complete'],
  'erased' | 'ended' | 'submitted' | 'gone' | 'kept' | 'held' | 'shared' | 'waiting' | 'byPerson' | 'backups'
>;

function resultOf(input: CompletionInput): Result {
  const erasedStores = input.stores.filter(
    (s): s is Extract<StoreCompletion, { state: 'erased' }> => s.state === 'erased',
  );
  const retained = erasedStores.flatMap(({ collections }) => collections.flatMap(retainedParts));
  return {
    erased: erasedStores.flatMap((s) => erasedParts(s)),
    ended: erasedStores.flatMap((s) => endedParts(s)),
    submitted: input.stores.flatMap((s) => submittedPart(s)),
    gone: erasedStores.flatMap((s) => goneParts(s)),
    kept: retained.filter(isByLaw),
    held: retained.filter((one) => !isByLaw(one)),
    shared: erasedStores.flatMap((s) =>
      s.collections
        .filter((c) => c.keptShared > 0)
        .map((c) => ({ store: s.title, what: `${c.title}: ${countText(c.keptShared, 'record')}` })),
    ),
    waiting: erasedStores.flatMap((s) => (s.rest ? [] : waitingParts(s))),
    byPerson: input.stores.flatMap((s) => byPersonPart(s)),
    backups: input.stores.flatMap((s) => (s.backupsUntil ? [{ store: s.title, until: s.backupsUntil }] : [])),
  };
}

function retainedParts({ title, retained }: CollectionErasure) {
  return retained.map(({ records, ground, article, until }) => ({
    what: title,
    count: records,
    words: ground,
    article,
    end: until === 'unknown' ? 'no end date is set' : `until ${dateText(until)}`,
  }));
}

function erasedParts(store: Extract<StoreCompletion, { state: 'erased' }>) {
  return store.collections
    .filter((c) => c.erased + c.anonymised > 0)
    .map((c) => ({ store: store.title, what: `${c.title}: ${partWords(c)}` }));
}

/** What staff ticked that ends with it. */
function endedParts({ title, collections }: Extract<StoreCompletion, { state: 'erased' }>) {
  return collections.flatMap((c) =>
    c.ended ? [{ store: title, what: `${c.title}: ${endedText(c.ended)}` }] : [],
  );
}

/** Never together with what we erased: somebody else erased it, or it is elsewhere by now. */
function goneParts(store: Extract<StoreCompletion, { state: 'erased' }>) {
  return store.collections
    .filter((c) => c.alreadyAbsent > 0)
    .map((c) => ({ store: store.title, what: `${c.title}: ${countText(c.alreadyAbsent, 'record')}` }));
}

/** What others were asked to erase and have not confirmed. */
function submittedPart(store: StoreCompletion) {
  if (store.state === 'unreached') return [];
  const order = store.state === 'by-person' ? store.answer?.order : store.order;
  if (!order || order.confirmedOn || order.kept) return [];
  const { askedOn, confirmBy } = order;
  const records =
    store.state === 'erased' ? store.collections.reduce((sum, c) => sum + (c.submitted ?? 0), 0) : undefined;
  const what = records === undefined ? 'what is held there about you' : countText(records, 'record');
  return records === 0 ? [] : [{ store: store.title, what, askedOn, confirmBy }];
}

function partWords({ erased, anonymised, blanking }: CollectionErasure): string {
  const parts = [
    ...(erased > 0 ? [`${erased} erased`] : []),
    ...(anonymised > 0 && blanking ? [`${anonymised} ${blankingText(blanking)}`] : []),
  ];
  return parts.join(', ');
}

/** What an unfinished erasure leaves open, store by store. */
function cutShortParts({ stores }: CompletionInput): MailFacts['erasure-complete']['missing'] {
  return stores.flatMap((store) => {
    if (store.state !== 'erased') return [];
    const sum = (of: 'unknown' | 'mayGo' | 'notDone') =>
      store.collections.reduce((all, c) => all + (c[of] ?? 0), 0);
    const parts = [
      [sum('unknown'), 'we told it to erase without an answer, so we do not know whether it did'],
      [
        sum('mayGo'),
        'that we told it to erase without an answer, so it may still erase that, whatever we have decided since',
      ],
      [sum('notDone'), 'not erased yet'],
    ] as const;
    return parts.flatMap(([records, why]) =>
      records > 0
        ? [{ store: store.title, why: `${countText(records, 'record')} ${why}`, next: nextStepText.person }]
        : [],
    );
  });
}

/** What stays because it is undecided, or because it may be another person's. */
function waitingParts({ title, collections }: Extract<StoreCompletion, { state: 'erased' }>) {
  const why = {
    undecided: 'we have not decided yet what becomes of it',
    contested: 'it may be another person’s as well, and we are finding out whose it is',
  };
  return collections.flatMap((c) => {
    const { records = 0, ends = [] } = c.wouldEnd ?? {};
    const parts = [
      [records, wouldEndText(ends)],
      [(c.undecided ?? 0) - records, why.undecided],
      [c.contested ?? 0, why.contested],
    ] as const;
    return parts
      .filter(([count]) => count > 0)
      .map(([count, reason]) => ({
        store: title,
        what: `${c.title}: ${countText(count, 'record')}`,
        why: reason,
      }));
  });
}

/** What staff say about what was left open, as their statement, with what the store shows. */
function restPart({ title, rest }: Extract<StoreCompletion, { state: 'erased' }>) {
  if (!rest || rest.outcome === 'kept') return undefined;
  const says = rest.outcome === 'done' ? 'that it was erased by hand' : 'that none of it is yours';
  return { store: title, what: `what was left open: one of us says ${says}; ${shownByStore(rest)}` };
}

function shownByStore({ outcome, stillThere, othersThere = 0 }: RestWord): string {
  if (stillThere === undefined) return 'our software could not check it';
  const all = stillThere + othersThere;
  if (all === 0) return 'our software looked, and nothing of it is there any more';
  const records = `${countText(all, 'record')} ${all === 1 ? 'is' : 'are'}`;
  return outcome === 'done' && stillThere === 0
    ? `our software looked: ${records} there, which they left as another person’s`
    : `our software looked: ${records} still there`;
}

function byPersonPart(store: StoreCompletion) {
  const said = store.state === 'erased' ? restPart(store) : undefined;
  if (said) return [said];
  const rest = store.state === 'erased';
  const answer = store.state === 'by-person' ? store.answer : rest ? store.rest : undefined;
  if (!answer) return [];
  if (answer.outcome === 'submitted') return [];
  const { ground, until } = answer.kept ?? {};
  const why = [ground, until && `until ${dateText(until)}`].filter(Boolean).join(', ');
  const kept = why ? `kept: ${why}` : 'kept';
  const words = {
    done: 'erased by one of us',
    'nothing-held': 'one of us looked and found nothing',
    kept,
  };
  return [{ store: store.title, what: `${rest ? 'what was left open: ' : ''}${words[answer.outcome]}` }];
}
