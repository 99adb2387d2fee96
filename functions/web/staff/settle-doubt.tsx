import { type FieldErrors, type FieldValues, type FormTarget, TextBox } from '../parts/form-parts';
import { Act } from './act-form';
import { ReachedOnField } from './reached-on-field';
import type { Confirmation } from './totp-fields';

interface Props {
  /** Absent where there is no doubt about who is asking. */
  readonly settle?: { readonly confirmation: Confirmation } | undefined;
  readonly form: FormTarget;
  readonly errors: FieldErrors;
  readonly values: FieldValues;
}

/**
 * The form that settles a doubt of staff about who is asking. Posts `act` = `settle`, `because` and
 * `reached`; ids begin with `settle-`.
 */
export function SettleDoubt({ settle, form, errors, values }: Props) {
  if (!settle) return null;
  return (
    <div class="card">
      <h3>The doubt about who this is</h3>
      <p>Nothing is given or erased until it is settled.</p>
      <Act
        name="settle"
        act="settle"
        form={form}
        errors={errors}
        {...settle}
        label="The doubt is settled"
        look="quiet"
      >
        <TextBox
          name="because"
          id="settle-because"
          label="I know now who this is, because …"
          maxlength={1000}
          value={values['settle-because']}
          error={errors['settle-because']}
        />
        <ReachedOnField prefix="settle" errors={errors} values={values} />
      </Act>
    </div>
  );
}
