import type { CategoriesBecause } from '../domain/proof-events';
import { missingWords } from '../pages/words/missing-words';
import { AboutCollection } from './about-collection';
import type { CollectionPart, StorePart } from './access-model';
import type { AnswerFacts } from './answer-facts';
import { html, Part, pageEnd, pageStart, RightsAndComplaint, WhoAnswers } from './answer-page';
import { longDate } from './answer-words';
import { OtherRequestsPart } from './other-requests-part';
import type { PackageInput } from './package-input';
import { UnreachedNote } from './unreached-note';
import { UnreadNote } from './unread-note';

/** The input of an answer that tells the kinds of data alone. */
export type KindsInput = PackageInput & { readonly only: CategoriesBecause };

/**
 * The `index.html` of an answer that tells the kinds of data and shows none of it: what is held, where it comes from, why, and who receives it. Neither how many records there are
 * nor anything that stands in one (11 CCR 7024(a)).
 */
export async function* kindsPage(input: KindsInput, stores: readonly StorePart[]): AsyncGenerator<string> {
  const { facts } = input;
  const title = 'The kinds of data we hold about you';
  yield pageStart(facts, title);
  yield html(<Opening facts={facts} title={title} only={input.only} />);
  if (input.otherRequests?.length) yield html(<OtherRequestsPart sentences={input.otherRequests} />);
  yield html(<WhoAnswers controller={facts.controller} />);
  for (const part of stores) yield html(<StoreKinds part={part} input={input} />);
  yield html(<NotShown facts={facts} only={input.only} />);
  yield html(<RightsAndComplaint facts={facts} />);
  yield pageEnd(facts);
}

interface Shown {
  readonly facts: AnswerFacts;
  readonly only: CategoriesBecause;
}

function Opening({ facts, title, only }: Shown & { readonly title: string }) {
  return (
    <>
      <h1>{title}</h1>
      <p class="lead">
        {only === 'wanted'
          ? 'You asked which kinds of data we hold about you. Here they are.'
          : 'We could not make sure enough that it is you who asked, so this answer does not show the data itself. It tells you which kinds of data we hold.'}
      </p>
      <dl class="facts">
        <dt>Reference</dt>
        <dd>{facts.reference}</dd>
        <dt>You asked on</dt>
        <dd>{longDate(facts.receivedOn)}</dd>
        <dt>We answer on</dt>
        <dd>{longDate(facts.answeredOn)}</dd>
        <dt>Under</dt>
        <dd>{facts.texts.law}</dd>
      </dl>
    </>
  );
}

function StoreKinds({ part, input }: { readonly part: StorePart; readonly input: KindsInput }) {
  return (
    <Part id={part.id} title={part.store.title}>
      {part.state === 'searched' && (
        <>
          <Held parts={part.collections} input={input} />
          <UnreadNote groups={part.unread} />
        </>
      )}
      {part.state === 'unreached' && (
        <UnreachedNote {...part.unreached} zone={input.facts.zone}>
          <b>This answer says nothing about what this place holds:</b> {missingWords[part.unreached.because]}.
        </UnreachedNote>
      )}
      {part.state === 'answered' && <ByHand part={part} input={input} />}
      {part.state === 'open' && (
        <p class="aside open">
          Only a person can look here, and nobody has answered yet. You will hear from us.
        </p>
      )}
    </Part>
  );
}

function Held({ parts, input }: { readonly parts: readonly CollectionPart[]; readonly input: KindsInput }) {
  const held = parts.filter(({ finding }) => finding.given > 0 || finding.withheldRecords.length > 0);
  const empty = parts.filter((one) => !held.includes(one)).map(({ finding }) => finding.collection.title);
  return (
    <>
      {held.map(({ id, finding: { collection } }) => (
        <section class="collection" aria-labelledby={id}>
          <h3 id={id}>{collection.title}</h3>
          <AboutCollection collection={collection} systems={input.map.systems} />
        </section>
      ))}
      {empty.length > 0 && <p class="quiet nothing">Nothing about you: {empty.join(', ')}.</p>}
    </>
  );
}

function ByHand({ part, input }: { part: StorePart & { state: 'answered' }; readonly input: KindsInput }) {
  if (part.answer.outcome === 'nothing-held')
    return <p>One of us looked here by hand. Nothing about you is held.</p>;
  return (
    <>
      <p>One of us looked here by hand. Something about you is held.</p>
      {part.store.collections.map((collection) => (
        <section class="collection">
          <h3>{collection.title}</h3>
          <AboutCollection collection={collection} systems={input.map.systems} />
        </section>
      ))}
    </>
  );
}

/** What is left out and why, and the way to it. */
function NotShown({ facts, only }: Shown) {
  return (
    <Part id="withheld" title="What we did not give you">
      <p>
        {only === 'wanted'
          ? 'The data itself, since you asked for its kinds alone.'
          : 'The data itself: the law of the place where you live, or may live, lets us show it only to somebody of whom we are very sure, and the code from your mailbox alone does not make us so sure.'}
      </p>
      <p>
        Do you want to see it? Write to {facts.controller.contactEmail} and name {facts.reference}, or ask
        again with our form.
      </p>
    </Part>
  );
}

/** The `README.txt` of such an answer. */
export function kindsReadMe({ controller, reference, answeredOn }: AnswerFacts): string {
  const lines = [
    `Answer of ${controller.legalName} to your request ${reference}, ${longDate(answeredOn)}`,
    '',
    'Open index.html in a web browser. It needs no internet connection, and nothing in it is sent anywhere.',
    'It tells which kinds of data are held, and shows none of it.',
    '',
    `Questions: ${controller.contactEmail}`,
    '',
  ];
  return lines.join('\r\n');
}
