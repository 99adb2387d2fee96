import { CheckField } from '../parts/form-choices';
import { type FieldErrors, type FieldValues, TextBox } from '../parts/form-parts';

/**
 * `due`: is informed unless it is left out. `unclear`: the map does not say. `no`: not concerned, as far as
 * the map says.
 */
export interface RecipientChoice {
  readonly id: string;
  readonly name: string;
  readonly purpose: string;
  readonly hears: 'due' | 'unclear' | 'no';
}

/** Posts `left-ID` and `told-ID` (= `yes`), `left-because`, `told-what`. */
export interface RecipientsChoiceFacts {
  readonly recipients: readonly RecipientChoice[];
  /** Whether the recipients need staff's instruction to know what to do. */
  readonly instruction: boolean;
  /** The requester acts for somebody else: only staff's instruction can say whom it is about. */
  readonly forAnother?: boolean;
}

interface Props {
  readonly choice: RecipientsChoiceFacts | undefined;
  readonly errors: FieldErrors;
  readonly values: FieldValues;
}

function Pick({ one, left, values }: { one: RecipientChoice; left: boolean; values: FieldValues }) {
  const name = `${left ? 'left' : 'told'}-${one.id}`;
  return (
    <CheckField
      name={name}
      label={one.name}
      hint={
        one.hears === 'unclear' ? `${one.purpose} (the data map does not say for which use)` : one.purpose
      }
      checked={values[name] === 'yes'}
    />
  );
}

const DATUM =
  'Only the item they had from you: what was wrong and what is right. They read it behind a code.';
const FOR_ANOTHER =
  'Say whom it is about, as they know that person: the address of this request belongs to whoever asks, and they are not told it. They read it behind a code.';

/**
 * The recipients to inform of what was done: staff leave out from the desk's list and add to it. If they do
 * nothing, the list stays as it is.
 */
export function RecipientsChoice({ choice, errors, values }: Props) {
  if (!choice) return null;
  const due = choice.recipients.filter(({ hears }) => hears === 'due');
  const others = choice.recipients.filter(({ hears }) => hears !== 'due');
  return (
    <fieldset id="recipients">
      <legend>Who else must be told</legend>
      <p class="hint">
        Once it is done, everybody who had this data from you is told, with a link and nothing about the
        person in the mail. The person reads who was told.
      </p>
      {due.length > 0 && (
        <p>
          They are told, unless you tick them here: because they never had what this is about, or because
          telling them is impossible or out of all proportion.
        </p>
      )}
      {due.map((one) => (
        <Pick one={one} left values={values} />
      ))}
      {due.length > 0 && (
        <TextBox
          name="left-because"
          label="Why those you ticked are not told"
          hint="In facts. The person reads it. Leave it empty if you ticked nobody."
          maxlength={2000}
          value={values['left-because']}
          error={errors['left-because']}
        />
      )}
      {others.length > 0 && <p>They are not told, unless you tick them here:</p>}
      {others.map((one) => (
        <Pick one={one} left={false} values={values} />
      ))}
      {choice.instruction && (
        <TextBox
          name="told-what"
          label="What those who are told have to do"
          hint={choice.forAnother ? FOR_ANOTHER : DATUM}
          maxlength={2000}
          value={values['told-what']}
          error={errors['told-what']}
        />
      )}
    </fieldset>
  );
}
