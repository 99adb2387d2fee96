import type { Child } from 'hono/jsx';
import type { CollectionMap } from '../domain/data-map';
import type { SystemMap } from '../domain/system-map';
import type { CaliforniaFacts } from './answer-facts';
import { Part } from './answer-page';
import { asSentence, capitalised } from './answer-words';
import { type CaliforniaAnswer, type CategoryRow, californiaAnswer, type Given } from './california';
import { NotKnown } from './not-known';
import { OptOutOnRecord } from './opt-out-on-record';
import { type SensitiveTerm, sensitiveTerms, statuteTerms } from './statute-terms';

export interface CaliforniaProps {
  readonly facts: CaliforniaFacts;
  /** Collections in which something about the person was found. */
  readonly collections: readonly CollectionMap[];
  readonly systems: readonly SystemMap[];
  /** Systems that no record is tied to. */
  readonly loose?: readonly SystemMap[];
  /**
   * Titles of places that may hold more than was found: there, finding nothing does not mean "no". Absent:
   * none.
   */
  readonly notRead?: readonly string[];
  /** In an answer of the kinds of data alone. */
  readonly kindsOnly?: boolean;
}

/**
 * What Californian law requires in its own terms: categories, sources, purposes, what was sold or shared
 * apart from what was disclosed for a business purpose, sensitive information, how long, and how far back
 * (Civ. Code 1798.110, .115, .130(a)(4), (c); 11 CCR 7024(h), (k)).
 */
export function CaliforniaPart({
  facts,
  collections,
  systems,
  loose = [],
  notRead = [],
  kindsOnly = false,
}: CaliforniaProps) {
  const answer = californiaAnswer(collections, systems, loose);
  const { rows, may } = answer;
  const isAllRead = notRead.length === 0;
  return (
    <Part id="california" title="In the words of Californian law">
      <p>
        We did not stop at the last twelve months: this covers what we hold about you in the places named
        here, however long ago we collected it.
      </p>
      <NotKnown places={notRead} />
      <h3>What we collected about you</h3>
      {rows.length === 0 ? <p>{isAllRead ? NONE_HELD : NONE_READ}</p> : <Collected rows={rows} />}
      <Perhaps rows={may}>
        <Collected rows={may} />
      </Perhaps>
      <h3>Sensitive personal information among it</h3>
      <Sensitive {...answer} isAllRead={isAllRead} />
      <h3>What we sold, or shared for advertising</h3>
      <Sold {...answer} isAllRead={isAllRead} />
      <h3>What we disclosed for a business purpose</h3>
      <GivenAway rows={rows} of="disclosed" />
      <Perhaps rows={may.filter(({ disclosed }) => disclosed.length > 0)}>
        <GivenAway rows={may} of="disclosed" />
      </Perhaps>
      {answer.isSilent ? (
        <p>
          <b>Not told:</b> the map of our stores does not say of all of it who receives it. Ask us, and we
          find out.
        </p>
      ) : (
        [...rows, ...may].every(({ disclosed }) => disclosed.length === 0) && (
          <p>{isAllRead ? NOT_DISCLOSED : NOT_DISCLOSED_AS_READ}</p>
        )
      )}
      {facts.optOuts && <h3>Your opt-out of selling and sharing</h3>}
      <OptOutOnRecord optOuts={facts.optOuts} kindsOnly={kindsOnly} />
      <OptOutOffer facts={facts} />
    </Part>
  );
}

const NONE_HELD = 'We hold none of your personal information.';
const NONE_READ =
  'In what was read we found none of your personal information. Whether there is some in the rest is not known.';

const NOT_DISCLOSED = 'As far as the map of our stores says, nothing.';
const NOT_DISCLOSED_AS_READ =
  'Nothing of what was read, as far as the map of our stores says. Of the rest it is not known.';

type AnswerProps = CaliforniaAnswer & { readonly isAllRead: boolean };

/**
 * The text about uses that no record is tied to, so that nobody can look up whether they concern this person.
 */
function Perhaps({ rows, children }: { readonly rows: readonly CategoryRow[]; readonly children: Child }) {
  if (rows.length === 0) return null;
  return (
    <>
      <p>Perhaps also yours, though no record that we searched can show it:</p>
      {children}
    </>
  );
}

function Sensitive({ rows, may, sensitive, maySensitive, isAllRead }: AnswerProps) {
  const isUntold = [...rows, ...may].some(({ term }) => term === undefined);
  return (
    <>
      {sensitive.length + maySensitive.length === 0 && !isUntold && (
        <p>{isAllRead ? 'None.' : 'None in what was read. Of the rest it is not known.'}</p>
      )}
      {sensitive.length + maySensitive.length > 0 && (
        <ul class="plain">
          {sensitive.map((term) => (
            <li>{sensitiveWords(term)}</li>
          ))}
          {maySensitive.map((term) => (
            <li>{sensitiveWords(term)} (perhaps: no record can show whether it is yours)</li>
          ))}
        </ul>
      )}
      {isUntold && (
        <p>
          <b>Not told:</b> the map of our stores does not say of all of it what kind of data it is. Ask us,
          and we find out.
        </p>
      )}
    </>
  );
}

function sensitiveWords(term: SensitiveTerm): string {
  const more = term === '1E' ? '. What you wrote to us ourselves is not meant by this' : '';
  return `${capitalised(sensitiveTerms[term])}${more}`;
}

/** Says "not sold" only if no recipient of our data may have bought any. */
function Sold({ rows, may, sale, isAllRead }: AnswerProps) {
  const perhaps = may.filter(({ sold }) => sold.length > 0);
  const isElsewhere = sale.elsewhere && !sale.open && perhaps.length === 0;
  return (
    <>
      {!sale.some && !sale.open && !sale.elsewhere && <p>{isAllRead ? NOT_SOLD : NOT_SOLD_AS_READ}</p>}
      {sale.some && <GivenAway rows={rows} of="sold" />}
      <Perhaps rows={perhaps}>
        <GivenAway rows={perhaps} of="sold" />
      </Perhaps>
      {isElsewhere && (
        <p>
          What is named above as yours was not sold or shared, as far as the map of our stores says. Other
          kinds of data, or data in other places, may be sold or shared:{' '}
          {isAllRead ? 'we found none of it about you.' : 'whether any of it is yours is not known.'}
        </p>
      )}
      {sale.open && (
        <p>
          <b>Not told:</b> the map of our stores does not say of everybody who receives your data whether it
          is sold or shared. Ask us, and we find out.
        </p>
      )}
    </>
  );
}

const NOT_SOLD = 'We have not sold or shared your personal information.';
const NOT_SOLD_AS_READ =
  'Nothing that was read was sold or shared, as far as the map of our stores says. Of the rest it is not known.';

/** A way to opt out, wherever Californian law governs: this desk's form. */
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
      {rows.map(({ where, sources, purposes, ...row }) => (
        <li>
          <b>{termWords(row)}</b>
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

function termWords({ term }: Pick<CategoryRow, 'term'>): string {
  return term ? statuteTerms[term] : NOT_TOLD_WHICH;
}

const NOT_TOLD_WHICH =
  'Not told in which category: the map of our stores does not say. Ask us, and we find out';

interface GivenAwayProps {
  readonly rows: readonly CategoryRow[];
  readonly of: 'sold' | 'disclosed';
}

/** For each category, the kinds of recipients; the two lists are never mixed. */
function GivenAway({ rows, of }: GivenAwayProps) {
  if (rows.every((row) => row[of].length === 0)) return null;
  return (
    <ul>
      {rows
        .filter((row) => row[of].length > 0)
        .map((row) => (
          <li>
            <b>{termWords(row)}</b>
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
