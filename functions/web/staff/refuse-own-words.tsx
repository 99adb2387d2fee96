import type { CarriedSoFar } from '../../domain/carried-so-far';
import { type FieldErrors, type FieldValues, type FormTarget, TextBox } from '../parts/form-parts';
import { Act, Fold } from './act-form';
import { NothingDone } from './case-outcomes';
import type { Confirmation } from './totp-fields';

interface Props {
  readonly form: FormTarget;
  readonly errors: FieldErrors;
  readonly values: FieldValues;
  readonly confirmation: Confirmation;
  /** Name of the reader, who is responsible for the refusal. */
  readonly name: string;
  /** Name of the field for the text. */
  readonly field: 'reason' | 'answer';
  /** Maximum length of the text, in characters. */
  readonly longest: number;
  /** How far it is carried out; absent: not at all. */
  readonly soFar?: CarriedSoFar | undefined;
  /** The request can still be handed over instead. */
  readonly orHandOver?: true;
}

/**
 * For a refusal where no ground fits: the reader refuses in their own words and by name. This does not make
 * an unlawful refusal lawful. Posts `act` = `refuse-own-words`, the text and `totp`; ids begin with
 * `refuse-own-words-`.
 */
export function RefuseOwnWords({ field, orHandOver, longest, name, soFar = 'nothing', ...props }: Props) {
  const { form, errors, values, confirmation } = props;
  const id = `refuse-own-words-${field}`;
  return (
    <Fold
      name="refuse-own-words"
      summary="No ground fits: refuse in your own words"
      errors={errors}
      values={values}
    >
      <p>
        Do this only if you have taken advice and none of the grounds fits. The person reads your words, your
        name ({name}) as the person responsible for the decision, and where to complain.
        {orHandOver && ' If you are not sure, hand it over instead.'}
      </p>
      <Act
        name="refuse-own-words"
        act="refuse-own-words"
        form={form}
        errors={errors}
        confirmation={confirmation}
        label="Refuse, in my name"
        look="stop"
      >
        <TextBox
          name={field}
          id={id}
          label="Why, and by which law, for the person to read"
          rows={6}
          maxlength={longest}
          value={values[id]}
          error={errors[id]}
        />
        <NothingDone soFar={soFar} values={values} errors={errors} prefix="refuse-own-words-" />
      </Act>
    </Fold>
  );
}
