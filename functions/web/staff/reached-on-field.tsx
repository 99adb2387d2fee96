import { type FieldErrors, type FieldValues, TextField } from '../parts/form-parts';

/** The day on which an answer came by letter or telephone. Posts `reached`; its id begins with `prefix`. */
export function ReachedOnField(props: {
  readonly prefix: string;
  readonly errors: FieldErrors;
  readonly values: FieldValues;
}) {
  const id = `${props.prefix}-reached`;
  return (
    <TextField
      name="reached"
      id={id}
      type="date"
      label="Their answer reached us on"
      hint="Only if it came by letter or telephone, and not today: the time to answer runs from that day on."
      value={props.values[id]}
      error={props.errors[id]}
    />
  );
}
