import { blankingText } from '../words/blanking-text';
import { countText, instantText } from '../words/date-text';
import { endedText, wouldEndText } from '../words/ending-text';
import { missingReasons } from '../words/missing-reasons';
import { vectorText } from '../words/vector-text';
import { Part } from './answer-page';
import { groundWithArticle, longDate } from './answer-words';
import type {
  CollectionErasure,
  PersonsWord,
  RestWord,
  SecondReadingFacts,
  StoreCompletion,
} from './completion-input';
import { MayGo, Ordered, OrderWords } from './completion-order';
import { UnreachedNote, UnreadNote } from './missing-notes';

export interface CompletionStoreProps {
  readonly store: StoreCompletion;
  readonly id: string;
  readonly zone: string;
}

/** What was done in one store, when, and what the second reading saw. */
export function CompletionStore({ store, id, zone }: CompletionStoreProps) {
  return (
    <Part id={id} title={store.title}>
      {store.state === 'erased' && <Erased store={store} zone={zone} />}
      {store.state === 'unreached' && (
        <UnreachedNote triedAt={store.triedAt} zone={zone} {...(store.next && { next: store.next })}>
          <b>Nothing was erased here:</b> {missingReasons[store.because]}.
        </UnreachedNote>
      )}
      {store.state === 'by-person' && <ByPersonWord {...(store.answer && { answer: store.answer })} />}
      <UnreadNote groups={store.unread ?? []} />
    </Part>
  );
}

function Erased({ store, zone }: { store: StoreCompletion & { state: 'erased' }; zone: string }) {
  return (
    <>
      <p>
        {didAnything(store.collections) ? 'Erased' : 'Looked through'} on {instantText(store.erasedAt, zone)}.
      </p>
      {store.collections.length > 0 && <Receipts collections={store.collections} />}
      <Blanked collections={store.collections} />
      <EndedAlong collections={store.collections} />
      <Reading zone={zone} {...(store.secondReading && { reading: store.secondReading })} />
      {store.vectors && <p class="reading">{vectorText(store.vectors)}</p>}
      {store.fault && (
        <p class="aside open">
          <b>Not all of it is done:</b> {missingReasons[store.fault]}.
        </p>
      )}
      <Ordered store={store} />
      <MayGo store={store} />
      <Waiting store={store} />
    </>
  );
}

function didAnything(collections: readonly CollectionErasure[]): boolean {
  return collections.some(({ erased, anonymised }) => erased + anonymised > 0);
}

function Receipts({ collections }: { readonly collections: readonly CollectionErasure[] }) {
  const open = collections.some((collection) => leftOpen(collection) > 0);
  return (
    <table class="records receipts">
      <caption>Records, by what was done with them</caption>
      <thead>
        <tr>
          <th scope="col">What</th>
          <th scope="col" class="n">
            Erased
          </th>
          <th scope="col" class="n">
            Blanked
          </th>
          <th scope="col" class="n">
            Kept
          </th>
          {open && (
            <th scope="col" class="n">
              Left open
            </th>
          )}
          <th scope="col" class="n">
            No longer there
          </th>
        </tr>
      </thead>
      <tbody>
        {collections.map((collection) => (
          <tr>
            <td data-label="What">{collection.title}</td>
            <Count label="Erased" count={collection.erased} />
            <Count label="Blanked" count={collection.anonymised} />
            <Count label="Kept" count={kept(collection)} />
            {open && <Count label="Left open" count={leftOpen(collection)} />}
            <Count label="No longer there" count={collection.alreadyAbsent} />
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** What "blanked" means in each collection, with nothing left out. */
function Blanked({ collections }: { readonly collections: readonly CollectionErasure[] }) {
  return collections.map(({ title, anonymised, blanking }) =>
    blanking ? (
      <p>
        <b>{title}:</b> {anonymised.toLocaleString('en-GB')} {blankingText(blanking, everything)}.
      </p>
    ) : null,
  );
}

/** What ran at a vendor and ends with what is erased there, as staff decided. */
function EndedAlong({ collections }: { readonly collections: readonly CollectionErasure[] }) {
  return collections.map(({ title, ended }) =>
    ended ? (
      <p>
        <b>{title}:</b> {endedText(ended)}.
      </p>
    ) : null,
  );
}

/** What waits because it would end something with it. */
function WouldEnd({ collections }: { readonly collections: readonly CollectionErasure[] }) {
  return collections.map(({ title, wouldEnd }) =>
    wouldEnd ? (
      <p>
        {title}, {countText(wouldEnd.records, 'record')}: {wouldEndText(wouldEnd.ends)}.
      </p>
    ) : null,
  );
}

const everything = { max: Number.POSITIVE_INFINITY };

function kept({ keptShared, retained }: CollectionErasure): number {
  return retained.reduce((total, group) => total + group.records, keptShared);
}

function leftOpen({ undecided = 0, contested = 0 }: CollectionErasure): number {
  return undecided + contested;
}

/**
 * Records that stay because nobody has decided about them or because they may be somebody else's, and what a
 * person said of them.
 */
function Waiting({ store: { collections, rest } }: { store: StoreCompletion & { state: 'erased' } }) {
  const undecided = collections.filter((c) => (c.undecided ?? 0) > 0);
  const contested = collections.filter((c) => (c.contested ?? 0) > 0);
  if (undecided.length + contested.length === 0) return null;
  return (
    <div class="aside open">
      {undecided.length > 0 && (
        <p>
          <b>{rest ? 'Left to a person:' : 'Not decided yet, so it stays for now:'}</b>{' '}
          {undecided.map((c) => `${c.title}, ${countText(c.undecided ?? 0, 'record')}`).join('; ')}.
        </p>
      )}
      <WouldEnd collections={undecided} />
      {contested.length > 0 && (
        <p>
          <b>
            {rest
              ? 'Perhaps another person’s, left to a person:'
              : 'May be another person’s, so it stays for now:'}
          </b>{' '}
          {contested.map((c) => `${c.title}, ${countText(c.contested ?? 0, 'record')}`).join('; ')}.
        </p>
      )}
      {rest ? <RestSays rest={rest} /> : <p>One of us is looking into it, and will write to you.</p>}
    </div>
  );
}

function Count({ label, count }: { readonly label: string; readonly count: number }) {
  return (
    <td class={count === 0 ? 'n quiet' : 'n'} data-label={label}>
      {count.toLocaleString('en-GB')}
    </td>
  );
}

function Reading({ reading, zone }: { readonly reading?: SecondReadingFacts; readonly zone: string }) {
  if (!reading) return <p class="reading">Not read again yet, so nothing is confirmed.</p>;
  const unexplained = reading.found.filter((found) => found.unexplained > 0);
  return (
    <>
      <p class="reading">
        <b>Read again</b> on {instantText(reading.readAt, zone)}, by the same identifiers:{' '}
        {remainWords(reading)}
      </p>
      {unexplained.length > 0 && (
        <div class="aside open">
          <p>
            <b>Should be gone, but is still there:</b>{' '}
            {unexplained
              .map((found) => `${found.title}, ${countText(found.unexplained, 'record')}`)
              .join('; ')}
            . We are working on it.
          </p>
        </div>
      )}
    </>
  );
}

function remainWords({ found }: SecondReadingFacts): string {
  const remaining = found.reduce((total, collection) => total + collection.records, 0);
  if (remaining === 0) return 'no record remains.';
  const where = found.map(
    (collection) => `${collection.title} ${collection.records.toLocaleString('en-GB')}`,
  );
  return `${countText(remaining, 'record')} ${remaining === 1 ? 'remains' : 'remain'} (${where.join(', ')}).`;
}

type Words = Readonly<Record<Exclude<PersonsWord['outcome'], 'submitted'>, string>>;

/** For a store that only people can search. `kept`: the words before the ground. */
const storeWords: Words = {
  done: 'What was held there has been erased.',
  'nothing-held': 'Nothing about you is held there.',
  kept: 'What is held there is kept',
};

/** For what an erasure left to a person: their word, presented as theirs. */
const restWords: Words = {
  done: 'They say that they erased it by hand.',
  'nothing-held': 'They say that none of it is yours.',
  kept: 'It is kept',
};

function RestSays({ rest }: { readonly rest: RestWord }) {
  if (rest.outcome === 'kept' || rest.outcome === 'submitted')
    return <ByPersonWord answer={rest} words={restWords} />;
  return (
    <p>
      <b>One of us looked:</b> {rest.by.name} ({rest.by.role}), on {longDate(rest.by.on)}.{' '}
      {restWords[rest.outcome]} {checkedWords(rest)}
    </p>
  );
}

function checkedWords({ outcome, stillThere, othersThere = 0 }: RestWord): string {
  if (stillThere === undefined) return 'Our software could not check it.';
  if (stillThere + othersThere === 0)
    return 'Our software looked afterwards, and nothing of it is there any more.';
  if (outcome === 'done' && stillThere === 0)
    return `Our software looked afterwards: ${stays(othersThere)} there, which they left as another person’s.`;
  return `Our software looked afterwards: ${stays(stillThere + othersThere)} still there.`;
}

function stays(records: number): string {
  return `${countText(records, 'record')} ${records === 1 ? 'is' : 'are'}`;
}

function ByPersonWord({
  answer,
  words = storeWords,
}: {
  readonly answer?: PersonsWord;
  readonly words?: Words;
}) {
  if (!answer) return <p class="aside open">Only a person can look here, and has not answered yet.</p>;
  const { by, outcome, kept: held, order } = answer;
  if (outcome === 'submitted')
    return (
      <p class="aside open">
        {order && <OrderWords order={order} />} One of us wrote this down: {by.name} ({by.role}), on{' '}
        {longDate(by.on)}.
      </p>
    );
  const until = held?.until === undefined ? '' : `, until ${longDate(held.until)}`;
  return (
    <p>
      <b>Confirmed by a person:</b> {by.name} ({by.role}), on {longDate(by.on)}.{' '}
      {outcome === 'kept'
        ? `${words.kept}${held ? `: ${groundWithArticle(held)}${until}` : ''}.`
        : words[outcome]}
      {order?.confirmedOn && (
        <>
          {' '}
          <OrderWords order={order} />
        </>
      )}
    </p>
  );
}
