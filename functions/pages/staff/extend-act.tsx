import { SelectField } from '../form-choices';
import {
  type Choice,
  type FieldErrors,
  type FieldValues,
  type FormTarget,
  TextBox,
  TextField,
} from '../form-parts';
import { dateWords } from '../words/date-words';
import { Act, Fold } from './act-form';

/** An extension that is lawful now. */
export interface ExtendFacts {
  readonly grounds: readonly Choice[];
  /** Plain date to which the answer moves; absent where the notice itself names the day: then `until` is posted as well. */
  readonly until?: string;
  /** Plain date up to which the person can still be told. */
  readonly lawfulUntil: string;
}

interface ExtendProps {
  readonly extend: ExtendFacts | undefined;
  readonly form: FormTarget;
  readonly errors: FieldErrors;
  readonly values: FieldValues;
}

/** Offered only while the law still allows it: until when, to which date, on which grounds. */
export function Extend({ extend, form, errors, values }: ExtendProps) {
  if (!extend) return null;
  return (
    <Fold
      name="extend"
      summary={extend.until ? `Take longer, until ${dateWords(extend.until)}` : 'Take longer'}
      errors={errors}
      values={values}
    >
      <p>
        Lawful only while the person can be told by <b>{dateWords(extend.lawfulUntil)}</b>, and only on these
        grounds. The mail leaves at once.
      </p>
      <Act name="extend" act="extend" form={form} errors={errors} label="Take longer" look="quiet">
        <SelectField
          name="ground"
          id="extend-ground"
          label="Ground in the law"
          empty="Choose a ground"
          choices={extend.grounds}
          value={values['extend-ground']}
          error={errors['extend-ground']}
        />
        {!extend.until && (
          <TextField
            name="until"
            id="extend-until"
            label="By which day will you answer?"
            hint="This law sets no length: the mail to the person names the day, and it binds you."
            type="date"
            value={values['extend-until']}
            error={errors['extend-until']}
          />
        )}
        <TextBox
          name="reason"
          id="extend-reason"
          label="Your reason, for the person to read"
          maxlength={2000}
          value={values['extend-reason']}
          error={errors['extend-reason']}
        />
      </Act>
    </Fold>
  );
}
