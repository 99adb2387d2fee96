import type { Child } from 'hono/jsx';
import { SelectField } from '../parts/form-choices';
import {
  type Choice,
  type FieldErrors,
  type FieldValues,
  Form,
  type FormTarget,
  TextBox,
} from '../parts/form-parts';

/** One thing that staff have to look at and say something about. */
export interface SettleQuestion {
  readonly label: string;
  /** What was said so far: one of the choices. */
  readonly says?: string | undefined;
  /** What is shown above the choice. */
  readonly about?: Child;
}

interface Props {
  readonly id: string;
  readonly title: string;
  readonly intro: string;
  /** The choice of question 0 is posted as `name-0`, and so on. */
  readonly name: string;
  readonly questions: readonly SettleQuestion[];
  readonly choices: readonly Choice[];
  /** Absent where nothing can be said any more. Posts `note` as well. */
  readonly form: FormTarget | undefined;
  readonly errors: FieldErrors;
  readonly values?: FieldValues;
}

/**
 * A warning on the decision page: questions that only staff who look can answer, each with a choice, and a
 * note.
 */
export function SettleForm(props: Props) {
  const { id, title, intro, form, errors, values = {} } = props;
  if (props.questions.length === 0) return null;
  return (
    <div class="warn">
      <h2 id={id}>{title}</h2>
      <p>{intro}</p>
      {form ? (
        <Form {...form}>
          <SettleQuestions {...props} />
          <TextBox
            name="note"
            id={`${id}-note`}
            label="Note for your colleagues"
            maxlength={2000}
            value={values[`${id}-note`]}
            error={errors[`${id}-note`]}
          />
          <button type="submit">Save</button>
        </Form>
      ) : (
        <SettleQuestions {...props} />
      )}
    </div>
  );
}

export function SettleQuestions({
  name,
  questions,
  choices,
  errors,
}: Pick<Props, 'name' | 'questions' | 'choices' | 'errors'>) {
  return (
    <>
      {questions.map(({ label, says, about }, at) => (
        <>
          {about}
          <SelectField
            name={`${name}-${at}`}
            label={label}
            empty="Nobody has looked yet"
            choices={choices}
            value={says}
            error={errors[`${name}-${at}`]}
          />
        </>
      ))}
    </>
  );
}
