import { type FieldErrors, type FieldValues, TextBox } from '../parts/form-parts';

interface Props {
  readonly hint: string;
  readonly values: FieldValues;
  readonly errors: FieldErrors;
}

/** The field in which staff say why they know the person; posts `because`, up to 1,000 characters. */
export function KnownBecause({ hint, values, errors }: Props) {
  return (
    <TextBox
      name="because"
      id="known-because"
      label="Because"
      hint={hint}
      maxlength={1000}
      value={values['known-because']}
      error={errors['known-because']}
    />
  );
}
