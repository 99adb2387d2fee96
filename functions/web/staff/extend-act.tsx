import { dateText } from '../../words/date-text';
import { SelectField } from '../parts/form-choices';
import {
  type Choice,
  type FieldErrors,
  type FieldValues,
  type FormTarget,
  TextBox,
  TextField,
} from '../parts/form-parts';
import { Act, Fold } from './act-form';

/** A law that has to be extended before the date moves, with its own grounds. */
interface ExtendLaw {
  readonly name: string;
  /** `ground` for the first, `ground-LAW` for each other. */
  readonly field: string;
  readonly grounds: readonly Choice[];
  /** Plain date that stays if no ground is chosen. */
  readonly keeps: string;
  readonly isVoluntary: boolean;
  /** Its clock is paused until a question is answered. */
  readonly isPaused?: true;
}

/** An extension that is lawful now. */
export interface ExtendFacts {
  readonly laws: readonly ExtendLaw[];
  /**
   * Plain date to which the deadline moves with a ground under each law. Absent where the notice itself names
   * the day: then `until` is posted as well.
   */
  readonly until?: string;
  /** Last plain date on which the requester can be notified. */
  readonly lawfulUntil: string;
}

interface ExtendProps {
  readonly extend: ExtendFacts | undefined;
  /** The law whose plain date stays, where an extension under another law would therefore gain nothing. */
  readonly heldBy?: { readonly law: string; readonly day: string } | undefined;
  readonly form: FormTarget;
  readonly errors: FieldErrors;
  readonly values: FieldValues;
}

/** The form for an extension, shown only while one is lawful: until when, to which date, on which grounds. */
export function Extend({ extend, heldBy, form, errors, values }: ExtendProps) {
  if (!extend) return heldBy ? <p class="hint">{heldWords(heldBy)}</p> : null;
  const many = extend.laws.length > 1;
  return (
    <Fold
      name="extend"
      summary={extend.until ? `Take longer, until ${dateText(extend.until)}` : 'Take longer'}
      errors={errors}
      values={values}
    >
      <p>
        Lawful only if the person is told by <b>{dateText(extend.lawfulUntil)}</b>, and only on these grounds.
        The mail is sent at once.
      </p>
      <Act name="extend" act="extend" form={form} errors={errors} label="Take longer" look="quiet">
        {many && (
          <p>
            Each of these laws has a date of its own, and only a ground under a law moves its date. The answer
            is due by the earliest of them.
          </p>
        )}
        {extend.laws.map((law) => (
          <SelectField
            name={law.field}
            id={`extend-${law.field}`}
            label={many ? `Ground under ${law.name}` : 'Ground in the law'}
            hint={many ? hintOf(law) : undefined}
            empty={many ? 'None' : 'Choose a ground'}
            choices={law.grounds}
            value={values[`extend-${law.field}`]}
            error={errors[`extend-${law.field}`]}
          />
        ))}
        {!extend.until && (
          <TextField
            name="until"
            id="extend-until"
            label="By which day will you answer?"
            hint="The law sets no length: the mail to the person names the day, and it binds you."
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

function hintOf({ keeps, isVoluntary, isPaused }: ExtendLaw): string {
  if (isPaused)
    return `Its clock is stopped until our question is answered. Only a ground chosen now makes its date later once it runs again.`;
  const how = isVoluntary ? ' You follow it voluntarily: its grounds move no other law’s date.' : '';
  return `Without one it keeps ${dateText(keeps)}.${how}`;
}

function heldWords({ law, day }: { law: string; day: string }): string {
  return `Another law would let you ask for more time, but that would not help: ${law} keeps its date of ${dateText(day)}.`;
}
