import type { ContestedSays } from '../../domain/events';
import { SelectField } from '../form-choices';
import { type FieldErrors, Form, type FormTarget, TextBox } from '../form-parts';
import { counted } from '../words/date-words';

/** Records of a copy that name somebody else as well. `form` posts `whose-0`, `whose-1`, ... in the order of `groups`, and `note`. */
export interface DecisionContestedFacts {
  readonly groups: readonly ContestedShown[];
  readonly form?: FormTarget;
}

export interface ContestedShown {
  /** "Orders in the shop's database". */
  readonly where: string;
  readonly rows: number;
  readonly says?: ContestedSays;
}

const CHOICES: readonly { readonly value: ContestedSays; readonly label: string }[] = [
  { value: 'theirs', label: 'It is this person’s: give it' },
  { value: 'others', label: 'Leave it out: it is somebody else’s' },
  { value: 'unclear', label: 'Leave it out: I cannot tell whose it is' },
];

/** What names somebody else's own record too is given only when a colleague says so, and they say so before anything is approved. */
export function DecisionContested({
  groups,
  form,
  errors,
}: DecisionContestedFacts & { readonly errors: FieldErrors }) {
  if (groups.length === 0) return null;
  const all = groups.map(({ where, rows, says }, at) => (
    <SelectField
      name={`whose-${at}`}
      label={`${where}: ${counted(rows, 'record')}`}
      empty="Nobody has looked yet"
      choices={CHOICES}
      value={says}
      error={errors[`whose-${at}`]}
    />
  ));
  return (
    <div class="warn">
      <h2 id="contested">What names somebody else as well</h2>
      <p>
        These records lead to this person and to somebody else. Please look there and say whose they are. What
        you leave out, the person is told, with the reason. If some of a list are to be given, give it, and
        then leave out the others one by one below.
      </p>
      {form ? (
        <Form {...form}>
          {all}
          <TextBox
            name="note"
            id="contested-note"
            label="Note for your colleagues"
            maxlength={2000}
            error={errors['contested-note']}
          />
          <button type="submit">Save</button>
        </Form>
      ) : (
        all
      )}
    </div>
  );
}
