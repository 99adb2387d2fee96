import { countText } from '../../words/date-text';

export interface LettersWaitingFacts {
  /** Path of the page with the letters to print; it asks for a sign-in. */
  readonly url: string;
  readonly count: number;
  /** Whether another e-mail address may be entered there. */
  readonly mayChange: boolean;
}

/** The link to mails that could not be delivered. */
export function LettersWaiting({ letters }: { readonly letters?: LettersWaitingFacts | undefined }) {
  if (!letters) return null;
  const { url, count, mayChange } = letters;
  return (
    <div class="warn">
      {count > 0 && (
        <p>
          <b>{countText(count, 'letter')} to post.</b> What we had to tell the person could not be mailed.
          Print and post it, or tell them by telephone, and note the day.
        </p>
      )}
      {mayChange && <p>No mail reaches this person. You can enter another address for them.</p>}
      <p>
        <a class="button" href={url}>
          {count > 0 ? 'Open the letters' : 'Enter another address'}
        </a>
      </p>
    </div>
  );
}
