import { MAX_POINTS } from '../../domain/correction-point';
import { choicesOf } from '../parts/form-choices';
import { ChoiceField, type FieldErrors, type FieldValues, TextBox, TextField } from '../parts/form-parts';

/** What should happen to an entry, in the requester's words. */
const wishWords = {
  change: 'It is wrong or out of date: change it',
  add: 'Something is missing: add it',
  remove: 'It should not be there: take it out',
} as const;

interface PointProps {
  readonly n: number;
  readonly values: FieldValues;
  readonly errors: FieldErrors;
}

function Point({ n, values, errors }: PointProps) {
  const of = (name: string) => {
    const id = `${name}-${n}`;
    return { name: id, id, value: values[id], error: errors[id] };
  };
  return (
    <>
      <TextField
        {...of('what')}
        label="Which entry?"
        hint="For example: my surname, or the street of my delivery address."
        maxlength={200}
      />
      <ChoiceField
        {...of('wish')}
        value={values[`wish-${n}`] ?? 'change'}
        label="What should happen?"
        choices={choicesOf(wishWords)}
      />
      <TextField {...of('now')} label="What it says now (if you know)" maxlength={500} />
      <TextField
        {...of('right')}
        label="What is right"
        hint="Leave it empty if it is to be taken out."
        maxlength={1000}
      />
      <TextBox
        {...of('shows')}
        label="What shows it? (optional)"
        hint="A few words are enough. Never a copy of an identity card."
        maxlength={1000}
        rows={2}
      />
    </>
  );
}

/**
 * The points of a correction, all but the first one folded. Posts `what-1`, `wish-1`, `now-1`, `right-1`,
 * `shows-1`, ...
 */
export function CorrectionPoints({ values, errors }: Omit<PointProps, 'n'>) {
  return (
    <>
      {Array.from({ length: MAX_POINTS }, (_, at) => at + 1).map((n) =>
        n === 1 ? (
          <fieldset>
            <legend>What is to be corrected</legend>
            <Point n={n} values={values} errors={errors} />
          </fieldset>
        ) : (
          <details class="card" open={isBegun(n, values, errors) || undefined}>
            <summary>Another point</summary>
            <Point n={n} values={values} errors={errors} />
          </details>
        ),
      )}
    </>
  );
}

function isBegun(n: number, values: FieldValues, errors: FieldErrors): boolean {
  return ['what', 'now', 'right', 'shows'].some((name) => values[`${name}-${n}`] || errors[`${name}-${n}`]);
}
