import type { Right } from '../../domain/rights';
import { shortDate } from '../words/date-words';
import { rightWords } from '../words/right-words';

/** One more request of the same person, without anything that they wrote. */
export interface OtherRequestView {
  readonly reference: string;
  readonly nickname: string;
  readonly right: Right;
  /** "Waiting for a decision", or how it ended. */
  readonly stands: string;
  /** Plain dates; no due date once it is closed. */
  readonly receivedOn: string;
  readonly dueOn?: string;
}

export interface OtherRequestsFacts {
  readonly requests: readonly OtherRequestView[];
  /** What they have to do with this request, in sentences. */
  readonly notes: readonly string[];
}

/** The other requests in which the same address or number was proven, and what staff have to know of them before they decide on this one. */
export function OtherRequests({ others }: { readonly others: OtherRequestsFacts | undefined }) {
  if (!others || others.requests.length + others.notes.length === 0) return null;
  return (
    <div class="card" id="other-requests">
      <h2>{others.requests.length > 0 ? 'Other requests of the same person' : 'Other requests'}</h2>
      {others.requests.length > 0 && (
        <p class="hint">The same address or number was proven in each of these.</p>
      )}
      <ul>
        {others.requests.map((one) => (
          <li>
            {one.reference} ({one.nickname}): {rightWords(one.right).title}. {one.stands}. Received on{' '}
            {shortDate(one.receivedOn)}
            {one.dueOn && `, due by ${shortDate(one.dueOn)}`}.
          </li>
        ))}
      </ul>
      {others.notes.map((note) => (
        <p>{note}</p>
      ))}
    </div>
  );
}
