import { type FieldErrors, Form, type FormTarget } from '../../parts/form-parts';

/** One field on which the governing laws disagree. The form posts `law-as`: `show` | `describe`. */
export interface LawQuestion {
  readonly what: string;
  readonly where: string;
  /** Staff chose to show it; until then the answer only says that it is held. */
  readonly shown: boolean;
  /** Laws that owe a copy of it, with their articles; empty where it is unclear whether a law forbids it. */
  readonly owed: readonly string[];
  readonly forbidden: readonly string[];
  /** What the other laws forbid, in their own words: what it is, or everything that it may be. */
  readonly words: string;
  readonly form: FormTarget;
}

export interface DecisionLawsFacts {
  readonly questions: readonly LawQuestion[];
  /** What the laws forbid showing may be in free text too, where only a person sees it. */
  readonly lookInto: readonly string[];
}

/** For fields that one law owes and another forbids: both articles, and the choice. */
export function DecisionLaws({ questions, lookInto, errors }: DecisionLawsFacts & { errors: FieldErrors }) {
  if (questions.length === 0 && lookInto.length === 0) return null;
  return (
    <div class="card">
      <h2 id="laws">What the laws let you show</h2>
      {errors['law-as'] && <p class="error">{errors['law-as']}</p>}
      {questions.map((question) => (
        <Question {...question} />
      ))}
      {lookInto.map((sentence) => (
        <p>{sentence}</p>
      ))}
    </div>
  );
}

function Question({ what, where, shown, owed, forbidden, words, form }: LawQuestion) {
  const isUnclear = owed.length === 0;
  const less = isUnclear ? `Do not show it: ${what}` : `Only say that we hold it: ${what}`;
  const untold = isUnclear ? UNCLEAR : 'The answer only says that you hold it.';
  const label = shown ? less : `Show it: ${what}`;
  return (
    <section>
      <p>
        <b>{what}</b>, {where}: {contradiction(owed, forbidden, words)}{' '}
        {shown ? 'You chose to show it, and the answer says so.' : untold}
      </p>
      <Form {...form}>
        <button type="submit" name="law-as" value={shown ? 'describe' : 'show'} class="quiet">
          {label}
        </button>
      </Form>
    </section>
  );
}

const UNCLEAR = 'The answer names it, says what it may be, and does not show it.';

function contradiction(owed: readonly string[], forbidden: readonly string[], words: string): string {
  const forbids = `${forbidden.join(' and ')} ${forbidden.length > 1 ? 'forbid' : 'forbids'} showing it.`;
  if (owed.length > 0)
    return `${owed.join(' and ')} ${owed.length > 1 ? 'owe' : 'owes'} the person a copy; ${forbids}`;
  return `the data map does not say exactly what it is. If it is any of these, ${forbids.replace(/\.$/, '')}: ${words}. Show it only if you looked and it is none of them.`;
}
