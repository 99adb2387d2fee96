import type { MapGap } from '../../../domain/data-map';
import type { UnmappedField } from '../../../domain/event-facts';
import { SelectField } from '../../parts/form-choices';
import { type FieldErrors, Form, type FormTarget } from '../../parts/form-parts';

/**
 * What prevents an approval. `classify` posts `classify-0`, `classify-1`, ... in the order of `unclassified`,
 * each `give` | `withhold`.
 */
export interface DecisionBlocksFacts {
  /** Gaps of the data map; only the map's owner can close them. */
  readonly gaps: readonly MapGap[];
  readonly unclassified: readonly UnclassifiedField[];
  readonly classify?: FormTarget;
}

export interface UnclassifiedField extends UnmappedField {
  /** Where it was found: "Orders in the shop's database". */
  readonly where: string;
  /** In how many of this person's records it is not empty; absent where nothing was copied (an erasure). */
  readonly records?: number;
}

/** Whether an approval is impossible for now. */
export function isBlocked({ gaps, unclassified }: DecisionBlocksFacts): boolean {
  return gaps.length + unclassified.length > 0;
}

const ANSWERS = [
  { value: 'give', label: 'It is about this person: give it' },
  { value: 'withhold', label: 'Leave it out' },
];

function Unclassified({ unclassified, classify, errors }: DecisionBlocksFacts & { errors: FieldErrors }) {
  if (unclassified.length === 0) return null;
  const fields = unclassified.map((field, at) => (
    <SelectField
      name={`classify-${at}`}
      label={`${field.field} – ${field.where}`}
      hint={field.records === undefined ? undefined : `Not empty in ${field.records} of the records.`}
      empty="Choose"
      choices={ANSWERS}
      error={errors[`classify-${at}`]}
    />
  ));
  return (
    <div class="warn">
      <h2 id="fields">Fields that nobody has described yet</h2>
      <p>
        They hold something. Say what to do with them for this request; then describe them in the data map.
      </p>
      {classify ? (
        <Form {...classify}>
          {fields}
          <button type="submit">Save</button>
        </Form>
      ) : (
        fields
      )}
    </div>
  );
}

function Gaps({ gaps }: Pick<DecisionBlocksFacts, 'gaps'>) {
  if (gaps.length === 0) return null;
  return (
    <div class="warn">
      <h2 id="gaps">The data map leaves something open</h2>
      <p>
        The answer would lack something that the law requires. Whoever looks after the data map has to fill it
        in:
      </p>
      <ul>
        {gaps.map((gap) => (
          <li>
            {gap.problem}. {gap.remedy} <small>({gap.at})</small>
          </li>
        ))}
      </ul>
    </div>
  );
}

/** Says why nothing can be approved yet, and offers what can be done about it here. */
export function DecisionBlocks(facts: DecisionBlocksFacts & { readonly errors: FieldErrors }) {
  return (
    <>
      <Unclassified {...facts} />
      <Gaps gaps={facts.gaps} />
    </>
  );
}
