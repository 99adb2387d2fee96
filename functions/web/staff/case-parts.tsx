import type { CaseField } from '../../words/case-fields';
import { choicesOf, SelectField } from '../parts/form-choices';
import {
  CodeField,
  type FieldErrors,
  type FieldValues,
  Form,
  type FormTarget,
  TextBox,
  TextField,
} from '../parts/form-parts';

interface FormState {
  readonly values: FieldValues;
  readonly errors: FieldErrors;
}

/** The fields that an outcome needs beside the answer. */
export function OutcomeFields({
  fields,
  values,
  errors,
}: FormState & { readonly fields: readonly CaseField[] }) {
  return (
    <>
      {fields.map(({ name, label, hint, kind }) => {
        const props = { name, label, hint, value: values[name], error: errors[name] };
        if (typeof kind === 'object')
          return <SelectField {...props} empty="Choose" choices={choicesOf(kind)} />;
        if (kind === 'box') return <TextBox {...props} rows={3} maxlength={1000} />;
        return <TextField {...props} type={kind === 'date' ? 'date' : 'text'} maxlength={1000} />;
      })}
    </>
  );
}

/**
 * The form with which staff tell the requester how far a complaint or an appeal is. Posts `act` = `progress`,
 * `words` and `code`; ids begin with `progress-`.
 */
export function Progress({ form, values, errors }: FormState & { readonly form: FormTarget }) {
  return (
    <details class="card" open={Boolean(errors['progress-words'] || errors['progress-code']) || undefined}>
      <summary>Tell the person how far it is</summary>
      <p>
        They are told once a month in any case: what the record shows, and what you write here. This decides
        nothing.
      </p>
      <Form action={form.action} hidden={{ ...form.hidden, act: 'progress' }}>
        <TextBox
          id="progress-words"
          name="words"
          label="How far it is, for the person to read"
          rows={4}
          maxlength={2000}
          value={values['progress-words']}
          error={errors['progress-words']}
        />
        <CodeField id="progress-code" error={errors['progress-code']} />
        <button type="submit" class="quiet">
          Send it
        </button>
      </Form>
    </details>
  );
}
