import type { Right } from '../../domain/rights';
import { shortDate } from '../../words/date-text';
import { rightLabels } from '../../words/right-labels';

/** Another request with the same proven address or number, without anything that was written in it. */
export interface OtherRequestView {
  readonly reference: string;
  readonly nickname: string;
  readonly right: Right;
  /** "Waiting for a decision", or how it ended. */
  readonly status: string;
  /** Plain dates; no due date once it is closed. */
  readonly receivedOn: string;
  readonly dueOn?: string;
  /** Why it may concern another person; absent where there is no sign of that. */
  readonly asker?: 'for-other' | 'other-name';
}

const ASKERS: Readonly<Record<NonNullable<OtherRequestView['asker']>, string>> = {
  'for-other': ' It was made for somebody else.',
  'other-name': ' It gives another name.',
};

export interface OtherRequestsFacts {
  readonly requests: readonly OtherRequestView[];
  /** How they relate to this request, in sentences. */
  readonly notes: readonly string[];
}

/**
 * The other requests in which the same address or number was proven, and what staff need to know about them
 * before they decide.
 */
export function OtherRequests({ others }: { readonly others: OtherRequestsFacts | undefined }) {
  if (!others || others.requests.length + others.notes.length === 0) return null;
  return (
    <div class="card" id="other-requests">
      <h2>
        {others.requests.length > 0 ? 'Other requests with the same address or number' : 'Other requests'}
      </h2>
      {others.requests.length > 0 && (
        <p class="hint">
          The same address or number was proven in each of these. They may still come from different people: a
          mailbox can be shared, and somebody may also ask for another person.
        </p>
      )}
      <ul>
        {others.requests.map((one) => (
          <li>
            {one.reference} ({one.nickname}): {rightLabels(one.right).title}. {one.status}. Received on{' '}
            {shortDate(one.receivedOn)}
            {one.dueOn && `, due by ${shortDate(one.dueOn)}`}.{one.asker && ASKERS[one.asker]}
          </li>
        ))}
      </ul>
      {others.notes.map((note) => (
        <p>{note}</p>
      ))}
    </div>
  );
}
