import { dateText } from '../../words/date-text';
import { shownText } from '../../words/shown-text';
import { FactList } from '../parts/fact-list';
import { choicesOf, SelectField } from '../parts/form-choices';
import {
  CodeField,
  ErrorSummary,
  type FieldErrors,
  type FieldValues,
  Form,
  type FormTarget,
  hasErrors,
  TextBox,
  TextField,
} from '../parts/form-parts';
import { Layout, type PageFrame } from '../parts/layout';

/**
 * Restricted data. Posts `act` = `keep` with `lookAgainOn`, or `act` = `lift` with `endsOn`, `reason` and,
 * where records are marked, `unmark` (yes | no); both with `code`. Ids begin with `keep-` and `lift-`.
 */
export interface RestrictedFacts extends PageFrame {
  readonly nickname: string;
  readonly reference: string;
  /** What is only stored. */
  readonly what: string;
  /** Plain dates. */
  readonly since: string;
  readonly lookAgainOn: string;
  /** Stores in which the desk marked the records, in words. Default: none. */
  readonly marked?: readonly string[];
  /** The day on which it ends, and whether the person has received the notice, as far as is known. */
  readonly ending?: { readonly on: string; readonly isTold: boolean };
  readonly form: FormTarget;
  readonly values?: FieldValues;
  readonly errors?: FieldErrors;
}

/** Asks whether the restriction is still needed, and how it ends: never before the person was informed. */
export function Restricted(facts: RestrictedFacts) {
  const { form, values = {}, errors = {} } = facts;
  return (
    <Layout frame={facts} title={`Kept out of use: ${facts.nickname}`} failed={hasErrors(errors)}>
      <h1>Kept out of use: {facts.nickname}</h1>
      <ErrorSummary errors={errors} />
      <p class="lead">This data is only stored, and used for nothing else. This does not end by itself.</p>
      <FactList
        facts={[
          ['Request', `${facts.reference} (${facts.nickname})`],
          ['Since', dateText(facts.since)],
          ['Look again on', facts.ending ? undefined : dateText(facts.lookAgainOn)],
          ['Marked in', facts.marked?.join('; ')],
          ['Ends', facts.ending && endWords(facts.ending)],
        ]}
      />
      <blockquote dir="auto">{shownText(facts.what)}</blockquote>
      <h2>{facts.ending ? 'Keep it out of use after all' : 'It is still needed'}</h2>
      <Form action={form.action} hidden={{ ...form.hidden, act: 'keep' }}>
        <TextField
          id="keep-lookAgainOn"
          name="lookAgainOn"
          label="When will you look again?"
          type="date"
          value={values['keep-lookAgainOn']}
          error={errors['keep-lookAgainOn']}
        />
        <CodeField id="keep-code" error={errors['keep-code']} />
        <button type="submit" class="quiet">
          Keep it out of use
        </button>
      </Form>
      {!facts.ending?.isTold && (
        <Lift form={form} values={values} errors={errors} marked={facts.marked ?? []} />
      )}
    </Layout>
  );
}

function endWords({ on, isTold }: { readonly on: string; readonly isTold: boolean }): string {
  return isTold
    ? `on ${dateText(on)}: until then it is only stored`
    : 'not before the person has the notice, which has not reached them yet';
}

const UNMARK = {
  yes: 'Yes: the desk removes it once this has ended',
  no: 'No: it stays, and I see to it by hand',
} as const;

function Lift({
  form,
  values,
  errors,
  marked,
}: {
  readonly marked: readonly string[];
  readonly form: FormTarget;
  readonly values: FieldValues;
  readonly errors: FieldErrors;
}) {
  return (
    <>
      <h2>It ends</h2>
      <p>
        The person is told first, with your reason. Keep leaving the data alone until the desk mails you that
        the day has come.
      </p>
      <Form action={form.action} hidden={{ ...form.hidden, act: 'lift' }}>
        <TextField
          id="lift-endsOn"
          name="endsOn"
          label="From which day is it used again?"
          hint="At least three days from now."
          type="date"
          value={values['lift-endsOn']}
          error={errors['lift-endsOn']}
        />
        <TextBox
          id="lift-reason"
          name="reason"
          label="Why it ends, for the person to read"
          rows={4}
          maxlength={2000}
          value={values['lift-reason']}
          error={errors['lift-reason']}
        />
        {marked.length > 0 && (
          <SelectField
            id="lift-unmark"
            name="unmark"
            label={`Should the mark be removed too, in: ${marked.join('; ')}?`}
            hint="Not if another restriction of this person still holds."
            empty="Choose"
            choices={choicesOf(UNMARK)}
            value={values['lift-unmark']}
            error={errors['lift-unmark']}
          />
        )}
        <CodeField id="lift-code" error={errors['lift-code']} />
        <button type="submit">Tell the person that it ends</button>
      </Form>
    </>
  );
}
