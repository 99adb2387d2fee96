import { counted } from '../pages/words/date-words';
import { Part } from './answer-page';
import { capitalised, longDate } from './answer-words';
import type { StoreCompletion } from './completion-input';

/** What was kept, why, and until when; records shared with others apart. */
export function CompletionLeft({ stores }: { readonly stores: readonly StoreCompletion[] }) {
  const collections = stores.flatMap((store) =>
    store.state === 'erased'
      ? store.collections.map((collection) => ({ ...collection, store: store.title }))
      : [],
  );
  const retained = collections.flatMap(({ title, store, retained: groups }) =>
    groups.map((group) => ({ ...group, title, store })),
  );
  const shared = collections.filter((collection) => collection.keptShared > 0);
  if (retained.length === 0 && shared.length === 0) return null;
  return (
    <Part id="kept" title="What we keep, and why">
      {retained.length > 0 && <Retained groups={retained} />}
      {shared.length > 0 && (
        <>
          <h3>Kept because it is not yours alone</h3>
          <p>Other people’s records refer to these as well, so they stay for them.</p>
          <ul class="plain">
            {shared.map(({ title, store, keptShared }) => (
              <li>
                “{title}”, {store}: {counted(keptShared, 'record')}
              </li>
            ))}
          </ul>
        </>
      )}
    </Part>
  );
}

interface RetainedLine {
  readonly title: string;
  readonly store: string;
  readonly ground: string;
  readonly article: string;
  readonly until: string;
  readonly records: number;
}

function Retained({ groups }: { readonly groups: readonly RetainedLine[] }) {
  return (
    <table class="records">
      <caption>Kept for a time, then erased</caption>
      <thead>
        <tr>
          <th scope="col">What</th>
          <th scope="col">How many</th>
          <th scope="col">Why</th>
          <th scope="col">Until</th>
        </tr>
      </thead>
      <tbody>
        {groups.map((group) => (
          <tr>
            <td data-label="What">
              <span>
                {group.title}
                <span class="detail">{group.store}</span>
              </span>
            </td>
            <td data-label="How many">{group.records.toLocaleString('en-GB')}</td>
            <td data-label="Why">
              <span>
                {capitalised(group.ground)}
                <span class="detail">{group.article}</span>
              </span>
            </td>
            <td data-label="Until">{lastDayWords(group.until)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** A record without a date to count from is kept, and nobody knows how long. */
function lastDayWords(until: string): string {
  return until === 'unknown' ? 'Not known: the record has no date to count from' : longDate(until);
}
