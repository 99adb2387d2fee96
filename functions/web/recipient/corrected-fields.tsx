import { shownText } from '../../words/shown-text';

/** The corrected fields, each with its right value. */
export function CorrectedFields({
  corrections = [],
}: {
  readonly corrections?: readonly { readonly what: string; readonly right: string | null }[] | undefined;
}) {
  if (corrections.length === 0) return null;
  return (
    <div class="card">
      <h2>What is right</h2>
      <ul>
        {corrections.map(({ what, right }) => (
          <li>
            {what}: {right === null ? 'taken out' : <bdi>{shownText(right)}</bdi>}
          </li>
        ))}
      </ul>
    </div>
  );
}
