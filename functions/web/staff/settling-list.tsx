import { shortDate } from '../../words/date-text';

/** An erasure of an answered request that somebody else was asked for and has not confirmed. */
export interface SettlingRow {
  readonly reference: string;
  readonly nickname: string;
  readonly url: string;
  readonly store: string;
  /** Plain dates. */
  readonly askedOn: string;
  readonly confirmBy: string;
  /** Its day is over. */
  readonly isLate: boolean;
}

/** What is open after the answer, the earliest promise first. */
export function Settling({ rows }: { readonly rows: readonly SettlingRow[] }) {
  if (rows.length === 0) return null;
  return (
    <>
      <h2>Asked for, not confirmed yet</h2>
      <ul id="settling">
        {rows.map(({ reference, nickname, url, store, askedOn, confirmBy, isLate }) => (
          <li>
            <a href={url}>{nickname}</a> ({reference}): {store}, asked for on {shortDate(askedOn)}, to be
            confirmed by {shortDate(confirmBy)}
            {isLate && <span class="tag soon">needs somebody</span>}
          </li>
        ))}
      </ul>
    </>
  );
}
