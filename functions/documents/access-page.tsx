import type { SystemMap } from '../domain/system-map';
import { systemsWithoutStores } from '../domain/systems-without-stores';
import { incompletelyRead, type StorePart, searchedCollections } from './access-model';
import { AccessStore } from './access-store';
import { AnswerFactsList } from './answer-facts-list';
import { html, Part, pageEnd, pageStart, RightsAndComplaint, WhoAnswers } from './answer-page';
import { asSentence, identifierWords } from './answer-words';
import { AtAGlance } from './at-a-glance';
import { CaliforniaPart } from './california-part';
import type { DecisionsMade } from './decisions-made';
import { DecisionsPart } from './decisions-part';
import { DeskRecordsPart } from './desk-records-part';
import { describedCollections } from './found-by-hand';
import { LooseUses } from './loose-uses';
import { LOOSE_USES } from './loose-uses-json';
import { OtherRequestsPart } from './other-requests-part';
import type { PackageInput } from './package-input';
import { RepresentedBy } from './represented-by';
import { WithheldPart } from './withheld-part';

/**
 * The `index.html` of a package, piece by piece: everything that Art. 15(1)-(2) GDPR requires, then the
 * records themselves.
 */
export async function* accessPage(
  input: PackageInput,
  stores: readonly StorePart[],
  decisions: DecisionsMade = { made: [], more: 0 },
): AsyncGenerator<string> {
  const { facts } = input;
  const kindsOnly = input.pieces === 'categories';
  const title = titleOf(input);
  yield pageStart(facts, title);
  yield html(<Opening input={input} title={title} />);
  yield html(<AtAGlance stores={stores} map={input.map} kindsOnly={kindsOnly} />);
  if (input.otherRequests?.length) yield html(<OtherRequestsPart sentences={input.otherRequests} />);
  yield html(<WhoAnswers controller={facts.controller} />);
  yield html(<RepresentedBy facts={facts} />);
  if (facts.california) {
    yield html(
      <CaliforniaPart
        facts={facts.california}
        collections={describedCollections(stores)}
        notRead={incompletelyRead(stores)}
        systems={input.map.systems}
        loose={systemsWithoutStores(input.map)}
        kindsOnly={kindsOnly}
      />,
    );
  }
  for (const part of stores) yield* storeText(part, input);
  yield html(<LoosePart systems={systemsWithoutStores(input.map)} />);
  if (facts.right === 'access' && !kindsOnly)
    yield html(
      <DecisionsPart decisions={decisions} stores={stores} map={input.map} formUrl={input.formUrl} />,
    );
  if (input.deskRecords && !kindsOnly) yield html(<DeskRecordsPart {...input.deskRecords} />);
  yield html(<WithheldPart stores={stores} input={input} />);
  yield html(<RightsAndComplaint facts={facts} form={input.formUrl} />);
  if (!kindsOnly)
    yield html(<InThisPackage stores={stores} hasLoose={systemsWithoutStores(input.map).length > 0} />);
  yield pageEnd(facts);
}

function LoosePart({ systems }: { readonly systems: readonly SystemMap[] }) {
  if (systems.length === 0) return null;
  return (
    <Part id="loose-uses" title="Uses that no record is tied to">
      <LooseUses systems={systems} />
    </Part>
  );
}

function titleOf({ facts, pieces }: PackageInput): string {
  if (pieces === 'categories') return 'The kinds of data we hold about you';
  return facts.right === 'portability' ? 'Your data, to take along' : 'The data we hold about you';
}

function* storeText(part: StorePart, { map, facts, pieces }: PackageInput): Generator<string> {
  const kindsOnly = pieces === 'categories';
  yield html(<AccessStore part={part} systems={map.systems} zone={facts.zone} kindsOnly={kindsOnly} />);
}

function Opening({ input, title }: { readonly input: PackageInput; readonly title: string }) {
  const { facts, searchedBy } = input;
  return (
    <>
      <h1>{title}</h1>
      <p class="lead">{facts.texts.opening}</p>
      <KindsOnly input={input} />
      <AnswerFactsList facts={facts} dated="We answer on">
        {searchedBy.map((identifier) => (
          <span class="lines">
            {identifierWords[identifier.kind]} {input.pieces === 'categories' ? '' : identifier.value}
          </span>
        ))}
      </AnswerFactsList>
    </>
  );
}

function KindsOnly({ input: { pieces, piecesBecause } }: { readonly input: PackageInput }) {
  if (pieces !== 'categories') return null;
  return (
    <div class="aside open">
      <p>
        <b>This answer names the kinds of data, and not the data itself.</b>{' '}
        {piecesBecause && asSentence(piecesBecause)}
      </p>
    </div>
  );
}

function InThisPackage({
  stores,
  hasLoose,
}: {
  readonly stores: readonly StorePart[];
  readonly hasLoose: boolean;
}) {
  const files = stores.some((part) => part.state === 'answered' && part.files.length > 0);
  const stored = searchedCollections(stores).some(({ part }) => part.finding.files > 0);
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
        {hasLoose && (
          <li>
            <a href={LOOSE_USES}>{LOOSE_USES}</a>: the uses that no record is tied to, for programs.
          </li>
        )}
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
