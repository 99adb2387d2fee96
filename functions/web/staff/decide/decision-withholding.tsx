import { SelectField } from '../../parts/form-choices';
import {
  type Choice,
  type ChoiceGroup,
  type FieldErrors,
  type FieldValues,
  Form,
  type FormTarget,
  TextBox,
} from '../../parts/form-parts';

/** The grounds of a law that grants the right, and that must allow a part to be left out. */
export interface WithholdingLaw {
  readonly name: string;
  /** `ground` for the law that leads, `ground-LAW` for each other. */
  readonly field: string;
  readonly choices: readonly Choice[];
}

/**
 * `form` posts `what` (a value of `targets`), `ground` and `ground-LAW` for each further law, and `words`
 * where one of them is `own-words`; `undo` posts `undo` (an id of `withheld`). Ids of the fields:
 * `withhold-what`, `withhold-ground`.
 */
export interface DecisionWithholdingFacts {
  /** What is left out so far. */
  readonly withheld: readonly { readonly id: string; readonly what: string; readonly ground: string }[];
  /** Fields and records that can be left out, grouped by collection. */
  readonly targets: readonly ChoiceGroup[];
  readonly laws: readonly WithholdingLaw[];
  readonly form: FormTarget;
  readonly undo: FormTarget;
}

function Withheld({ withheld, undo }: Pick<DecisionWithholdingFacts, 'withheld' | 'undo'>) {
  if (withheld.length === 0) return <p>Nothing is left out. The person gets all of it.</p>;
  return (
    <Form {...undo}>
      <ul>
        {withheld.map((item) => (
          <li>
            <b>{item.what}</b>: {item.ground}{' '}
            <button type="submit" name="undo" value={item.id} class="quiet">
              Give it after all
            </button>
          </li>
        ))}
      </ul>
    </Form>
  );
}

/** The forms that leave a record or a field out of the answer; the person is told how much and why. */
export function DecisionWithholding(
  facts: DecisionWithholdingFacts & { readonly errors: FieldErrors; readonly values: FieldValues },
) {
  const { errors, values } = facts;
  const typed = Object.entries({ ...errors, ...values }).some(
    ([id, words]) => words && id.startsWith('withhold-'),
  );
  const open = facts.withheld.length > 0 || typed;
  return (
    <details class="card" open={open || undefined}>
      <summary>
        {facts.withheld.length > 0 ? `Left out so far: ${facts.withheld.length}` : 'Leave something out'}
      </summary>
      <Withheld withheld={facts.withheld} undo={facts.undo} />
      <Form {...facts.form}>
        <SelectField
          name="what"
          id="withhold-what"
          label="What"
          empty="Choose a field or a record"
          groups={facts.targets}
          value={values['withhold-what']}
          error={errors['withhold-what']}
        />
        {facts.laws.map(({ name, field, choices }) => (
          <SelectField
            name={field}
            id={`withhold-${field}`}
            label={facts.laws.length > 1 ? `On which ground under ${name}` : 'On which ground'}
            hint="The person is told the ground, not the content."
            empty="Choose a ground"
            choices={choices}
            value={values[`withhold-${field}`]}
            error={errors[`withhold-${field}`]}
          />
        ))}
        <TextBox
          name="words"
          id="withhold-words"
          label="In my own words (only where none of the grounds fits)"
          hint="Take advice first. The person reads your words and your name. It takes your authenticator app."
          rows={2}
          value={values['withhold-words']}
          error={errors['withhold-words']}
        />
        <button type="submit" class="quiet">
          Leave it out
        </button>
      </Form>
    </details>
  );
}
