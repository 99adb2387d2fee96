import { Temporal } from 'temporal-polyfill';
import { allRegimes, lawFor } from '../../../functions/config/laws/law-library';
import { deadlines } from '../../../functions/domain/deadlines/deadline';
import type { ClockRule, Regime } from '../../../functions/domain/deadlines/law';
import { ruleOn } from '../../../functions/domain/deadlines/rule-on';
import { disputed, moreWorkedCases, type WorkedCase, workedCases } from './worked-cases';

/**
 * One date of one clock of one law, and whether worked cases prove it at a month end and at a weekend or
 * holiday.
 */
export interface Proof {
  regime: string;
  clock: string;
  field: string;
  monthEnd: boolean;
  dayOff: boolean;
}

/** The proof of every date of every law. */
export function proofs(): Proof[] {
  const shown = [...workedCases, ...moreWorkedCases].filter((c) => !disputed[c.id]).flatMap(shows);
  return [...allRegimes().values()].flatMap((law) =>
    datesOf(law).map(({ clock, field }) => {
      const about = shown.filter((s) => s.regime === law.id && s.clock === clock && s.field === field);
      return {
        regime: law.id,
        clock,
        field,
        monthEnd: about.some((s) => s.monthEnd),
        dayOff: about.some((s) => s.dayOff),
      };
    }),
  );
}

/** Whether a date has fewer than both proofs. */
export function isUnproven({ monthEnd, dayOff }: Proof): boolean {
  return !(monthEnd && dayOff);
}

function datesOf(law: Regime): { clock: string; field: string }[] {
  return Object.entries(law.clocks).flatMap(([clock, rule]) =>
    fieldsOf(rule).map((field) => ({ clock, field })),
  );
}

function fieldsOf(rule: ClockRule): string[] {
  return [
    ...(rule.acknowledge ? ['acknowledgeBy'] : []),
    ...(rule.respond ? ['respondBy'] : []),
    ...(rule.extension ? ['extensionNoticeBy', 'extendedRespondBy'] : []),
    ...(rule.completionNotice ? ['completionNoticeBy'] : []),
  ];
}

/** What one case shows about each date it expects. */
function shows(worked: WorkedCase): Proof[] {
  const { regime, calendar } = lawFor(worked.regime, worked.place);
  const received = Temporal.Instant.from(worked.received).toZonedDateTimeISO(worked.zone).toPlainDate();
  const type = regime.requestTypes[worked.requestType];
  const clock = type ? ruleOn(type, received.toString()).clock : '';
  const said = deadlines(worked, { regime, calendar }).explain.map((step) => step.text);
  return Object.entries(worked.expect).flatMap(([field, date]) => {
    if (typeof date !== 'string' || !field.endsWith('By')) return [];
    const monthEnd = received.day >= 29 || received.day === received.daysInMonth;
    const business = said.some((text) => text.includes('business day'));
    const between = Object.keys(calendar.holidays).some((day) => day > received.toString() && day < date);
    // A day that the notice itself named is moved by no rule, whatever day of the week it is.
    const namedByNotice = worked.events.some((event) => event.until === date);
    const met = said.some(
      (text) => text.startsWith(`${date} is `) || text.endsWith(`next working day, ${date}`),
    );
    return [
      {
        regime: worked.regime,
        clock,
        field,
        monthEnd,
        dayOff: met || namedByNotice || (business && between),
      },
    ];
  });
}
