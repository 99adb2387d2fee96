import { nearestWord } from '../../domain/nearest-word';
import { ALL_CALENDARS } from '../laws/all-calendars';
import { type FormatCheck, quoteValue } from './setting-formats';

/**
 * A place whose public holidays are known: a country, or a region of it where holidays differ (ISO 3166-1 and
 * -2).
 */
export const placeFault: FormatCheck = (value) => {
  const [country = '', region] = value.split('-', 2);
  const file = Object.hasOwn(ALL_CALENDARS, country) ? ALL_CALENDARS[country] : undefined;
  if (!file) return unknownCountry(value);
  const regions = Object.keys(file.regions).map((code) => `${country}-${code}`);
  if (value === country && Object.keys(file.holidays).length === 0)
    return {
      problem: `${country} has no holidays of its own, only its parts have`,
      remedy: `Choose one of ${regions.join(', ')}.`,
    };
  if (region === undefined || regions.includes(value)) return undefined;
  return {
    problem: `${quoteValue(value)} is no region of ${file.name} with holidays of its own`,
    remedy: `Choose one of ${[country, ...regions].join(', ')}.`,
  };
};

function unknownCountry(value: string) {
  const countries = Object.keys(ALL_CALENDARS).sort();
  const meant = nearestWord(value, countries);
  return {
    problem: `${quoteValue(value)} is no place whose public holidays are known`,
    remedy: `${meant ? `Did you mean ${meant}? ` : ''}Begin with a country, one of ${countries.join(', ')}; add the region where holidays differ, for example DE-BE, GB-ENG or US-CA.`,
  };
}
