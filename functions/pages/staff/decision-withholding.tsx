import { SelectField } from '../form-choices';
import {
  type Choice,
  type ChoiceGroup,
  type FieldErrors,
  type FieldValues,
  Form,
  type FormTarget,
} from '../form-parts';

/**
 * `form` posts `what` (a value of `targets`) and `ground`; `undo` posts `undo` (an id of `withheld`). Ids of the fields: `withhold-what`, `withhold-ground`.
 */
export interface DecisionWithholdingFacts {
  /** What is left out so far. */
  readonly withheld: readonly { readonly id: string; readonly what: string; readonly ground: string }[];
  /** Fields and records that can be left out, grouped by collection. */
  readonly targets: readonly ChoiceGroup[];
  /** Grounds of the law that governs the request. */
  readonly grounds: readonly Choice[];
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

/** Taking a record or a field out of the answer; the person is told how much and why. */
export function DecisionWithholding(
  facts: DecisionWithholdingFacts & { readonly errors: FieldErrors; readonly values: FieldValues },
) {
  const { errors, values } = facts;
  const open = facts.withheld.length > 0 || errors['withhold-what'] || errors['withhold-ground'];
  return (
    <details class="card" open={Boolean(open) || undefined}>
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
        <SelectField
          name="ground"
          id="withhold-ground"
          label="On which ground"
          hint="The person is told the ground, not the content."
          empty="Choose a ground"
          choices={facts.grounds}
          value={values['withhold-ground']}
          error={errors['withhold-ground']}
        />
        <button type="submit" class="quiet">
          Leave it out
        </button>
      </Form>
    </details>
  );
}
