import type { CollectionMap, SystemMap } from '../domain/data-map';
import type { CaliforniaFacts } from './answer-facts';
import { Part } from './answer-page';
import { asSentence, capitalised } from './answer-words';
import { type CategoryRow, californiaAnswer, type Given } from './california';
import { OptOutOnRecord } from './opt-out-on-record';
import { sensitiveTerms, statuteTerms } from './statute-terms';

export interface CaliforniaProps {
  readonly facts: CaliforniaFacts;
  /** Collections in which something about the person was found. */
  readonly collections: readonly CollectionMap[];
  readonly systems: readonly SystemMap[];
}

/**
 * What Californian law wants told in its own terms: categories, sources, purposes, what was sold or shared apart from what was disclosed for a business purpose, sensitive
 * information, how long, and how far back (Civ. Code 1798.110, .115, .130(a)(4), (c); 11 CCR 7024(h), (k)).
 */
export function CaliforniaPart({ facts, collections, systems }: CaliforniaProps) {
  const { rows, sensitive, sale } = californiaAnswer(collections, systems);
  return (
    <Part id="california" title="In the words of Californian law">
      <p>
        We did not stop at the last twelve months: this covers what we hold about you in the places named
        here, however long ago we collected it.
      </p>
      <h3>What we collected about you</h3>
      {rows.length === 0 ? <p>We hold none of your personal information.</p> : <Collected rows={rows} />}
      <h3>Sensitive personal information among it</h3>
      {sensitive.length === 0 ? (
        <p>None.</p>
      ) : (
        <ul class="plain">
          {sensitive.map((term) => (
            <li>
              {capitalised(sensitiveTerms[term])}
              {term === '1E' && '. What you wrote to us ourselves is not meant by this'}
            </li>
          ))}
        </ul>
      )}
      <h3>What we sold, or shared for advertising</h3>
      {!sale.some && !sale.open && <p>We have not sold or shared your personal information.</p>}
      {sale.some && <GivenAway rows={rows} of="sold" />}
      {sale.open && (
        <p>
          <b>Not told:</b> the map of our stores does not say of everybody who receives your data whether it
          is sold or shared. Ask us, and we find out.
        </p>
      )}
      <h3>What we disclosed for a business purpose</h3>
      {rows.some(({ disclosed }) => disclosed.length > 0) ? (
        <GivenAway rows={rows} of="disclosed" />
      ) : (
        <p>As far as the map of our stores says, nothing.</p>
      )}
      {facts.optOuts && <h3>Your opt-out of selling and sharing</h3>}
      <OptOutOnRecord optOuts={facts.optOuts} />
      <OptOutOffer facts={facts} />
    </Part>
  );
}

/** A way to opt out, wherever Californian law governs: the form of this desk. */
export function OptOutOffer({ facts }: { readonly facts: CaliforniaFacts }) {
  return (
    <p>
      You can tell us at any time not to sell or share your personal information, and to use what is sensitive
      only for what you asked for: <a href={facts.form}>{facts.form}</a>
    </p>
  );
}

function Collected({ rows }: { readonly rows: readonly CategoryRow[] }) {
  return (
    <ul>
      {rows.map(({ term, where, sources, purposes }) => (
        <li>
          <b>{statuteTerms[term]}</b>
          <span class="detail">In: {where.join(', ')}.</span>
          <span class="detail">
            {sources.length > 0 ? `Sources: ${sources.join('; ')}.` : 'Sources: not told.'}
          </span>
          {purposes.length === 0 && <span class="detail">What for: not told.</span>}
          {purposes.map(({ name, retention }) => (
            <span class="detail">
              {asSentence(name)} {retention === '' ? 'How long we keep it: not told.' : `Kept: ${retention}.`}
            </span>
          ))}
        </li>
      ))}
    </ul>
  );
}

interface GivenAwayProps {
  readonly rows: readonly CategoryRow[];
  readonly of: 'sold' | 'disclosed';
}

/** Category by category, the kinds of those who got it; the two lists are never mixed. */
function GivenAway({ rows, of }: GivenAwayProps) {
  return (
    <ul>
      {rows
        .filter((row) => row[of].length > 0)
        .map((row) => (
          <li>
            <b>{statuteTerms[row.term]}</b>
            {row[of].map((given) => (
              <span class="detail">{givenWords(given)}</span>
            ))}
          </li>
        ))}
    </ul>
  );
}

function givenWords({ kind, names, purposes }: Given): string {
  return `To ${kind} (${names.join('; ')}). What for: ${purposes.join('; ')}.`;
}
