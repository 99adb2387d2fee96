import { lawFor } from '../../../functions/config/laws/law-library';
import { deadlines } from '../../../functions/domain/deadlines/deadline';
import type { DeadlineCase } from '../../../functions/domain/deadlines/deadline-case';
import { type Walked, walkDays } from './day-walker';

/** One case through the engine and through the day walker, without the engine's words and other readings. */
export function bothWays(request: DeadlineCase): [engine: object, walker: Walked] {
  const law = lawFor(request.regime, request.place);
  const { alternatives, explain, computedWith, actAtOnce, unsuspendedRespondBy, ...dates } = deadlines(
    request,
    law,
  );
  return [dates, walkDays(request, law.regime, law.calendar)];
}
