import type { RightQuestion } from '../../words/right-questions';
import { SelectField } from '../parts/form-choices';
import { type FieldErrors, type FieldValues, TextBox, TextField } from '../parts/form-parts';

/** The questions of one right. */
export interface RightQuestionGroup {
  /** "For an objection". */
  readonly title: string;
  readonly questions: readonly RightQuestion[];
}

interface Props {
  readonly groups: readonly RightQuestionGroup[];
  readonly values: FieldValues;
  readonly errors: FieldErrors;
  /** Shows them unfolded, because they belong to the right that was chosen. */
  readonly open?: boolean;
}

/**
 * What the form asks for some rights only, folded for all others. Unfolded if something was typed or has to
 * be corrected.
 */
export function RightQuestions({ groups, values, errors, open = false }: Props) {
  return (
    <>
      {groups.map(({ title, questions }) => (
        <details open={open || questions.some(({ name }) => values[name] || errors[name]) || undefined}>
          <summary>{title}</summary>
          {questions.map((question) => (
            <Question question={question} value={values[question.name]} error={errors[question.name]} />
          ))}
        </details>
      ))}
    </>
  );
}

function Question(props: {
  readonly question: RightQuestion;
  readonly value: string | undefined;
  readonly error: string | undefined;
}) {
  const { name, label, hint, choices } = props.question;
  const field = { name, label: `${label} (optional)`, hint, value: props.value, error: props.error };
  return choices ? (
    <SelectField
      {...field}
      empty="Choose, or leave it empty"
      choices={choices.map((choice) => ({ value: choice, label: choice }))}
    />
  ) : (
    <TextBox {...field} rows={2} maxlength={2000} />
  );
}

/** What a complaint or an appeal is about. */
export function ReviewedAnswerField({
  values,
  errors,
}: {
  readonly values: FieldValues;
  readonly errors: FieldErrors;
}) {
  return (
    <details open={Boolean(values.about || errors.about) || undefined}>
      <summary>For a complaint or an appeal</summary>
      <TextField
        name="about"
        label="Reference of the answer it is about (optional)"
        hint="It is in our mail and begins with DSR-. Use the same e-mail address as then. A complaint needs none."
        maxlength={100}
        value={values.about}
        error={errors.about}
      />
    </details>
  );
}
