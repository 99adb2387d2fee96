import { MOST_POINTS } from '../../domain/correction-point';
import { choicesOf } from '../form-choices';
import {
  ChoiceField,
  ErrorSummary,
  type FieldErrors,
  type FieldValues,
  Form,
  hasErrors,
  TextBox,
  TextField,
} from '../form-parts';
import { Layout } from '../layout';
import { placeGroups } from '../words/places';
import { AboutYou, Contact, type RequestFormFacts } from './request-form';

/** What is to become of an entry, in the words of whoever asks. */
const wishWords = {
  change: 'It is wrong or out of date: change it',
  add: 'Something is missing: add it',
  remove: 'It should not be there: take it out',
} as const;

interface PointProps {
  readonly n: number;
  readonly values: FieldValues;
  readonly errors: FieldErrors;
}

function Point({ n, values, errors }: PointProps) {
  const of = (name: string) => {
    const id = `${name}-${n}`;
    return { name: id, id, value: values[id], error: errors[id] };
  };
  return (
    <>
      <TextField
        {...of('what')}
        label="Which entry?"
        hint="For example: my surname, or the street of my delivery address."
        maxlength={200}
      />
      <ChoiceField
        {...of('wish')}
        value={values[`wish-${n}`] ?? 'change'}
        label="What should happen?"
        choices={choicesOf(wishWords)}
      />
      <TextField {...of('now')} label="What it says now (if you know)" maxlength={500} />
      <TextField
        {...of('right')}
        label="What is right"
        hint="Leave it empty if it is to be taken out."
        maxlength={1000}
      />
      <TextBox
        {...of('shows')}
        label="What shows it? (optional)"
        hint="A few words are enough. Never a copy of an identity card."
        maxlength={1000}
        rows={2}
      />
    </>
  );
}

/** Asks point by point what is wrong and what is right (Art. 16 GDPR, s 1798.106 CCPA). Posts `what-1`, `wish-1`, `now-1`, `right-1`, `shows-1`, ... and what the first form posts. */
export function CorrectionForm(facts: Omit<RequestFormFacts, 'rights' | 'within'>) {
  const { values = {}, errors = {} } = facts;
  return (
    <Layout frame={facts} title="Correct my data" failed={hasErrors(errors)} slim>
      <h1>Correct my data</h1>
      <ErrorSummary errors={errors} />
      <p class="lead">Tell us what is wrong or missing and how it should read. It costs nothing.</p>
      <p>
        One of us compares it with what we hold. A name, an address, a telephone number or a bank account is
        changed only after we have written to the addresses that we have of you, so that nobody else can take
        over your account.
      </p>
      <Form {...facts.form}>
        {Array.from({ length: MOST_POINTS }, (_, at) => at + 1).map((n) =>
          n === 1 ? (
            <fieldset>
              <legend>What is to be corrected</legend>
              <Point n={n} values={values} errors={errors} />
            </fieldset>
          ) : (
            <details class="card" open={isBegun(n, values, errors) || undefined}>
              <summary>Another point</summary>
              <Point n={n} values={values} errors={errors} />
            </details>
          ),
        )}
        <AboutYou values={values} errors={errors} />
        <Contact
          values={values}
          errors={errors}
          places={facts.places ?? placeGroups}
          hint="More points, or which account or order you mean. No passwords or card numbers, please."
        />
        <button type="submit">Send my request</button>
        <p class="hint">We use what you write here only to answer your request.</p>
      </Form>
    </Layout>
  );
}

function isBegun(n: number, values: FieldValues, errors: FieldErrors): boolean {
  return ['what', 'now', 'right', 'shows'].some((name) => values[`${name}-${n}`] || errors[`${name}-${n}`]);
}
