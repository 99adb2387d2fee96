import { problemSentences } from '../../domain/problem-sentences';
import { counted } from '../words/date-words';

/** What the desk learned about the erasure before anybody approves it. */
export interface DecisionChecksFacts {
  /** What stays until somebody decides, and why. */
  readonly waiting: readonly WaitingPart[];
  /** What a store would do by itself, and stands in nobody's way. */
  readonly notes: readonly { readonly store: string; readonly problem: string; readonly remedy: string }[];
  /** How the trial in each store ended, in a sentence. */
  readonly trials: readonly { readonly store: string; readonly words: string }[];
}

export interface WaitingPart {
  readonly store: string;
  readonly title: string;
  readonly records: number;
  /** What is open and what to do about it; absent where the records may be somebody else's. */
  readonly reason?: string;
}

const CONTESTED =
  'an address, a number or a key in it is or may be another person’s. Find out whose it is, and deal with it by hand.';

function Waiting({ waiting }: Pick<DecisionChecksFacts, 'waiting'>) {
  if (waiting.length === 0) return null;
  return (
    <div class="warn">
      <h2 id="waiting">What stays undecided</h2>
      <p>
        None of this is erased with an approval: it stays until somebody decides. What can be approved is the
        rest, if there is any. What is left then becomes a task for one of you with a date, and the person is
        told that it is not done yet. Once the data map or the store is mended, search again instead, and all
        of it can be decided.
      </p>
      <ul>
        {waiting.map(({ store, title, records, reason }) => (
          <li>
            <b>
              {title} ({counted(records, 'record')}), {store}:
            </b>{' '}
            {reason ?? CONTESTED}
          </li>
        ))}
      </ul>
    </div>
  );
}

/** What stays and why, what the stores would do by themselves, and whether the erasure was tried. */
export function DecisionChecks({ waiting, notes, trials }: DecisionChecksFacts) {
  return (
    <>
      <Waiting waiting={waiting} />
      {trials.length > 0 && (
        <div class="card">
          <h2 id="trial">Tried beforehand</h2>
          <ul>
            {trials.map(({ store, words }) => (
              <li>
                <b>{store}:</b> {words}
              </li>
            ))}
          </ul>
        </div>
      )}
      {notes.length > 0 && (
        <details class="card">
          <summary>What the stores do by themselves</summary>
          <ul>
            {notes.map(({ store, problem, remedy }) => (
              <li>
                <b>{store}:</b> {problemSentences({ problem, remedy })}
              </li>
            ))}
          </ul>
        </details>
      )}
    </>
  );
}
