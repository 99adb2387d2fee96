import { dateText } from '../../words/date-text';
import { CheckField, SelectField } from '../parts/form-choices';
import { type ChoiceGroup, type FieldErrors, type FieldValues, TextBox } from '../parts/form-parts';

/** A ground with what it requires. */
interface GroundView {
  readonly words: string;
  readonly article: string;
  /** The sentence that the person reads. */
  readonly sentence: string;
  readonly say: readonly string[];
  readonly show: readonly string[];
  /** The text of the article was not checked for this project. */
  readonly unread: boolean;
}

/** The grounds of one law that must allow the refusal. */
export interface LawGrounds {
  readonly name: string;
  /** `ground` for the law that leads, `ground-LAW` for each other. */
  readonly field: string;
  readonly groups: readonly ChoiceGroup[];
  readonly grounds: readonly GroundView[];
  /** What must not be used as a ground. */
  readonly not: readonly { readonly words: string; readonly article: string }[];
  /** Plain date on which the law takes effect, where that is after the request. */
  readonly begins?: string;
}

/** Posts `ground`, `ground-LAW`, `covers-all` (= `yes`), `in-file`. */
export interface GroundFacts {
  readonly laws: readonly LawGrounds[];
  /** Names of laws that the desk follows voluntarily: they add to what is owed and never reduce it. */
  readonly voluntary: readonly string[];
}

interface Props {
  readonly facts: GroundFacts;
  /** Prefix of the ids of the fields; empty for none. */
  readonly idPrefix?: string;
  /** Label of the field where there is one law. */
  readonly label: string;
  readonly empty: string;
  readonly errors: FieldErrors;
  readonly values: FieldValues;
}

function sourceWords({ article, unread }: LawGrounds['grounds'][number]): string {
  const unchecked = unread ? 'nobody in this project has read the article: check it' : '';
  const words = [article, unchecked].filter(Boolean).join('; ');
  return words ? ` (${words})` : '';
}

function Details({ law, many }: { law: LawGrounds; many: boolean }) {
  const of = many ? ` under ${law.name}` : '';
  return (
    <>
      {law.grounds.length > 0 && (
        <details>
          <summary>What each ground{of} asks for</summary>
          <ul>
            {law.grounds.map((ground) => (
              <li>
                <b>{ground.words}</b>
                {sourceWords(ground)}. The person reads: “{ground.sentence}”
                {ground.say.length > 0 && ` Your reason must say: ${ground.say.join('; ')}.`}
                {ground.show.length > 0 && ` You must be able to show: ${ground.show.join(' ')}`}
              </li>
            ))}
          </ul>
        </details>
      )}
      {law.not.length > 0 && (
        <details>
          <summary>Not a reason{of}</summary>
          <ul>
            {law.not.map(({ words, article }) => (
              <li>
                {words} {article && `(${article})`}
              </li>
            ))}
          </ul>
        </details>
      )}
    </>
  );
}

/** The choice of a ground under each law. Nothing is preselected, and a law without grounds says so. */
export function GroundFields({ facts, idPrefix = '', label, empty, errors, values }: Props) {
  const id = (name: string) => (idPrefix ? `${idPrefix}-${name}` : name);
  const many = facts.laws.length > 1;
  return (
    <>
      {many && (
        <p>
          Several laws grant this right, and each of them binds you. You can refuse all of it only if every
          one of them lets you: choose a ground under each.
        </p>
      )}
      {facts.voluntary.length > 0 && (
        <p class="hint">
          You follow {facts.voluntary.join(', ')} voluntarily: its grounds cannot refuse anything that the law
          which binds you grants.
        </p>
      )}
      {facts.laws.map((law) => (
        <>
          {law.grounds.length > 0 ? (
            <SelectField
              name={law.field}
              id={id(law.field)}
              label={many ? `Ground under ${law.name}` : label}
              empty={empty}
              groups={law.groups}
              value={values[id(law.field)]}
              error={errors[id(law.field)]}
            />
          ) : (
            <p class="warn" id={id(law.field)}>
              {law.begins
                ? `${law.name} begins on ${dateText(law.begins)} and was not in force when this arrived, so none of its grounds counts.`
                : `The data of this desk holds no ground on which ${law.name} lets you refuse this right.`}{' '}
              Do what was asked, hand it over, or refuse in your own words and answer for it.
            </p>
          )}
          <Details law={law} many={many} />
        </>
      ))}
      <CheckField
        name="covers-all"
        id={id('covers-all')}
        label="The ground covers everything that was asked for"
        hint="For a ground that refuses only what it covers. Otherwise leave that part out, and do the rest."
        checked={values[id('covers-all')] === 'yes'}
        error={errors[id('covers-all')]}
      />
      <TextBox
        name="in-file"
        id={id('in-file')}
        label="What we have in our file to show it (optional)"
        hint="For you and an authority, not for the person: you have to prove that the ground is met."
        maxlength={2000}
        value={values[id('in-file')]}
        error={errors[id('in-file')]}
      />
    </>
  );
}
