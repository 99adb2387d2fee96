import {
  fieldNamesAmong,
  isAddressName,
  isDateName,
  isFieldName,
  mayIdentify,
  shownName,
} from '../../functions/connectors/telling-names';

const UUID = '123e4567-e89b-42d3-a456-426614174000';

describe('names that tell of somebody', () => {
  it.each([
    ['ida@example.com', '{address}'],
    ['mail of ida%40example.com.json', '{address}'],
    ['4711', '{id}'],
    ['C-4711', 'C-{id}'],
    ['kunde_4711_2024', 'kunde_{id}_2024'],
    ['cus_8fK2dQ', 'cus_{id}'],
    [UUID, '{id}'],
    [`user-${UUID}-notes`, 'user-{id}-notes'],
  ])('shows a pattern for %s', (name, shown) => {
    expect([mayIdentify(name), shownName(name)]).toEqual([true, shown]);
  });

  it.each([
    'chats',
    'mp3',
    'v2',
    'backup1',
    '2024',
    '2024-05-01',
    'export-20240501T101112Z',
    'orders_2024_05',
  ])('shows %s as it is', (name) => {
    expect([mayIdentify(name), shownName(name)]).toEqual([false, name]);
  });

  it('takes a number for a date only where it can be one', () => {
    expect(['2024', '2024-05', 'year=2024', 'dt=2024-05-01', 'month=5'].filter(isDateName)).toHaveLength(5);
    expect(['12', '1874', '2044', '20240', 'chats', 'C-2024'].filter(isDateName)).toEqual([]);
  });

  it('takes a name for an address only as a whole', () => {
    expect(
      ['ida@example.com', 'ida%40example.com', 'of ida@example.com', '@', '12'].filter(isAddressName),
    ).toEqual(['ida@example.com', 'ida%40example.com']);
  });

  it('takes no key of a person for the name of a field', () => {
    expect(
      ['email', 'Straße', 'line 2', 'utm-source', 'ida@example.com', '12', 'u4711', UUID, ''].filter(
        isFieldName,
      ),
    ).toEqual(['email', 'Straße', 'line 2', 'utm-source']);
  });

  it.each([
    '+49 170 12 34 56',
    '0170-123-45-67',
    '01.05.24',
    '5 May 1980',
    'C-801',
    'u-4-7-1-1',
    'cus_8fK2dQ',
    'zelda(at)4711',
  ])('takes no telephone number, date or id for the name of a field: %s', (name) => {
    expect(isFieldName(name)).toBe(false);
  });

  it.each(['address_1', 'line 2', 'md5', 'q12', 'iban2', 'order_item_200'])(
    'takes a name with few digits for that of a field: %s',
    (name) => {
      expect(isFieldName(name)).toBe(true);
    },
  );

  it.each([
    [
      ['email', 'Lieblingsfarbe'],
      ['email', 'Lieblingsfarbe'],
    ],
    [
      ['orderNumber', 'x'],
      ['orderNumber', 'x'],
    ],
    [
      ['utm.source', 'k'],
      ['utm.source', 'k'],
    ],
    [['Anna Schmidt', 'Ben Maier'], []],
    [['anna.schmidt'], []],
    [['anna', 'ben'], []],
    [['total', 'Anna Schmidt', 'anna', 'Doris Day'], ['total']],
    [
      ['email', 'ida@example.com', 'date of birth'],
      ['email', 'date of birth'],
    ],
    [
      ['total', 'Zelda Day', 'Lieblingsfarbe', 'ylva price'],
      ['total', 'Lieblingsfarbe'],
    ],
    [
      ['total', 'points', 'Bonn, Zelda', 'quirin'],
      ['total', 'points'],
    ],
    [
      ['total', 'points', 'Zelda_Bonn', 'quirin'],
      ['total', 'points'],
    ],
    [['total', 'anna', 'ben'], ['total']],
    [
      ['total', 'points', 'tax_exempt', 'test_clock'],
      ['total', 'points', 'tax_exempt', 'test_clock'],
    ],
    [[], []],
  ])('shows of %s only names of fields that cannot be people', (names, shown) => {
    expect(fieldNamesAmong(names)).toEqual({ shown, left: names.length - shown.length });
  });

  it('shows every name that the store or a file of it names, and counts a name once', () => {
    const names = ['Anna Schmidt', 'total', 'u4711', 'Anna Schmidt', 'u4711'];

    expect(fieldNamesAmong(names, ['u4711', 'nowhere'])).toEqual({ shown: ['total', 'u4711'], left: 1 });
  });
});
