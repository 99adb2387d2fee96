import { dateText } from '../../words/date-text';
import { shownName, shownText } from '../../words/shown-text';

/**
 * A note that a member of staff wrote when choosing a ground: the burden of proof is the desk's (Art. 12(5)
 * GDPR).
 */
export interface InFileNote {
  readonly by: string;
  /** Plain date. */
  readonly on: string;
  readonly text: string;
}

/** What the file holds to show that the grounds are met. Only staff see it. */
export function InFile({ notes = [] }: { readonly notes: readonly InFileNote[] | undefined }) {
  if (notes.length === 0) return null;
  return (
    <>
      <h3>What our file holds to show the ground (for us, not for the person)</h3>
      {notes.map(({ by, on, text }) => (
        <>
          <p>
            {shownName(by)}, {dateText(on)}:
          </p>
          <blockquote dir="auto">{shownText(text)}</blockquote>
        </>
      ))}
    </>
  );
}
