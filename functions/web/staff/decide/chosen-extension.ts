import type { DataSubjectRequest } from '../../../domain/data-subject-request';
import type { EventData } from '../../../domain/events';
import { dateText } from '../../../words/date-text';
import type { Fields } from '../../form-fields';
import type { FieldErrors } from '../../parts/form-parts';
import { isPlainDate } from '../plain-date';
import type { StaffDeps } from '../staff-deps';
import {
  dateAfterExtension,
  type ExtendingLaw,
  type ExtensionOffer,
  maxExtensionDay,
} from './extension-offer';

/**
 * What the event holds of the choice: the first law's ground, which older code reads, and the ground of each
 * law.
 */
type Chosen = Pick<EventData['extended'], 'regime' | 'ground' | 'words' | 'grounds' | 'until'>;

type Deps = Pick<StaffDeps, 'book' | 'clock'>;

/**
 * Reads which grounds were chosen. A law without one keeps its date. If the deadline then stays where it is,
 * nothing is extended, and the errors name the law that holds it.
 */
export function chosenExtension(
  deps: Deps,
  request: DataSubjectRequest,
  { offer, fields }: { readonly offer: ExtensionOffer; readonly fields: Fields },
): Chosen | { readonly errors: FieldErrors } {
  const chosen = offer.laws.flatMap((law) => {
    const ground = law.grounds.find(({ id }) => id === fields[law.field]);
    return ground ? [{ law, ground }] : [];
  });
  const [first] = chosen;
  const until = offer.until ? undefined : (fields.until ?? '');
  const dayProblem = until === undefined ? undefined : problemOf(deps, request, until);
  if (!first || dayProblem) {
    return {
      errors: {
        ...(first ? {} : { 'extend-ground': 'Choose the ground in the law.' }),
        ...(dayProblem ? { 'extend-until': dayProblem } : {}),
      },
    };
  }
  const grounds = Object.fromEntries(chosen.map(({ law, ground }) => [law.regime, ground.id]));
  const named = until === undefined ? {} : { until };
  const isChosen = ({ regime }: ExtendingLaw) => Object.hasOwn(grounds, regime);
  if (!dateAfterExtension(deps, request, { grounds, ...named }))
    return { errors: held(offer.laws.filter((law) => !isChosen(law) && !law.isPaused)) };
  const words = [...new Set(chosen.map(({ ground }) => ground.words))].join('; ');
  return { regime: first.law.regime, ground: first.ground.id, words, grounds, ...named };
}

/** An error for each law whose date stays and holds the deadline. */
function held(without: readonly ExtendingLaw[]): FieldErrors {
  const [first] = without.map(({ keeps }) => keeps).sort();
  const holding = without.filter(({ keeps }) => keeps === first);
  if (holding.length === 0)
    return { 'extend-until': 'Name a day that is later than the present latest date.' };
  return Object.fromEntries(
    holding.map(({ field, name, keeps }) => [
      `extend-${field}`,
      `This does not help: without a ground under ${name}, its date of ${dateText(keeps)} stays. Choose one, or answer by then.`,
    ]),
  );
}

function problemOf(deps: Deps, request: DataSubjectRequest, until: string): string | undefined {
  return isPlainDate(until) && until <= maxExtensionDay(deps, request)
    ? undefined
    : 'Name the day by which you answer.';
}
