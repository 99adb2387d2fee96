import { countText } from '../words/date-text';
import { AnswerFactsList } from './answer-facts-list';
import { html, Part, pageEnd, pageStart, RightsAndComplaint, WhoAnswers } from './answer-page';
import { identifierWords } from './answer-words';
import { OptOutOffer } from './california-part';
import type { CompletionReport, MissingItem } from './completion-facts';
import type { CompletionInput } from './completion-input';
import { CompletionLeft } from './completion-left';
import { CompletionNotCovered } from './completion-not-covered';
import { CompletionStore } from './completion-store';
import { type ErasureVerdict, erasureVerdict } from './erasure-verdict';
import { missingSentence } from './missing-sentence';
import { OtherRequestsPart } from './other-requests-part';
import { RepresentedBy } from './represented-by';

/** The completion report as a person reads it. */
export function completionPage(input: CompletionInput, report: CompletionReport): string {
  const { facts } = input;
  const title = titles[erasureVerdict(input, report)];
  const body = html(
    <>
      <h1>{title}</h1>
      <Opening input={input} report={report} />
      <AtAGlance report={report} />
      <OtherRequestsPart sentences={input.otherRequests} />
      {input.stores.map((store, index) => (
        <CompletionStore store={store} id={`store-${index + 1}`} zone={facts.zone} />
      ))}
      <CompletionLeft stores={input.stores} />
      {facts.california && keepsSomething(report) && (
        <Part id="opt-out" title="Sale and sharing of what we keep">
          <OptOutOffer facts={facts.california} />
        </Part>
      )}
      <CompletionNotCovered report={report} />
      <WhoAnswers controller={facts.controller} />
      <RepresentedBy facts={facts} />
      <RightsAndComplaint facts={facts} />
    </>,
  );
  return pageStart(facts, title) + body + pageEnd(facts);
}

/** Part of the request is denied: California then requires the opt-out to be offered (11 CCR 7022). */
function keepsSomething({ totals }: CompletionReport): boolean {
  return totals.retained + totals.keptShared + totals.undecided + totals.contested > 0;
}

const titles: Readonly<Record<ErasureVerdict, string>> = {
  erased: 'Your data has been erased',
  'some-kept': 'What has been erased, and what we keep',
  'mostly-kept': 'What we keep, and what has been erased',
  'all-kept': 'What we keep, and why',
  'rest-follows': 'What is done, and what is asked for',
  'part-done': 'What has been erased, and what not yet',
  'nothing-yet': 'Nothing has been erased yet, and why',
  'nothing-left': 'Nothing was left to erase',
};

function Opening({ input: { facts }, report }: { input: CompletionInput; report: CompletionReport }) {
  return (
    <>
      <p class="lead">{facts.texts.opening}</p>
      <AnswerFactsList facts={facts} dated="This report is of">
        {report.searchedBy.map(({ kind, masked }) => (
          <span class="lines">
            {identifierWords[kind]} {masked}
          </span>
        ))}
      </AnswerFactsList>
    </>
  );
}

function AtAGlance({ report }: { readonly report: CompletionReport }) {
  const { totals, missing } = report;
  const byLaw = totals.retained - totals.heldByStorage;
  const left = totals.undecided + totals.contested;
  const countOf = (...reasons: readonly MissingItem['reason'][]) =>
    missing.reduce((sum, { reason, count = 0 }) => sum + (reasons.includes(reason) ? count : 0), 0);
  const waiting = countOf('undecided', 'contested');
  const asked = countOf('not-confirmed');
  return (
    <Part id="glance" title="At a glance">
      {report.complete ? <Complete report={report} /> : <Incomplete missing={report.missing} />}
      <dl class="figures">
        <Figure count={totals.erased} name="erased" />
        {totals.anonymised > 0 && <Figure count={totals.anonymised} name="blanked and kept" />}
        {byLaw > 0 && <Figure count={byLaw} name="kept, because a law says so" />}
        {totals.heldByStorage > 0 && (
          <Figure count={totals.heldByStorage} name="kept, because our storage cannot remove it yet" />
        )}
        {totals.keptShared > 0 && <Figure count={totals.keptShared} name="kept, because others share it" />}
        {asked > 0 && <Figure count={asked} name="asked for, not confirmed yet" />}
        {waiting > 0 && <Figure count={waiting} name="not decided yet" />}
        {left > waiting && <Figure count={left - waiting} name="left to a person" />}
        {totals.alreadyAbsent > 0 && (
          <Figure count={totals.alreadyAbsent} name="no longer there when we came to erase" />
        )}
      </dl>
      <p>
        These are numbers of records. What this report does not cover, such as backups, is listed under{' '}
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
        <b>Complete.</b> Afterwards we searched every store that our software can search once more, by the
        same identifiers.{' '}
        {remaining === 0
          ? 'Nothing of you was found.'
          : `${countText(remaining, 'record')} ${remaining === 1 ? 'remains' : 'remain'}, for the reasons given below.`}
        {byHand && ' Where only a person can look, a person has confirmed it.'}
      </p>
    </div>
  );
}

function MissingList({ parts }: { readonly parts: readonly MissingItem[] }) {
  return (
    <ul class="plain">
      {parts.map((part) => (
        <li>
          {part.title}: {missingSentence(part)}
        </li>
      ))}
    </ul>
  );
}

/** Open parts come first; parts that a person settled rest on their word, not on a reading. */
function Incomplete({ missing }: { readonly missing: readonly MissingItem[] }) {
  const open = missing.filter(({ settled }) => !settled);
  const held = missing.filter(({ reason }) => reason === 'held-by-storage');
  const refused = missing.filter(({ reason }) => reason === 'not-carried-out');
  const settled = missing.filter((part) => part.settled && !held.includes(part) && !refused.includes(part));
  const onlyUnread = missing.every(({ reason }) => reason === 'unread');
  return (
    <div class="aside open">
      {open.length > 0 && (
        <>
          <p>
            <b>Not complete yet.</b> Still open:
          </p>
          <MissingList parts={open} />
        </>
      )}
      {settled.length > 0 && (
        <>
          <p>
            {open.length === 0 && onlyUnread && <b>Complete, as far as our software can read. </b>}
            {onlyUnread ? 'Here we rely on a person, who has looked:' : 'What our software cannot confirm:'}
          </p>
          <MissingList parts={settled} />
        </>
      )}
      {refused.length > 0 && (
        <>
          <p>Asked for, and not carried out:</p>
          <MissingList parts={refused} />
        </>
      )}
      {held.length > 0 && (
        <>
          <p>Not erased, though no law keeps it:</p>
          <MissingList parts={held} />
        </>
      )}
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
