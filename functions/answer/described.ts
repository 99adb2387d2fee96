import { collectionsOf, type StorePart } from './access-model';
import type { Because } from './disclosure-rules';

/** Whether an answer says that it is held and does not show it; what is held back for another reason is left out. */
export function isDescribed(because: Because): boolean {
  return because === 'never-shown' || because === 'conflict' || because === 'unclear';
}

/** How many kinds of data an answer names and does not show: fields of the stores, and what people named in stores that they searched. */
export function describedKinds(stores: readonly StorePart[]): number {
  const fields = collectionsOf(stores).flatMap(({ part }) =>
    part.finding.withheldFields.filter(({ because }) => isDescribed(because)),
  );
  const byHand = stores.flatMap((part) => (part.state === 'answered' ? (part.answer.named ?? []) : []));
  return fields.length + byHand.length;
}
