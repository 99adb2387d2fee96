import type { DataMap } from '../domain/data-map';
import type { SystemMap } from '../domain/system-map';
import { countText } from '../words/date-text';
import { shownText } from '../words/shown-text';
import { type StorePart, searchedCollections } from './access-model';
import { Part } from './answer-page';
import { fieldTitle, storedDateWords } from './answer-words';
import { type DecisionMade, type DecisionsMade, storedIn } from './decisions-made';
import { isEmptyValue } from './disclose';
import { ValueView } from './value-view';

interface DecisionsPartProps {
  readonly decisions: DecisionsMade;
  /** The state of each store when the package was written. */
  readonly stores: readonly StorePart[];
  readonly map: DataMap;
  /** Where a person can be asked to look at a decision. */
  readonly formUrl?: string | undefined;
}

type Procedure = SystemMap['automatedDecisions'][number];

/**
 * Each decision that a machine made about the person, in words: what went in, what came out, by which
 * procedure, and how to have a person look at it (Art. 15(1)(h), 22(3) GDPR;
 * CJEU C-203/22, paras 58 to 62). What no store holds is said to be missing.
 */
export function DecisionsPart({ decisions: { made, more }, stores, map, formUrl }: DecisionsPartProps) {
  const procedures = map.systems.flatMap((system) => system.automatedDecisions);
  const mapped = map.stores.flatMap(({ collections }) => collections.flatMap((c) => c.decisions ?? []));
  const unlisted = procedures.filter(({ what }) => !mapped.some((decision) => decision.what === what));
  if (mapped.length === 0 && unlisted.length === 0) return null;
  return (
    <Part id="decisions" title="What a machine decided about you">
      {mapped.length > 0 && <NotListed stores={stores} isNoneListed={made.length === 0} />}
      {made.map((one) => (
        <Decision one={one} procedure={procedures.find(({ what }) => what === one.decision.what)} />
      ))}
      {more > 0 && <p>{countText(more, 'more decision')} of this kind: see the files of this package.</p>}
      {unlisted.length > 0 && (
        <>
          <p>
            Of these we cannot list the single decisions about you, because our records name no place that
            holds them. How they work is said with the data that they use:
          </p>
          <ul class="plain">
            {unlisted.map(({ what }) => (
              <li>{what}</li>
            ))}
          </ul>
        </>
      )}
      <p>
        You can have a person look at such a decision, say what you think of it, and contest it
        {formUrl === undefined ? (
          ': write to us.'
        ) : (
          <>
            : <a href={formUrl}>ask for it with our form</a>.
          </>
        )}
      </p>
    </Part>
  );
}

/**
 * Why no decision is listed, or not all: a withheld record or a place that was not searched never counts as
 * none.
 */
function NotListed({
  stores,
  isNoneListed,
}: {
  readonly stores: readonly StorePart[];
  readonly isNoneListed: boolean;
}) {
  const withheld = withheldIn(stores);
  const unsearched = stores.filter((part) => holdsDecisions(part) && !isSearched(part));
  const isAnySearched = stores.some((part) => holdsDecisions(part) && isSearched(part));
  return (
    <>
      {withheld > 0 && (
        <p>
          We withhold {countText(withheld, 'whole record')} about you from the places that hold such
          decisions. A decision in what we withhold is not listed here; the reason is said below, under what
          we withhold.
        </p>
      )}
      {unsearched.map(({ store }) => (
        <p>
          {store.title}: decisions in it may be missing here. What was found there, and what could not be
          searched, is said above.
        </p>
      ))}
      {isNoneListed && withheld === 0 && isAnySearched && (
        <p>
          {unsearched.length > 0 ? 'The other places' : 'The places'} that hold such decisions were searched,
          and hold none about you.
        </p>
      )}
    </>
  );
}

function holdsDecisions({ store }: StorePart): boolean {
  return store.collections.some(({ decisions = [] }) => decisions.length > 0);
}

function isSearched(part: StorePart): boolean {
  return part.state === 'searched' && part.unread.every(({ says }) => says === 'nothing');
}

function withheldIn(stores: readonly StorePart[]): number {
  return searchedCollections(stores)
    .map(({ part }) => part.finding)
    .filter(({ collection }) => (collection.decisions ?? []).length > 0)
    .flatMap(({ withheldRecords }) => withheldRecords)
    .reduce((sum, { count }) => sum + count, 0);
}

function Decision({
  one,
  procedure,
}: {
  readonly one: DecisionMade;
  readonly procedure: Procedure | undefined;
}) {
  const { decision } = one;
  const { inputs, threshold, model } = decision;
  return (
    <section class="collection">
      <h3>{shownText(decision.what, 200)}</h3>
      <p>{leadSentence(one)}</p>
      <dl class="about">
        <dt>What came out</dt>
        <dd>
          <Stored one={one} field={decision.outcome} missing="The result is not stored with the decision." />
        </dd>
        {threshold !== undefined && (
          <>
            <dt>{fieldTitle(one.collection, threshold)}</dt>
            <dd>
              <Stored one={one} field={threshold} missing="This is not stored with the decision." />
            </dd>
          </>
        )}
        <dt>What of yours went in</dt>
        <dd>
          <Inputs one={one} inputs={inputs} />
        </dd>
        <dt>Main reasons</dt>
        <dd>
          <Stored
            one={one}
            field={decision.reasons}
            missing="The reasons are not stored with the decision."
          />
        </dd>
        <dt>What would have led to another result</dt>
        <dd>
          <Stored one={one} field={decision.changedBy} missing="This is not stored with the decision." />
        </dd>
        <dt>How it is decided</dt>
        <dd>
          <HowDecided procedure={procedure} />
          {model !== undefined && (
            <span class="detail">
              Rule or model: <Stored one={one} field={model} missing="not stored with the decision" />
            </span>
          )}
        </dd>
      </dl>
    </section>
  );
}

function HowDecided({ procedure }: { readonly procedure: Procedure | undefined }) {
  return (
    <>
      {procedure?.logic || 'We have not described the procedure yet. Ask us, and we tell you.'}
      {procedure?.effects && <span class="detail">What it means for you: {procedure.effects}</span>}
    </>
  );
}

function leadSentence(one: DecisionMade): string {
  const { decision, shown, withheld } = one;
  const { decidedAt } = decision;
  const value = decidedAt === undefined ? null : storedIn(shown, decidedAt);
  if (decidedAt !== undefined && withheld.includes(decidedAt))
    return 'A machine decided this about you. The day is withheld.';
  if (isEmptyValue(value))
    return 'A machine decided this about you. The day is not stored with the decision.';
  const text = String(value);
  return `A machine decided this about you on ${storedDateWords(text) ?? shownText(text, 100)}.`;
}

function Inputs({ one, inputs }: { readonly one: DecisionMade; readonly inputs: readonly string[] }) {
  if (inputs.length === 0) return <>What went in is not stored with the decision, so we cannot show it.</>;
  return (
    <ul>
      {inputs.map((field) => (
        <li>
          {shownText(fieldTitle(one.collection, field), 200)}:{' '}
          <Stored one={one} field={field} missing="not stored with the decision" />
        </li>
      ))}
    </ul>
  );
}

interface StoredProps {
  readonly one: DecisionMade;
  readonly field: string | undefined;
  /** The text where the map names no field or the record holds nothing in it. */
  readonly missing: string;
}

function Stored({ one, field, missing }: StoredProps) {
  if (field === undefined) return <>{missing}</>;
  if (one.withheld.includes(field)) return <>withheld; the reason stands under “What we did not give you”</>;
  const value = storedIn(one.shown, field);
  if (isEmptyValue(value)) return <>{missing}</>;
  return <ValueView value={value} collection={one.collection} path={field} />;
}
