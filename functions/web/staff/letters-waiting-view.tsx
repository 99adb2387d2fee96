import { countText } from '../../words/date-text';

export interface LettersWaitingFacts {
  /** Path of the page with what is to be printed; it asks for a sign-in. */
  readonly url: string;
  readonly count: number;
  /** Whether another e-mail address may be named there. */
  readonly mayChange: boolean;
}

/** The way to what no mail could deliver. */
export function LettersWaiting({ letters }: { readonly letters?: LettersWaitingFacts | undefined }) {
  if (!letters) return null;
  const { url, count, mayChange } = letters;
  return (
    <div class="warn">
      {count > 0 && (
        <p>
          <b>{countText(count, 'letter')} to post.</b> What was to be said could not be mailed to the person.
          Print and post it, or say it by telephone, and note the day.
        </p>
      )}
      {mayChange && <p>No mail reaches this person. You can name another address for them.</p>}
      <p>
        <a class="button" href={url}>
          {count > 0 ? 'Open the letters' : 'Name another address'}
        </a>
      </p>
    </div>
  );
}
