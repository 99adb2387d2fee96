import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { countries, makeCountry, type SecondSource } from '../../../bin/calendars/make-country';
import { allPlaces, calendarFor } from '../../../functions/domain/deadlines/law-library';
import { workedCases } from './worked-cases';

const folder = join(__dirname, '../../../functions/domain/deadlines/calendars');
const second: SecondSource = JSON.parse(readFileSync(join(folder, '_second-source.json'), 'utf8'));

function onDisk(country: string): unknown {
  return JSON.parse(readFileSync(join(folder, `${country.toLowerCase()}.json`), 'utf8'));
}

describe('the calendars', () => {
  it.each(['DE', 'GB'])('of %s are what bin/make-calendars.ts makes today', (country) => {
    expect(onDisk(country)).toEqual(makeCountry(country, second));
  });

  it('are there for every country of the EEA, the United Kingdom and every law with a place', () => {
    const places = allPlaces();

    expect(countries.filter((c) => c !== 'GB').every((country) => places.includes(country))).toBe(true);
    expect(workedCases.flatMap((c) => c.place ?? []).every((place) => places.includes(place))).toBe(true);
  });

  it('count a day as a holiday only when both sources have it', () => {
    const scotland = calendarFor('GB-SCT');

    expect(scotland.holidays['2026-06-15']).toBeUndefined();
    expect(scotland.disputed?.['2026-06-15']).toBeDefined();
    expect(scotland.holidays['2026-11-30']).toBeDefined();
  });

  it('have the one-off days of the United Kingdom', () => {
    const england = calendarFor('GB-ENG').holidays;

    const oneOff = ['2020-05-08', '2022-06-02', '2022-06-03', '2022-09-19', '2023-05-08'];

    expect(oneOff.filter((date) => england[date] === undefined)).toEqual([]);
    expect(england['2020-05-04']).toBeUndefined();
    expect(england['2022-05-30']).toBeUndefined();
  });
});
