import { fieldTitle, kindsOfData, longDate, storedDateWords } from '../../functions/documents/answer-words';
import { aField } from '../builders/a-map';
import { aCollection } from './sample-answer';

describe('dates in words', () => {
  it('writes a plain date out', () => {
    expect(longDate('2026-12-04')).toBe('4 December 2026');
  });

  it.each([
    ['2026-03-08', '8 Mar 2026'],
    ['2026-03-08T20:11:00Z', '8 Mar 2026, 20:11 UTC'],
    ['2026-03-08 20:11:00.123456+00', '8 Mar 2026, 20:11 UTC'],
    ['2026-03-08T20:11:00+01:00', '8 Mar 2026, 20:11 UTC+01:00'],
    ['2026-03-08T20:11', '8 Mar 2026, 20:11'],
  ])('reads the stored text %j as a date', (text, words) => {
    expect(storedDateWords(text)).toBe(words);
  });

  it.each(['2026-13-08', '2026-03-32', '2026-03-08 was lovely', '20260308', '1234-5', ''])(
    'leaves the text %j as it is',
    (text) => {
      expect(storedDateWords(text)).toBeUndefined();
    },
  );
});

describe('words from the map', () => {
  it('name each kind of data once, and unknown kinds by their own name', () => {
    const collection = aCollection('c', 'C', [
      aField('a', 'A', { categories: ['user.contact.email', 'user.contact.phone_number'] }),
      aField('b', 'B', { categories: ['user.name', 'user.shoe_size.left', 'system.operations'] }),
    ]);

    expect(kindsOfData(collection)).toEqual(['contact details', 'name', 'shoe size left', 'technical data']);
  });

  it('use the title of the map, or else make the name readable', () => {
    const collection = aCollection('c', 'C', [aField('a.b', 'Bee')]);

    expect(fieldTitle(collection, 'a.b')).toBe('Bee');
    expect(fieldTitle(collection, 'a.lastSeen_at')).toBe('Last Seen at');
  });
});
