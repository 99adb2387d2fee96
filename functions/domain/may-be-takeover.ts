import type { CorrectionPoint } from './correction-point';
import { isGuarded } from './corrections';
import type { DataMap } from './data-map';
import { kindsInWords } from './takeover-kinds';

interface RequestTexts {
  readonly message?: string | undefined;
  readonly corrections?: readonly CorrectionPoint[] | undefined;
}

/** Whether a requester's own words point at data with which an account could be taken over. */
export function pointsAtTakeover({ message, corrections = [] }: RequestTexts): boolean {
  const points = corrections.flatMap(({ what, now, right, shows }) => [what, now, right, shows]);
  return kindsInWords([...points, message]).length > 0;
}

/**
 * Whether the request may be about such data. In doubt it is: only points that name unguarded fields of the
 * map are certainly about something else.
 */
export function mayBeTakeover(map: Pick<DataMap, 'stores'>, asked: RequestTexts): boolean {
  const { corrections = [] } = asked;
  if (corrections.length === 0 || pointsAtTakeover(asked)) return true;
  return !corrections.every(({ what }) => namesPlainField(map, what));
}

function namesPlainField({ stores }: Pick<DataMap, 'stores'>, what: string): boolean {
  const named = stores
    .flatMap(({ collections }) => collections.flatMap(({ fields }) => fields))
    .filter(({ title }) => folded(what).includes(folded(title)));
  return named.length > 0 && !named.some(isGuarded);
}

function folded(text: string): string {
  return text.normalize('NFKC').toLowerCase().replace(/\s+/g, ' ').trim();
}
