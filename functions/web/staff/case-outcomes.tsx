import type { CarriedSoFar } from '../../domain/carried-so-far';
import type { Outcome } from '../../domain/event-facts';
import { isReview, type Right } from '../../domain/rights';
import { outcomeLabels, reviewOutcomeLabels } from '../../words/status-labels';
import { CheckField, choicesOf } from '../parts/form-choices';
import type { Choice, FieldErrors, FieldValues } from '../parts/form-parts';

/** Name of the checkbox with which staff say that nothing was done, where the desk cannot know. */
export const NOTHING_DONE = 'nothing-done';

const DONE: readonly Outcome[] = ['fulfilled', 'partly-fulfilled'];
const NOT_DONE: readonly Outcome[] = ['refused', 'nothing-found', 'unverified'];

interface Offered {
  readonly right: Right;
  readonly soFar: CarriedSoFar;
  /** Whether the reader may refuse. */
  readonly mayRefuse: boolean;
}

/**
 * The outcomes that can be recorded. A request that is known to be carried out, even in part, cannot be
 * refused or end with nothing found.
 */
export function outcomeChoices({ right, soFar, mayRefuse }: Offered): readonly Choice[] {
  if (isReview(right)) return choicesOf(reviewOutcomeLabels);
  return [...DONE, ...(soFar === 'something' ? [] : NOT_DONE)]
    .filter((value) => mayRefuse || value !== 'refused')
    .map((value) => ({ value, label: outcomeLabels[value] }));
}

interface TickProps {
  readonly soFar: CarriedSoFar;
  readonly values: FieldValues;
  readonly errors: FieldErrors;
  /** Prefix of the ids of the form's fields. */
  readonly prefix?: string;
}

/** Shown only where the desk does not know what a store did with its instruction. */
export function NothingDone({ soFar, values, errors, prefix = '' }: TickProps) {
  if (soFar !== 'perhaps') return null;
  const id = `${prefix}${NOTHING_DONE}`;
  return (
    <CheckField
      name={NOTHING_DONE}
      id={id}
      label="I looked: none of it is done"
      hint="The desk told a store to do it and does not know whether it was done. Tick this only if you looked and nothing that was asked for was done. It is recorded under your name."
      checked={values[id] === 'yes'}
      error={errors[id]}
    />
  );
}
