import { problemSentences } from '../../../domain/problem-sentences';
import { countText } from '../../../words/date-text';
import { inSentence } from '../../../words/in-sentence';

/** What the desk learned about the erasure before it is approved. */
export interface DecisionChecksFacts {
  /** What stays until staff decide, and why. */
  readonly waiting: readonly WaitingPart[];
  /** What a store would do by itself; none of it prevents an approval. */
  /** `where`: the kind of records and its store. */
  readonly notes: readonly { readonly where: string; readonly problem: string; readonly remedy: string }[];
  /** The result of the trial in each store, in a sentence. */
  readonly trials: readonly Trial[];
  /** Left out of a copy, since it may be somebody else's as well. */
  readonly leftOut?: readonly WaitingPart[];
}

export interface Trial {
  readonly store: string;
  readonly outcome: 'held' | 'refused' | 'not-tried';
  readonly words: string;
}

export interface WaitingPart {
  readonly store: string;
  readonly title: string;
  readonly records: number;
  /** What is unclear and what to do about it; absent where the records may be somebody else's. */
  readonly reason?: string;
}

const MAYBE_OTHERS =
  'an address, a number or a key in it is or may be another person’s. Find out whose it is, and deal with it by hand.';

/** What is undecided, and why; one line for each kind of record and reason. */
export function WaitingList({ parts }: { readonly parts: readonly WaitingPart[] }) {
  return (
    <ul>
      {parts.map(({ store, title, records, reason = MAYBE_OTHERS }) => (
        <li>
          <b>
            {title} ({countText(records, 'record')}), {inSentence(store)}:
          </b>{' '}
          {withStop(reason)}
        </li>
      ))}
    </ul>
  );
}

/** Which ways to continue the page offers. */
interface Ways {
  readonly approvable: boolean;
  readonly searchable: boolean;
}

function Waiting({ waiting, approvable, searchable }: Pick<DecisionChecksFacts, 'waiting'> & Ways) {
  if (waiting.length === 0) return null;
  return (
    <div class="warn">
      <h2 id="waiting">What stays undecided</h2>
      {searchable && (
        <p>
          The best way: have the data map or the store corrected, then{' '}
          <a href="#act-search-again">search again</a>. After that, all of it can be decided at once.
        </p>
      )}
      {approvable && (
        <p>
          You can also approve the rest now. What is listed here then stays as it is. It becomes a task for
          one of you, with a date, and the person is told that it is not done yet.
        </p>
      )}
      <WaitingList parts={waiting} />
    </div>
  );
}

function LeftOut({ leftOut = [] }: Pick<DecisionChecksFacts, 'leftOut'>) {
  if (leftOut.length === 0) return null;
  return (
    <div class="warn">
      <h2 id="left-out">What may be another person’s</h2>
      <p>
        These records name somebody else too. The person does not get them, and is told that they were left
        out and why.
      </p>
      <WaitingList parts={leftOut} />
    </div>
  );
}

function Trials({ trials }: Pick<DecisionChecksFacts, 'trials'>) {
  if (trials.length === 0) return null;
  const refused = trials.some(({ outcome }) => outcome === 'refused');
  return (
    <div class={refused ? 'warn' : 'card'}>
      <h2 id="trial">Trial run of the erasure</h2>
      <p>
        Where a store allows it, the erasure was carried out and rolled back at once. Nothing has changed.
      </p>
      <ul>
        {trials.map(({ store, words }) => (
          <li>
            <b>{store}:</b> {words}
          </li>
        ))}
      </ul>
    </div>
  );
}

function Notes({ notes }: Pick<DecisionChecksFacts, 'notes'>) {
  if (notes.length === 0) return null;
  return (
    <details class="card">
      <summary>What the stores do by themselves</summary>
      <ul>
        {notes.map(({ where, problem, remedy }) => (
          <li>
            <b>{where}:</b> {problemSentences({ problem, remedy })}
          </li>
        ))}
      </ul>
    </details>
  );
}

function withStop(sentence: string): string {
  return /[.!?]$/.test(sentence) ? sentence : `${sentence}.`;
}

/** What stays and why, what the stores would do by themselves, and whether the erasure was tried. */
export function DecisionChecks({
  waiting,
  notes,
  trials,
  leftOut = [],
  ...ways
}: DecisionChecksFacts & Ways) {
  return (
    <>
      <Waiting waiting={waiting} {...ways} />
      <LeftOut leftOut={leftOut} />
      <Trials trials={trials} />
      <Notes notes={notes} />
    </>
  );
}
