import { shortDate } from '../../words/date-text';

export interface UndeliveredRow {
  /** Plain date. */
  readonly on: string;
  /** "A mail to the person came back: it did not arrive." */
  readonly what: string;
  /** What was done about it, and on which plain date. */
  readonly since?: {
    readonly what: 'another-address' | 'settled' | 'posted' | 'mailed';
    readonly on: string;
  };
}

const sinceWords: Readonly<Record<NonNullable<UndeliveredRow['since']>['what'], string>> = {
  'another-address': 'Another address was entered',
  settled: 'One of you said that it is not needed any more',
  posted: 'It was posted, or told by telephone,',
  mailed: 'It was mailed again',
};

/** Mails of a request that did not arrive, and what was done about each. */
export function UndeliveredMails({ rows }: { readonly rows: readonly UndeliveredRow[] }) {
  if (rows.length === 0) return null;
  return (
    <section>
      <h2>Mails that did not arrive</h2>
      <ul>
        {rows.map(({ on, what, since }) => (
          <li>
            {shortDate(on)}: {what} {since && `${sinceWords[since.what]} on ${shortDate(since.on)}.`}
          </li>
        ))}
      </ul>
    </section>
  );
}
