import fc from 'fast-check';
import { csvLine, csvStart, withoutFormula } from '../../functions/documents/csv';
import { parseCsv } from './parse-csv';

const triggers = ['=', '+', '-', '@', '\t', '\r', '\n', '\0', '＝', '＋', '－', '＠'];
const leadingSpaces = ['', ' ', '   ', '\ufeff', '\ufeff ', '\u00a0', '\u200b', '\u2028'];

/** What a spreadsheet reads as a number and nothing else. */
const plainNumber = /^-?[0-9]+([.][0-9]+)?(e[+-]?[0-9]+)?$/i;

/** Text full of characters that are special to spreadsheets. */
const spreadsheetText = fc
  .array(
    fc.oneof(
      fc.constantFrom(...triggers, ...leadingSpaces, ';', '"', "'", ',', '\r\n'),
      fc.string({ unit: 'binary' }),
    ),
  )
  .map((pieces) => pieces.join(''));

describe('a CSV cell', () => {
  it.each(triggers.flatMap((trigger) => leadingSpaces.map((space) => [space + trigger])))(
    'is made harmless if it begins with %j',
    (start) => {
      expect(withoutFormula(`${start}1+1`)).toBe(`'${start}1+1`);
    },
  );

  it.each(['plain', '', 'a=b', 'mail@example.com', 'x - y', "'quoted'", '(=1)', '1-2', 'Straße; Haus'])(
    'is left alone if it is harmless: %j',
    (text) => {
      expect(withoutFormula(text)).toBe(text);
    },
  );

  it.each(['-3', '-49.90', '-0', '1e-7', '-1.5E+20', '-12345678901234567890', '007', '12.50'])(
    'that is a plain number stays one: %j',
    (text) => {
      expect(withoutFormula(text)).toBe(text);
    },
  );

  it.each([
    '-2+3',
    '-3;-4',
    '-',
    '--3',
    '-3 ',
    ' -3',
    '-1,5',
    '-3\n',
    '\t-3',
    '-1e',
    '-.5',
    '+3',
    '+49 170 1',
    '-0x1F',
    '-1/2',
    '-3%',
  ])('that only begins like a number is made harmless: %j', (text) => {
    expect(withoutFormula(text)).toMatch(/^'/);
  });

  it.each([
    ['a;=1+1', "a;'=1+1"],
    ['a\n=1+1', "a\n'=1+1"],
    ['a\t"@SUM(A1)', 'a\t\'"@SUM(A1)'],
    ['a\r\n -2+cmd', "a\r\n' -2+cmd"],
  ])('is also harmless if a spreadsheet with another separator would split it: %j', (text, safe) => {
    expect(withoutFormula(text)).toBe(safe);
  });

  it('never begins like a formula, however it is parsed [D06]', () => {
    fc.assert(
      fc.property(spreadsheetText, (text) => {
        if (plainNumber.test(text)) return;
        for (const piece of withoutFormula(text).split(/[;\t\r\n]/)) {
          expect(piece.replace(/^[\p{Z}\p{Cf}"]+/u, '')).not.toMatch(/^[=+\-@＝＋－＠]/u);
        }
      }),
    );
  });

  it('loses nothing: without the added marks the text is unchanged', () => {
    fc.assert(
      fc.property(spreadsheetText, (text) => {
        expect(withoutFormula(text).replaceAll("'", '')).toBe(text.replaceAll("'", ''));
      }),
    );
  });
});

describe('a CSV line', () => {
  it('is read back by RFC 4180 as the cells that were written', () => {
    fc.assert(
      fc.property(fc.array(spreadsheetText, { minLength: 1 }), (cells) => {
        expect(parseCsv(csvStart + csvLine(cells) + csvLine(cells))).toEqual([
          cells.map(withoutFormula),
          cells.map(withoutFormula),
        ]);
      }),
    );
  });

  it('writes numbers and truth values plainly, a missing value as an empty cell, and nested values as JSON', () => {
    const line = csvLine([12.5, true, null, undefined, { a: [1, 'x"y'] }, -3]);

    expect(parseCsv(line)).toEqual([['12.5', 'true', '', '', '{"a":[1,"x\\"y"]}', '-3']]);
  });
});
