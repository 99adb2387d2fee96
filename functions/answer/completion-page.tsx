import { counted } from '../pages/words/date-words';
import { missingWords } from '../pages/words/fault-words';
import { html, Part, pageEnd, pageStart, RightsAndComplaint, WhoAnswers } from './answer-page';
import { identifierWords, longDate } from './answer-words';
import type { CompletionInput } from './completion-input';
import { CompletionLeft } from './completion-left';
import { CompletionNotCovered } from './completion-not-covered';
import type { CompletionReport, Missing } from './completion-report';
import { CompletionStore } from './completion-store';
import { type ErasureVerdict, erasureVerdict } from './erasure-verdict';

/** The completion report as a person reads it. */
export function completionPage(input: CompletionInput, report: CompletionReport): string {
  const { facts } = input;
  const title = titles[erasureVerdict(input, report)];
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

const titles: Readonly<Record<ErasureVerdict, string>> = {
  erased: 'Your data has been erased',
  'some-kept': 'What has been erased, and what we keep',
  'mostly-kept': 'What we keep, and what has been erased',
  'all-kept': 'What we keep, and why',
  'part-done': 'What has been erased, and what not yet',
  'nothing-yet': 'Nothing has been erased yet, and why',
  'nothing-left': 'Nothing was left to erase',
};

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
        {totals.undecided + totals.contested > 0 && (
          <Figure count={totals.undecided + totals.contested} name="not decided on yet" />
        )}
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

const reasons: Readonly<Record<Exclude<Missing['reason'], 'unreached' | 'refused'>, string>> = {
  'not-read-again': 'has not been read again yet',
  'records-remain': 'still holds records that should be gone',
  'kept-record-gone': 'no longer holds a record that had to be kept',
  'not-answered': 'waits for a person to look',
  undecided: 'nobody has decided yet what becomes of them; a person looks at it',
  contested: 'they name another person as well; a person finds out whose they are',
  unread: 'could not be read by machine',
};

function missingSentence({ reason, because = 'no-answer', count, settled }: Missing): string {
  if (reason === 'unreached' || reason === 'refused') return missingWords[because];
  const many = count === undefined ? '' : `${counted(count, reason === 'unread' ? 'object' : 'record')}: `;
  return `${many}${reasons[reason]}${settled ? '; a person has looked' : ''}`;
}

function Incomplete({ missing }: { readonly missing: readonly Missing[] }) {
  const open = missing.some(({ settled }) => !settled);
  return (
    <div class="aside open">
      <p>
        <b>Not complete{open ? ' yet' : ' by our own reading'}.</b>{' '}
        {open ? 'We keep working on:' : 'This we cannot read by machine:'}
      </p>
      <ul class="plain">
        {missing.map((part) => (
          <li>
            {part.title}: {missingSentence(part)}
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
