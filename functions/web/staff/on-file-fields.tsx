import { SelectField } from '../parts/form-choices';
import type { FieldErrors, FieldValues } from '../parts/form-parts';
import { type Confirmation, TotpFields } from './totp-fields';

/** What staff may say about the addresses on file, for a correction by hand. */
export const onFileChoices = ['told', 'not-concerned'] as const;

const CHOICES = [
  { value: 'told', label: 'Every address on file was told which kind of data changes, and nobody objected' },
  { value: 'not-concerned', label: 'Nothing of this kind was changed' },
] as const;

interface Props {
  /** Absent where none of this is asked. */
  readonly onFile?: Confirmation | undefined;
  readonly values: FieldValues;
  readonly errors: FieldErrors;
}

/**
 * The fields that confirm a correction by hand with which an account could be taken over. Posts `on-file` and
 * `totp`; ids `on-file` and `on-file-totp`.
 */
export function OnFileFields({ onFile, values, errors }: Props) {
  if (!onFile) return null;
  return (
    <fieldset>
      <legend>If it was done, in whole or in part</legend>
      <p>
        With a name, an address, a log-in, a bank account or a date of birth somebody could take over an
        account. So the old addresses are told before it changes, without the new value, and your app confirms
        it.
      </p>
      <SelectField
        name="on-file"
        label="The addresses on file"
        empty="Choose"
        choices={CHOICES}
        value={values['on-file']}
        error={errors['on-file']}
      />
      <TotpFields confirmation={onFile} idPrefix="on-file" error={errors['on-file-totp']} />
    </fieldset>
  );
}
