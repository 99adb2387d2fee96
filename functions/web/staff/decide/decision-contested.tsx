import type { ContestedSays } from '../../../domain/event-facts';
import { countText } from '../../../words/date-text';
import type { FieldErrors, FieldValues, FormTarget } from '../../parts/form-parts';
import { SettleForm, type SettleQuestion } from '../settle-form';

/**
 * Records of a copy that name somebody else as well. `form` posts `whose-0`, `whose-1`, ... in the order of
 * `groups`, and `note`.
 */
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

/** The choices for whose contested records are. */
export const whoseChoices: readonly { readonly value: ContestedSays; readonly label: string }[] = [
  { value: 'theirs', label: 'It is this person’s: give it' },
  { value: 'others', label: 'Leave it out: it is somebody else’s' },
];

const CHOICES: typeof whoseChoices = [
  ...whoseChoices,
  { value: 'unclear', label: 'I cannot tell yet: the copy waits, and you all get a task to find out' },
];

/** A collection with contested records, as the forms name it. */
export function whoseQuestion({ where, rows, says }: ContestedShown): SettleQuestion {
  return { label: `${where}: ${countText(rows, 'record')}`, says };
}

/**
 * A record that names somebody else too is given only if staff say that it is this person's, and they say so
 * before the approval.
 */
export function DecisionContested({
  groups,
  form,
  errors,
  values,
}: DecisionContestedFacts & { readonly errors: FieldErrors; readonly values: FieldValues }) {
  return (
    <SettleForm
      id="contested"
      title="What names somebody else as well"
      intro="These records lead to this person and to somebody else. Please look there and say whose they are. The person is told what you leave out, and why. To give only some of a list, give it, and then leave out the others one by one below."
      name="whose"
      questions={groups.map(whoseQuestion)}
      choices={CHOICES}
      form={form}
      errors={errors}
      values={values}
    />
  );
}
