import { counted } from '../pages/words/date-words';
import { html, Part, pageEnd, pageStart, RightsAndComplaint, WhoAnswers } from './answer-page';
import { identifierWords, longDate } from './answer-words';
import type { CompletionInput } from './completion-input';
import { CompletionLeft } from './completion-left';
import { CompletionNotCovered } from './completion-not-covered';
import type { CompletionReport, Missing } from './completion-report';
import { CompletionStore } from './completion-store';

/** The completion report as a person reads it. */
export function completionPage(input: CompletionInput, report: CompletionReport): string {
  const { facts } = input;
  const title = titleOf(input, report);
  const body = html(
    <>
      <h1>{title}</h1>
      <Opening input={input} report={report} />
      <AtAGlance report={report} />
      {input.stores.map((store, index) => (
        <CompletionStore store={store} id={`store-${index + 1}`} zone={facts.zone} />
      ))}
      <CompletionLeft stores={input.stores} />
      <CompletionNotCovered report={report} />
      <WhoAnswers controller={facts.controller} />
      <RightsAndComplaint facts={facts} />
    </>,
  );
  return pageStart(facts, title) + body + pageEnd(facts);
}

function titleOf({ stores }: CompletionInput, { complete, totals }: CompletionReport): string {
  if (!complete) return 'What has been erased, and what not yet';
  const keptByHand = stores.some((store) => store.state === 'by-person' && store.answer?.outcome === 'kept');
  const kept = totals.remaining > 0 || totals.retained > 0 || keptByHand;
  return kept ? 'What has been erased, and what we keep' : 'Your data has been erased';
}

function Opening({ input: { facts }, report }: { input: CompletionInput; report: CompletionReport }) {
  return (
    <>
      <p class="lead">{facts.texts.opening}</p>
      <dl class="facts">
        <dt>Reference</dt>
        <dd>{facts.reference}</dd>
        <dt>You asked on</dt>
        <dd>{longDate(facts.receivedOn)}</dd>
        <dt>This report is of</dt>
        <dd>{longDate(facts.answeredOn)}</dd>
        <dt>Under</dt>
        <dd>{facts.texts.law}</dd>
        <dt>We searched by</dt>
        <dd>
          {report.searchedBy.map(({ kind, masked }) => (
            <span class="lines">
              {identifierWords[kind]} {masked}
            </span>
          ))}
        </dd>
      </dl>
    </>
  );
}

function AtAGlance({ report }: { readonly report: CompletionReport }) {
  const { totals } = report;
  return (
    <Part id="glance" title="At a glance">
      {report.complete ? <Complete report={report} /> : <Incomplete missing={report.missing} />}
      <dl class="figures">
        <Figure count={totals.erased} name="erased" />
        {totals.anonymised > 0 && <Figure count={totals.anonymised} name="made anonymous" />}
        {totals.retained > 0 && <Figure count={totals.retained} name="kept, as a law demands" />}
        {totals.keptShared > 0 && <Figure count={totals.keptShared} name="kept, shared with others" />}
        {totals.alreadyAbsent > 0 && <Figure count={totals.alreadyAbsent} name="gone already" />}
      </dl>
      <p>
        In records. What this report does not cover, such as backups, is listed under{' '}
        <a href="#not-covered">“What this report does not cover”</a>.
      </p>
    </Part>
  );
}

function Complete({ report }: { readonly report: CompletionReport }) {
  const { remaining } = report.totals;
  const byHand = report.notCovered.byPerson.length > 0;
  return (
    <div class="aside">
      <p>
        <b>Complete.</b> After erasing, we read every store that we can search by machine once more, by the
        same identifiers.{' '}
        {remaining === 0
          ? 'Nothing was found.'
          : `${counted(remaining, 'record')} ${remaining === 1 ? 'remains' : 'remain'}, for the reasons given below.`}
        {byHand && ' Where only a person can look, a person confirmed it.'}
      </p>
    </div>
  );
}

const reasons: Readonly<Record<Missing['reason'], string>> = {
  unreached: 'could not be reached',
  'not-read-again': 'has not been read again yet',
  'records-remain': 'still holds records that should be gone',
  'kept-record-gone': 'no longer holds a record that had to be kept',
  'not-answered': 'waits for a person to look',
};

function Incomplete({ missing }: { readonly missing: readonly Missing[] }) {
  return (
    <div class="aside open">
      <p>
        <b>Not complete yet.</b> We keep working on:
      </p>
      <ul class="plain">
        {missing.map(({ title, reason }) => (
          <li>
            {title}: {reasons[reason]}
          </li>
        ))}
      </ul>
    </div>
  );
}

function Figure({ count, name }: { readonly count: number; readonly name: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{count.toLocaleString('en-GB')}</dd>
    </div>
  );
}
