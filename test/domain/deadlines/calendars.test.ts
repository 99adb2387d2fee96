import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { allPlaces, calendarFor } from '../../../functions/config/laws/law-library';
import { countries, makeCountry, type SecondSource } from '../../../generate/calendars/make-country';
import { workedCases } from './worked-cases';

const folder = join(__dirname, '../../../functions/domain/deadlines/calendars');
const second: SecondSource = JSON.parse(readFileSync(join(folder, '_second-source.json'), 'utf8'));

function onDisk(country: string): unknown {
  return JSON.parse(readFileSync(join(folder, `${country.toLowerCase()}.json`), 'utf8'));
}

/** Orthodox Easter Sundays as church calendars print them, by our calendar. */
const ORTHODOX_EASTER = [
  ...['2018-04-08', '2019-04-28', '2020-04-19', '2021-05-02', '2022-04-24', '2023-04-16', '2024-05-05'],
  ...['2025-04-20', '2026-04-12', '2027-05-02', '2028-04-16', '2029-04-08', '2030-04-28', '2031-04-13'],
  ...['2032-05-02', '2033-04-24', '2034-04-09', '2035-04-29', '2036-04-20', '2037-04-05', '2038-04-25'],
  ...['2039-04-17', '2040-05-06'],
];

function dayBefore(day: string, days: number): string {
  return new Date(Date.parse(day) - days * 86_400_000).toISOString().slice(0, 10);
}

describe('the calendars', () => {
  it.each(['DE', 'GB', 'CY', 'LI', 'CL'])(
    'of %s are what generate/make-calendars.ts makes today',
    (country) => {
      expect(onDisk(country)).toEqual(makeCountry(country, second));
    },
  );

  it('are there for every country of the EEA, the United Kingdom and every law with a place', () => {
    const places = allPlaces();

    expect(countries.filter((c) => c !== 'GB').every((country) => places.includes(country))).toBe(true);
    expect(workedCases.flatMap((c) => c.place ?? []).every((place) => places.includes(place))).toBe(true);
  });

  it('count a day as a holiday only when both sources have it', () => {
    const slovakia = calendarFor('SK');

    expect(slovakia.holidays['2027-09-15']).toBeUndefined();
    expect(slovakia.disputed?.['2027-09-15']).toBeDefined();
    expect(slovakia.holidays['2027-08-29']).toBeDefined();
  });

  it('work on the days that Slovakia took out for 2026, and on 17 November for good', () => {
    const worked = ['2026-05-08', '2026-09-15', '2026-11-17', '2027-11-17'];

    expect(worked.filter((day) => calendarFor('SK').holidays[day] !== undefined)).toEqual([]);
  });

  it('have the extra bank holiday of Scotland in 2026, which England and Northern Ireland do not have', () => {
    const having = ['GB-SCT', 'GB-ENG', 'GB-NIR'].filter(
      (place) => calendarFor(place).holidays['2026-06-15'],
    );

    expect(having).toEqual(['GB-SCT']);
    expect(calendarFor('GB-SCT').disputed?.['2026-06-15']).toBeUndefined();
  });

  it.each(ORTHODOX_EASTER)(
    'put Green Monday in Cyprus 48 days before the Orthodox Easter of %s',
    (easter) => {
      const cyprus = calendarFor('CY');
      const monday = dayBefore(easter, 48);

      expect(cyprus.holidays[monday]).toBeDefined();
      expect(new Date(monday).getUTCDay()).toBe(1);
      expect(cyprus.holidays[dayBefore(easter, 47)]).toBeUndefined();
      expect(cyprus.disputed?.[dayBefore(easter, 47)]).toBeUndefined();
    },
  );

  it('have the holidays of the labour act of Liechtenstein, and the days it notified for periods', () => {
    const { holidays, disputed } = calendarFor('LI');
    const inTheAct = [
      '01-01',
      '01-06',
      '04-06',
      '05-01',
      '05-14',
      '05-25',
      '06-04',
      '08-15',
      '09-08',
      '11-01',
    ];
    const all = [...inTheAct, '12-08', '12-25', '12-26', '02-02', '03-19'].map((day) => `2026-${day}`);

    expect(all.filter((day) => holidays[day] === undefined)).toEqual([]);
    expect(all.filter((day) => disputed?.[day] !== undefined)).toEqual([]);
    expect(holidays['2020-03-19']).toBeUndefined();
  });

  it('know the holidays of Chile', () => {
    const fixed = [
      '01-01',
      '05-01',
      '05-21',
      '07-16',
      '08-15',
      '09-18',
      '09-19',
      '10-31',
      '11-01',
      '12-08',
      '12-25',
    ];
    const { holidays } = calendarFor('CL');

    expect(fixed.filter((day) => holidays[`2026-${day}`] === undefined)).toEqual([]);
    expect(holidays['2026-04-03']).toBeDefined();
  });

  it('have the one-off days of the United Kingdom', () => {
    const england = calendarFor('GB-ENG').holidays;

    const oneOff = ['2020-05-08', '2022-06-02', '2022-06-03', '2022-09-19', '2023-05-08'];

    expect(oneOff.filter((date) => england[date] === undefined)).toEqual([]);
    expect(england['2020-05-04']).toBeUndefined();
    expect(england['2022-05-30']).toBeUndefined();
  });
});
