import type { CorrectionPoint } from '../../domain/correction-point';
import { shownText } from '../../words/shown-text';
import { CheckField, SelectField } from '../parts/form-choices';
import { type FieldErrors, type FieldValues, TextField } from '../parts/form-parts';

export interface CorrectionRowShown {
  /** "Customer account in the shop's database". */
  readonly title: string;
  /** Its key, in words. */
  readonly key: string;
  /** Why a law requires it to be kept unchanged. */
  readonly keptBy?: string;
  /** Why it is unclear whether a law requires it to be kept unchanged. */
  readonly maybeKept?: string;
  readonly fields: readonly CorrectionFieldShown[];
  /** The record has a field for a note. */
  readonly takesNote: boolean;
}

export interface CorrectionFieldShown {
  readonly title: string;
  /** Absent for a value that is held but never shown. */
  readonly value?: string | null;
  readonly guarded: boolean;
  readonly choices?: readonly string[];
  readonly longest?: number;
}

interface Props {
  readonly points: readonly CorrectionPoint[];
  /** Values suggested to the reader, by the names of the fields. */
  readonly suggested: FieldValues;
  readonly values: FieldValues;
  readonly errors: FieldErrors;
}

function Field({
  at,
  field,
  ...props
}: Props & { readonly at: string; readonly field: CorrectionFieldShown }) {
  const { values, suggested, errors } = props;
  const id = `plan-new-${at}`;
  const value = values[id] ?? suggested[`new-${at}`];
  const now = field.value === undefined ? 'held, but not shown' : (field.value ?? 'empty');
  const facts = { name: `new-${at}`, id, value, error: errors[id] };
  const hint = `Now: ${shownText(now)}${field.guarded ? '. Changed only after a notice to the addresses on file.' : ''}`;
  return (
    <>
      {field.choices ? (
        <SelectField
          {...facts}
          label={field.title}
          hint={hint}
          empty="Leave as it is"
          choices={field.choices.map((one) => ({ value: one, label: one }))}
        />
      ) : (
        <TextField {...facts} label={field.title} hint={hint} maxlength={field.longest ?? 1000} />
      )}
      <CheckField
        name={`out-${at}`}
        id={`plan-out-${at}`}
        label={`Remove “${field.title}”`}
        checked={(values[`plan-out-${at}`] ?? suggested[`out-${at}`]) === 'yes'}
      />
      <Answers {...props} at={at} title={field.title} />
    </>
  );
}

/** The choice of the point that a value answers, where there are several points. */
function Answers({ at, title, ...props }: Props & { readonly at: string; readonly title: string }) {
  const { points, values, suggested, errors } = props;
  if (points.length < 2) return null;
  const id = `plan-for-${at}`;
  const numbers = points.map((_, n) => ({ value: String(n + 1), label: `Point ${n + 1}` }));
  return (
    <SelectField
      name={`for-${at}`}
      id={id}
      value={values[id] ?? suggested[`for-${at}`]}
      error={errors[id]}
      label={`Which point “${title}” answers, if it changes`}
      empty="The one that it fits"
      choices={[...numbers, { value: 'all', label: 'All points that are corrected' }]}
    />
  );
}

/** A record of the person, with a field for each value that may be corrected. */
export function CorrectionRow({
  r,
  row,
  ...props
}: Props & { readonly r: number; readonly row: CorrectionRowShown }) {
  return (
    <fieldset>
      <legend>
        {row.title} (<bdi>{shownText(row.key)}</bdi>)
      </legend>
      {row.keptBy && (
        <p>
          Kept as it was issued: {row.keptBy}. {untouched(row)}
        </p>
      )}
      {row.maybeKept && (
        <p>
          A law may keep it as it was issued: {row.maybeKept}. {untouched(row)}
        </p>
      )}
      {row.fields.map((field, f) => (
        <Field {...props} at={`${r}-${f}`} field={field} />
      ))}
      {row.takesNote && (
        <CheckField
          name={`note-${r}`}
          id={`plan-note-${r}`}
          label="Write the person’s note beside this record"
          checked={(props.values[`plan-note-${r}`] ?? props.suggested[`note-${r}`]) === 'yes'}
        />
      )}
    </fieldset>
  );
}

function untouched({ takesNote }: CorrectionRowShown): string {
  return takesNote
    ? 'It is not overwritten; at most a note is added beside it.'
    : 'It is not overwritten, and has no place for a note: what the person says is noted with the request.';
}
