import { allRegimes } from '../../functions/config/laws/law-library';
import { isLawOfPlace } from '../../functions/domain/governing-laws';
import { rightNames } from '../../functions/domain/rights';
import {
  countText,
  dateText,
  daysBetween,
  durationText,
  fromNow,
  instantText,
  shortDate,
} from '../../functions/words/date-text';
import { placeGroups } from '../../functions/words/places';
import { offeredRights, rightLabels } from '../../functions/words/right-labels';
import { shownName, shownText } from '../../functions/words/shown-text';

describe('dates in words', () => {
  it('writes a plain date with its weekday, in any zone of the process', () => {
    expect(dateText('2026-12-24')).toBe('Thursday 24 December 2026');
    expect(dateText('2024-02-29')).toBe('Thursday 29 February 2024');
    expect(shortDate('2026-03-01')).toBe('1 Mar 2026');
  });

  it('writes an instant in the civil time of the zone', () => {
    expect(instantText('2026-12-31T23:30:00.000Z', 'Europe/Berlin')).toBe(
      'Friday 1 January 2027, 00:30 (Europe/Berlin)',
    );
  });

  it('rejects what is not a date', () => {
    expect(() => dateText('soon')).toThrow(RangeError);
    expect(() => instantText('soon', 'UTC')).toThrow(RangeError);
  });

  it('counts days across a change of the clocks', () => {
    expect(daysBetween('2026-03-28', '2026-03-30')).toBe(2);
    expect(daysBetween('2026-03-30', '2026-03-28')).toBe(-2);
  });

  it.each([
    ['2026-11-30', 'today'],
    ['2026-12-01', 'tomorrow'],
    ['2026-11-29', 'yesterday'],
    ['2026-12-12', 'in 12 days'],
    ['2026-11-20', '10 days ago'],
  ])('says %s from 30 November as "%s"', (date, words) => {
    expect(fromNow('2026-11-30', date)).toBe(words);
  });

  it.each([
    ['PT30M', '30 minutes'],
    ['PT1H', '1 hour'],
    ['P1DT12H', '1 day 12 hours'],
    ['P30D', '30 days'],
  ])('says the duration %s as "%s"', (duration, words) => {
    expect(durationText(duration)).toBe(words);
  });

  it('counts in the singular and the plural', () => {
    expect(countText(1, 'try', 'tries')).toBe('1 try');
    expect(countText(0, 'record')).toBe('0 records');
    expect(countText(5000, 'record')).toBe('5,000 records');
  });
});

describe('text of strangers', () => {
  it('is shown without characters that turn or hide text, and keeps its lines', () => {
    expect(shownText('a\u202Eb\u200Bc\r\nd\u0000')).toBe('abc\nd');
  });

  it('is cut at whole characters, and says so', () => {
    expect(shownText('👩👩👩', 2)).toBe('👩👩…');
    expect(shownText('abc', 3)).toBe('abc');
  });

  it('is cut without reading a megabyte', () => {
    expect(shownText('x'.repeat(1_000_000))).toHaveLength(4001);
  });

  it('becomes one short line if a name is shown', () => {
    expect(shownName('  Mia\n\tSommer ')).toBe('Mia Sommer');
    expect(shownName('x'.repeat(500))).toHaveLength(121);
  });
});

describe('words for rights and places', () => {
  it('has labels for every right, and offers each once', () => {
    expect([...offeredRights].sort()).toEqual([...rightNames].sort());
    for (const right of rightNames) expect(rightLabels(right).askedByThem).not.toMatch(/\byour?\b/);
  });

  it('offers each place once, by a code of its own', () => {
    const codes = placeGroups.flatMap((group) => group.places.map((place) => place.code));

    expect(new Set(codes).size).toBe(codes.length);
    for (const code of codes) expect(code).toMatch(/^([A-Z]{2}(-[A-Z]{2})?|other)$/);
  });

  it('have a place for each law, so that requesters can say where they live', () => {
    const codes = placeGroups.flatMap((group) => group.places.map((place) => place.code));
    const without = [...allRegimes().values()].filter(
      ({ jurisdiction }) => !codes.some((code) => isLawOfPlace(jurisdiction, code)),
    );

    expect(without.map(({ id }) => id)).toEqual([]);
  });
});
