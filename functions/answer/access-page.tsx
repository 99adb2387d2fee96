import { counted } from '../pages/words/date-words';
import { AccessContents } from './access-contents';
import { collectionsOf, type StorePart } from './access-model';
import { AccessStore } from './access-store';
import type { AnswerFacts, Identifier } from './answer-facts';
import { html, Part, pageEnd, pageStart, RightsAndComplaint, WhoAnswers } from './answer-page';
import { identifierWords, longDate } from './answer-words';
import type { DecisionsMade } from './decisions-made';
import { DecisionsPart } from './decisions-part';
import { DeskRecordsPart } from './desk-records-part';
import { OtherRequestsPart } from './other-requests-part';
import type { PackageInput } from './package-input';
import { RepresentedBy } from './represented-by';
import { WithheldPart } from './withheld-part';

/** The `index.html` of a package, piece by piece: everything that Art. 15(1)-(2) GDPR wants said, then the records themselves. */
export async function* accessPage(
  input: PackageInput,
  stores: readonly StorePart[],
  decisions: DecisionsMade = { made: [], more: 0 },
): AsyncGenerator<string> {
  const { facts } = input;
  const title = facts.right === 'portability' ? 'Your data, to take along' : 'The data we hold about you';
  yield pageStart(facts, title);
  yield html(<Opening facts={facts} title={title} searchedBy={input.searchedBy} />);
  yield html(<AtAGlance stores={stores} />);
  if (input.otherRequests?.length) yield html(<OtherRequestsPart sentences={input.otherRequests} />);
  yield html(<WhoAnswers controller={facts.controller} />);
  yield html(<RepresentedBy facts={facts} />);
  for (const part of stores) yield* storeText(part, input);
  if (facts.right === 'access')
    yield html(<DecisionsPart decisions={decisions} map={input.map} formUrl={input.formUrl} />);
  if (input.deskRecords) yield html(<DeskRecordsPart {...input.deskRecords} />);
  yield html(<WithheldPart stores={stores} />);
  yield html(<RightsAndComplaint facts={facts} />);
  yield html(<InThisPackage stores={stores} />);
  yield pageEnd(facts);
}

function* storeText(part: StorePart, input: PackageInput): Generator<string> {
  yield html(<AccessStore part={part} systems={input.map.systems} zone={input.facts.zone} />);
}

interface OpeningProps {
  readonly facts: AnswerFacts;
  readonly title: string;
  readonly searchedBy: readonly Identifier[];
}

function Opening({ facts, title, searchedBy }: OpeningProps) {
  return (
    <>
      <h1>{title}</h1>
      <p class="lead">{facts.texts.opening}</p>
      <dl class="facts">
        <dt>Reference</dt>
        <dd>{facts.reference}</dd>
        <dt>You asked on</dt>
        <dd>{longDate(facts.receivedOn)}</dd>
        <dt>We answer on</dt>
        <dd>{longDate(facts.answeredOn)}</dd>
        <dt>Under</dt>
        <dd>{facts.texts.law}</dd>
        <dt>We searched by</dt>
        <dd>
          {searchedBy.map((identifier) => (
            <span class="lines">
              {identifierWords[identifier.kind]} {identifier.value}
            </span>
          ))}
        </dd>
      </dl>
    </>
  );
}

function AtAGlance({ stores }: { readonly stores: readonly StorePart[] }) {
  return (
    <Part id="glance" title="At a glance">
      <p>{glance(stores)}</p>
      <MissingStores stores={stores} />
      <AccessContents stores={stores} />
    </Part>
  );
}

function glance(stores: readonly StorePart[]): string {
  const findings = collectionsOf(stores).map(({ part }) => part.finding);
  const found = sum(
    findings.map(({ given, withheldRecords }) => given + sum(withheldRecords.map((r) => r.count))),
  );
  const places = `We looked in ${counted(stores.length, 'place')}.`;
  if (found === 0) return `${places} We found no records about you.`;
  const byHand = stores.some((part) => part.state === 'answered' && part.answer.withheld);
  const all = !byHand && findings.every((f) => f.withheldRecords.length + f.withheldFields.length === 0);
  const given = all
    ? 'You get all of it.'
    : 'You get all of it, except for what is listed under “What we did not give you”.';
  return `${places} We found ${counted(found, 'record')} about you. ${given}`;
}

function MissingStores({ stores }: { readonly stores: readonly StorePart[] }) {
  const missing = stores.filter((part) => part.state === 'unreached' || part.state === 'open');
  if (missing.length === 0) return null;
  return (
    <div class="aside open">
      <p>
        <b>This answer is not complete yet.</b> Still missing:{' '}
        {missing.map((part) => part.store.title).join(', ')}. What we are doing about it is said there.
      </p>
    </div>
  );
}

function InThisPackage({ stores }: { readonly stores: readonly StorePart[] }) {
  const files = stores.some((part) => part.state === 'answered' && part.files.length > 0);
  const stored = collectionsOf(stores).some(({ part }) => part.finding.files > 0);
  return (
    <Part id="package" title="What else is in this package">
      <ul class="plain">
        <li>
          <b>csv</b>: the same records as spreadsheets. A <code>'</code> stands in front of anything that a
          spreadsheet could take for a formula.
        </li>
        <li>
          <b>data</b>: the same records as JSON, exactly as stored, to take along to another service.
        </li>
        {(files || stored) && (
          <li>
            <b>files</b>: stored files; <a href="files/index.csv">files/index.csv</a> gives their original
            names.
          </li>
        )}
      </ul>
      <p class="quiet">
        Keep this package where only you can open it: it holds everything above in readable form. Dates and
        times are shown as they are stored.
      </p>
    </Part>
  );
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
