import { Temporal } from 'temporal-polyfill';
import { calendarFor } from '../../../functions/config/laws/law-library';
import {
  businessDaysBefore,
  CalendarRangeError,
  isWorkingDay,
  WEEKENDS_ONLY,
  workingDayFrom,
} from '../../../functions/domain/deadlines/working-days';

describe('working days', () => {
  it.each([
    ['2026-04-03', 'DE', false],
    ['2026-04-03', 'FR', true],
    ['2026-06-04', 'DE-BY', false],
    ['2026-06-04', 'DE-BE', true],
    ['2026-07-04', 'US-CA', false],
    ['2026-07-03', 'US-CA', true],
    ['2026-12-28', 'GB-ENG', false],
    ['2026-06-15', 'GB-SCT', false],
    ['2026-06-15', 'GB-ENG', true],
    ['2027-01-15', 'NZ', false],
    ['2027-01-18', 'NZ', true],
  ])('%s in %s is worked: %s', (date, place, worked) => {
    expect(isWorkingDay(date, calendarFor(place))).toBe(worked);
  });

  it('are counted back over weekends and holidays', () => {
    expect(businessDaysBefore('2026-04-07', 1, calendarFor('DE'))).toBe('2026-04-02');
    expect(businessDaysBefore('2026-04-07', 2, calendarFor('FR'))).toBe('2026-04-02');
    expect(businessDaysBefore('2026-03-07', 1, WEEKENDS_ONLY)).toBe('2026-03-05');
  });

  it('give the last working day before a day off when none are counted back', () => {
    expect(businessDaysBefore('2026-03-08', 0, WEEKENDS_ONLY)).toBe('2026-03-06');
    expect(businessDaysBefore('2026-03-06', 0, WEEKENDS_ONLY)).toBe('2026-03-06');
  });

  it('count a Saturday that makes up for a bridge day', () => {
    const calendar = { ...WEEKENDS_ONLY, workingWeekends: ['2026-02-28'] };

    expect(workingDayFrom(Temporal.PlainDate.from('2026-02-28'), calendar).toString()).toBe('2026-02-28');
  });

  it('are never guessed outside the years of the calendar', () => {
    expect(() => isWorkingDay('2041-01-01', calendarFor('DE'))).toThrow(CalendarRangeError);
  });
});
