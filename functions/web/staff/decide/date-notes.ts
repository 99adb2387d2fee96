import type { LawBook } from '../../../domain/deadlines/law';
import type { DueDates, LawClock } from '../../../domain/due-dates';
import { dateText } from '../../../words/date-text';

/**
 * What staff must know beside the deadline: other laws' clocks, other interpretations, uncertain rules, laws
 * not reviewed. One sentence each.
 */
export function dateNotes(dates: DueDates, book: LawBook): string[] {
  const ruling = dates.clocks.find((clock) => clock.regime === dates.ruling);
  const others = dates.clocks.filter((clock) => clock.regime !== dates.ruling);
  return [
    ...(dates.paused
      ? ['The clock is stopped. The date above is the one without the pause: keep to it if you can.']
      : []),
    ...(dates.acknowledgeBy ? [`The receipt must be confirmed by ${dateText(dates.acknowledgeBy)}.`] : []),
    ...(dates.undated ?? []).map(
      (regime) =>
        `The date under ${book.regimes[regime]?.shortName ?? regime} cannot be worked out with the settings as they are. Keep to the date above, which is earlier than any law’s.`,
    ),
    ...others.map((clock) => otherClock(clock, book)),
    ...(ruling ? otherReadings(ruling) : []),
    ...dates.clocks.flatMap((clock) => unsureRules(clock, book)),
    ...dates.clocks.flatMap((clock) => notReviewed(clock, book)),
  ];
}

function nameOf(clock: LawClock, book: LawBook): string {
  return book.regimes[clock.regime]?.shortName ?? clock.regime;
}

function otherClock(clock: LawClock, book: LawBook): string {
  const { extendedRespondBy, respondBy, unsuspendedRespondBy } = clock.dates;
  const date = extendedRespondBy ?? respondBy ?? unsuspendedRespondBy;
  const name = nameOf(clock, book);
  return date
    ? `Under ${name} the latest date is ${dateText(date)}.`
    : `${name} names no number of days for this.`;
}

function otherReadings({ dates }: LawClock): string[] {
  const { later, strictSaturdayCounted, earlierIfAskDayCounts } = dates.alternatives ?? {};
  return [
    ...(later?.respondBy
      ? [`A later date can be argued: ${dateText(later.respondBy)}. We keep to the earlier.`]
      : []),
    ...(strictSaturdayCounted?.respondBy
      ? [`Counting Saturdays it would be ${dateText(strictSaturdayCounted.respondBy)}.`]
      : []),
    ...(earlierIfAskDayCounts?.respondBy
      ? [`If the day of asking counts it would be ${dateText(earlierIfAskDayCounts.respondBy)}.`]
      : []),
  ];
}

function unsureRules(clock: LawClock, book: LawBook): string[] {
  return clock.dates.explain
    .filter((step) => step.confidence !== 'official')
    .map((step) => {
      const where = step.article ? `, ${step.article}` : '';
      return `Not read in the law itself (${nameOf(clock, book)}${where}): ${step.text}.`;
    });
}

function notReviewed(clock: LawClock, book: LawBook): string[] {
  return book.regimes[clock.regime]?.review === 'notYetReviewed'
    ? [`The rules of ${nameOf(clock, book)} are not yet reviewed: check them before you rely on a date.`]
    : [];
}
