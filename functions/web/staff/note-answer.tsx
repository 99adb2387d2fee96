import { SelectField } from '../parts/form-choices';
import {
  type Choice,
  type FieldErrors,
  type FieldValues,
  type FormTarget,
  TextBox,
} from '../parts/form-parts';
import { Act, Fold } from './act-form';
import { ReachedOnField } from './reached-on-field';

interface Props {
  /**
   * The questions that the person has not answered on their page, by id; absent or empty where there is none.
   */
  readonly open: readonly Choice[] | undefined;
  readonly form: FormTarget;
  readonly errors: FieldErrors;
  readonly values: FieldValues;
}

/**
 * The form with which staff note what the person answered by letter or telephone. Posts `act` =
 * `note-answer`, `asked` (id of the question), `answer`, `reached`, `code`; ids begin with `note-answer-`.
 */
export function NoteAnswer({ open = [], form, errors, values }: Props) {
  const [only, ...others] = open;
  if (!only) return null;
  const asked = others.length === 0 ? { asked: only.value } : {};
  return (
    <Fold name="note-answer" summary="They answered by letter or telephone" errors={errors} values={values}>
      <Act
        name="note-answer"
        act="note-answer"
        form={{ ...form, hidden: { ...form.hidden, ...asked } }}
        errors={errors}
        label="Write it down"
        look="quiet"
      >
        {others.length > 0 && (
          <SelectField
            name="asked"
            id="note-answer-asked"
            label="Which question did they answer?"
            empty="Choose"
            choices={open}
            value={values['note-answer-asked']}
            error={errors['note-answer-asked']}
          />
        )}
        <TextBox
          name="answer"
          id="note-answer-answer"
          label="What they answered"
          maxlength={4000}
          value={values['note-answer-answer']}
          error={errors['note-answer-answer']}
        />
        <ReachedOnField prefix="note-answer" errors={errors} values={values} />
      </Act>
    </Fold>
  );
}
