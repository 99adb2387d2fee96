import { blankingOf } from '../../functions/domain/blanking';
import type { FieldMap } from '../../functions/domain/data-map';
import { blankingText } from '../../functions/words/blanking-text';

function field(title: string, more: Partial<FieldMap> = {}): FieldMap {
  return {
    name: title.toLowerCase(),
    title,
    categories: ['user.content'],
    sensitive: false,
    thirdParty: false,
    secret: false,
    optOut: [],
    dataPoint: false,
    ...more,
  };
}

const name = field('Name', { blankWith: null });
const text = field('Text');
const stars = field('Stars', { categories: ['system.operations'] });
const gone = field('Gone', { categories: ['system.operations'], blankWith: { now: true } });

describe('the description of a record that is anonymised', () => {
  it.each([
    ['names what is blanked and what stays', [name, text, stars], 'kept without Name; Text, Stars stay'],
    ['says that the link is gone', [name, stars], 'no longer linked to you, kept without Name; Stars stays'],
    ['says so where nothing stays', [name], 'no longer linked to you, kept without Name'],
    [
      'takes a field without a category for one about people',
      [name, field('Note', { categories: [] })],
      'kept without Name; Note stays',
    ],
    [
      'takes no field for blanked of which parts stay',
      [field('Profile', { blankWith: { inside: { name: null } } }), stars],
      'kept without parts of Profile; Stars stays',
    ],
  ] as const)('%s', (_, fields, words) => {
    expect(blankingText(blankingOf({ fields }))).toBe(words);
  });

  it.each([
    [[name, text, gone], 'marked as deleted, kept without Name; Text stays'],
    [[name, gone], 'marked as deleted and no longer linked to you, kept without Name'],
    [[text, gone], 'marked as deleted; Text stays'],
  ] as const)('says of a mark that it is one: %#', (fields, words) => {
    expect(blankingText(blankingOf({ fields, marks: ['gone'] }))).toBe(words);
  });

  it('shortens a long list, unless asked for all of it', () => {
    const fields = [name, ...[...'ABCDEFGHI'].map((letter) => field(letter))];

    expect(blankingText(blankingOf({ fields }))).toBe('kept without Name; A, B, C, D, E and 4 more stay');
    expect(blankingText(blankingOf({ fields }), { max: Number.POSITIVE_INFINITY })).toContain('H, I stay');
    expect(blankingText(blankingOf({ fields: [name, stars] }), { whom: 'the person' })).toContain(
      'to the person',
    );
  });
});
