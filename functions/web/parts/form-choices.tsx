import { type Choice, type ChoiceGroup, describedBy, FieldNotes, type FieldProps } from './form-parts';

/** The choices for a table of labels, in its order. */
export function choicesOf(words: Readonly<Record<string, string>>): Choice[] {
  return Object.entries(words).map(([value, label]) => ({ value, label }));
}

function Options(props: { readonly choices: readonly Choice[]; readonly value?: string | undefined }) {
  return (
    <>
      {props.choices.map((choice) => (
        <option value={choice.value} selected={choice.value === props.value || undefined}>
          {choice.label}
        </option>
      ))}
    </>
  );
}

/** One choice of many, in a list. `empty` is the first entry, for "nothing chosen". */
export function SelectField(
  props: FieldProps & {
    readonly empty: string;
    readonly choices?: readonly Choice[];
    readonly groups?: readonly ChoiceGroup[];
  },
) {
  const id = props.id ?? props.name;
  return (
    <div class="field">
      <label for={id}>{props.label}</label>
      <FieldNotes id={id} hint={props.hint} error={props.error} />
      <select
        id={id}
        name={props.name}
        aria-describedby={describedBy(id, props)}
        aria-invalid={props.error ? 'true' : undefined}
      >
        <option value="">{props.empty}</option>
        <Options choices={props.choices ?? []} value={props.value} />
        {(props.groups ?? []).map((group) => (
          <optgroup label={group.name}>
            <Options choices={group.choices} value={props.value} />
          </optgroup>
        ))}
      </select>
    </div>
  );
}

/** A box that must be ticked. */
export function CheckField(props: FieldProps & { readonly checked?: boolean }) {
  const id = props.id ?? props.name;
  return (
    <div class="field">
      {props.error && (
        <span class="error" id={`${id}-error`}>
          {props.error}
        </span>
      )}
      <label class="pick" for={id}>
        <input
          type="checkbox"
          id={id}
          name={props.name}
          value="yes"
          checked={props.checked || undefined}
          aria-describedby={props.error ? `${id}-error` : undefined}
        />
        <span>
          <b>{props.label}</b>
          {props.hint && <span class="hint">{props.hint}</span>}
        </span>
      </label>
    </div>
  );
}
