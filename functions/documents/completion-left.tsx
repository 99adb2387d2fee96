import { isByLaw } from '../domain/kept-by-law';
import { countText } from '../words/date-text';
import { Part } from './answer-page';
import { capitalised, longDate } from './answer-words';
import type { StoreCompletion } from './completion-input';

/** What was kept, why, and until when; records shared with other people separately. */
export function CompletionLeft({ stores }: { readonly stores: readonly StoreCompletion[] }) {
  const collections = stores.flatMap((store) =>
    store.state === 'erased'
      ? store.collections.map((collection) => ({ ...collection, store: store.title }))
      : [],
  );
  const retained = collections.flatMap(({ title, store, retained: groups }) =>
    groups.map((group) => ({ ...group, title, store })),
  );
  const byLaw = retained.filter(isByLaw);
  const held = retained.filter((group) => !isByLaw(group));
  const shared = collections.filter((collection) => collection.keptShared > 0);
  if (retained.length === 0 && shared.length === 0) return null;
  return (
    <Part id="kept" title="What we keep, and why">
      {byLaw.length > 0 && <Retained groups={byLaw} caption="Kept for a time, then erased" />}
      {held.length > 0 && <Retained groups={held} caption="Kept, because our storage cannot remove it yet" />}
      {shared.length > 0 && (
        <>
          <h3>Kept because it is not yours alone</h3>
          <p>Other people’s records refer to these as well, so they stay for them.</p>
          <ul class="plain">
            {shared.map(({ title, store, keptShared }) => (
              <li>
                “{title}”, {store}: {countText(keptShared, 'record')}
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

function Retained({
  groups,
  caption,
}: {
  readonly groups: readonly RetainedLine[];
  readonly caption: string;
}) {
  return (
    <table class="records">
      <caption>{caption}</caption>
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
                {isByLaw(group) && <span class="detail">{group.article}</span>}
              </span>
            </td>
            <td data-label="Until">{lastDayWords(group.until)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** Text for what a storage locks or keeps without an end date. */
function lastDayWords(until: string): string {
  return until === 'unknown' ? 'no end date is set' : longDate(until);
}
