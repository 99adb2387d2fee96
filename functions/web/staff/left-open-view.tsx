/** A place where something is not done yet, and what; a sentence each. */
export interface LeftPlace {
  readonly store: string;
  readonly what: string;
}

/** The result of a correction: a sentence for each field. */
export interface CorrectionOutcome {
  readonly done: readonly string[];
  readonly left: readonly string[];
}

/** What the desk wrote of a correction, and what it did not. */
export function CorrectionLeft({ corrections }: { readonly corrections: CorrectionOutcome | undefined }) {
  if (!corrections) return null;
  const { done, left } = corrections;
  return (
    <div class="warn">
      <h2>What is corrected, and what is not</h2>
      {done.length > 0 && <p>Written and read again:</p>}
      <ul>
        {done.map((sentence) => (
          <li>{sentence}</li>
        ))}
      </ul>
      {left.length > 0 && <p>Not written, or not known to be:</p>}
      <ul>
        {left.map((sentence) => (
          <li>{sentence}</li>
        ))}
      </ul>
      <p>The person is told what the desk wrote, beside your answer.</p>
    </div>
  );
}

/** What the answer promised and is not done yet. */
export function LeftOpen({ left = [] }: { readonly left: readonly LeftPlace[] | undefined }) {
  if (left.length === 0) return null;
  return (
    <div class="warn">
      <h2>What the person was told is not done yet</h2>
      <ul>
        {left.map(({ store, what }) => (
          <li>
            {store}: {what}
          </li>
        ))}
      </ul>
    </div>
  );
}
