import type { UnreadSays } from '../../../domain/event-facts';
import type { UnreadReason } from '../../../domain/finding';
import { countText } from '../../../words/date-text';
import { shownName } from '../../../words/shown-text';
import { unreadReasons } from '../../../words/unread-text';
import type { FieldErrors, FieldValues, FormTarget } from '../../parts/form-parts';
import { SettleForm } from '../settle-form';

/**
 * Places that could not be read, by store and reason. `form` posts `says-0`, `says-1`, ... in the order of
 * `groups`, each `nothing` | `handled` | `to-do`, and `note`.
 */
export interface DecisionUnreadFacts {
  readonly groups: readonly UnreadShown[];
  readonly form?: FormTarget;
}

export interface UnreadShown {
  readonly store: string;
  readonly reason: UnreadReason;
  /** Names of the places; they may contain personal data. */
  readonly places: readonly string[];
  /** How many there are in all. */
  readonly count: number;
  readonly says?: UnreadSays;
}

const CHOICES: readonly { readonly value: UnreadSays; readonly label: string }[] = [
  { value: 'nothing', label: 'I looked: nothing of this person is in it' },
  { value: 'handled', label: 'It holds something, and I dealt with it by hand' },
  { value: 'to-do', label: 'It holds something that is still to be dealt with' },
];

function Places({ store, reason, places, count }: UnreadShown) {
  return (
    <>
      <h3>
        {store}: {countText(count, 'place')}, {unreadReasons[reason]}
      </h3>
      {reason === 'unsearched' && (
        <p>
          The data map describes no way that leads there for this person: no field has an identity that is
          known of them, or references a record that was found. Look there by hand; or give a field its
          identity or reference in the data map, deploy it, and search again.
        </p>
      )}
      <details>
        <summary>{count === 1 ? 'Which one' : 'Which ones'}</summary>
        <ul>
          {places.map((place) => (
            <li>
              <bdi>{shownName(place)}</bdi>
            </li>
          ))}
        </ul>
        {count > places.length && <p>And {count - places.length} more.</p>}
      </details>
    </>
  );
}

/**
 * Places that the desk could not read may hold something about the person: staff look and say so before the
 * approval.
 */
export function DecisionUnread({
  groups,
  form,
  errors,
  values,
}: DecisionUnreadFacts & { readonly errors: FieldErrors; readonly values: FieldValues }) {
  return (
    <SettleForm
      id="unread"
      title="What could not be read"
      intro="The desk came across it where this person’s data may be, and cannot tell what is in it. Please look there by hand, and say below what you found: the person is told that, and how much it was. It is noted that you have seen this list."
      name="says"
      questions={groups.map((group) => ({
        label: 'What you found there',
        says: group.says,
        about: <Places {...group} />,
      }))}
      choices={CHOICES}
      form={form}
      errors={errors}
      values={values}
    />
  );
}
