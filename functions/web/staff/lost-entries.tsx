/** One kind of event that was lost, within one hour. */
export interface LostEntryView {
  /** A sentence without its full stop. */
  readonly what: string;
  readonly count: number;
  /** "Thursday 24 December 2026, 14:05 (Europe/Berlin)": the hour begins then. */
  readonly from: string;
}

/** What a request's log lost, as far as the locked record of each hour shows. */
export function LostEntries({ lost }: { readonly lost: readonly LostEntryView[] | undefined }) {
  if (!lost || lost.length === 0) return null;
  return (
    <div class="warn" id="lost-entries">
      <h2>What was recorded and is lost</h2>
      <ul>
        {lost.map(({ what, count, from }) => (
          <li>
            {what}
            {count > 1 && ` (${count} times)`}: in the hour from {from}.
          </li>
        ))}
      </ul>
      <p>
        This is from the locked record of each hour. It is certain that these entries were written; what they
        said is lost, and so is what came after the last full hour. <code>npx rightsdesk recover</code> shows
        what else is known.
      </p>
    </div>
  );
}
