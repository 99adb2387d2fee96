import { civilDateOf } from '../../domain/civil-time';
import { dateText } from '../../words/date-text';
import { isPlainDate } from './plain-date';
import type { StaffDeps } from './staff-deps';

type ReachedOn = { readonly reachedOn?: string } | { readonly problem: string };

/**
 * The plain date on which an answer came by letter or telephone, as staff typed it; undefined where they left
 * it empty, and then it counts from now. Or what is wrong with it, in a sentence.
 *
 * @param asked - instant of the question that it answers
 */
export function readReachedOn(
  { clock }: Pick<StaffDeps, 'clock'>,
  typed: string | undefined,
  asked: { readonly at: string; readonly zone: string },
): ReachedOn {
  const day = typed?.trim() ?? '';
  if (day === '') return {};
  const askedOn = civilDateOf(asked.at, asked.zone).toString();
  if (!isPlainDate(day))
    return { problem: 'Choose a day of the calendar, or leave it empty if it was today.' };
  if (day > civilDateOf(clock.now(), asked.zone).toString())
    return { problem: 'That day has not come yet. Choose the day on which it reached you.' };
  if (day < askedOn)
    return {
      problem: `We asked on ${dateText(askedOn)}, so their answer came on that day or later.`,
    };
  return { reachedOn: day };
}
