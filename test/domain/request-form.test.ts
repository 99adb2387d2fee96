import fc from 'fast-check';
import { RequestForm } from '../../functions/domain/request-form';
import { needsWords, rightNames } from '../../functions/domain/rights';
import { checkForm } from '../../functions/web/form/intake.routes';
import { missingMessageText } from '../../functions/words/missing-message-text';
import { aForm } from '../builders/a-world';

const parsed = (more: Record<string, unknown>) => RequestForm.safeParse({ ...aForm(), ...more });
const fields = (more: Record<string, string>) => ({
  right: 'access',
  forWhom: 'self',
  relation: 'customer',
  email: 'mia@example.com',
  ...more,
});

describe('a message', () => {
  it.each([
    ['a vertical tab of a word processor', 'one\u000btwo', 'one\ntwo'],
    ['a form feed of a PDF', 'one\ftwo', 'one\ntwo'],
    ['the next line of a mainframe', 'one\u0085two', 'one\ntwo'],
    ['the separators of Unicode', 'one\u2028two\u2029three', 'one\ntwo\nthree'],
    ['the line ends of a browser', 'one\r\ntwo\rthree', 'one\ntwo\nthree'],
    ['a tab', 'one\ttwo', 'one\ttwo'],
  ])('keeps its lines when it is pasted with %s', (_, typed, kept) => {
    expect(parsed({ message: typed }).data?.message).toBe(kept);
  });

  it.each(['\u0000', '\u0007', '\u001b[31m', '\u007f', '\ufffd'])(
    'is refused when it contains %j',
    (sign) => {
      expect(parsed({ message: `one${sign}two` }).success).toBe(false);
      expect(parsed({ name: `one${sign}two` }).success).toBe(false);
    },
  );

  it('is never refused for a break, and never holds one that cannot be typed', () => {
    const text = fc.array(fc.constantFrom('a', ' ', '\n', '\t', '\v', '\f', '\r', '\u0085', '\u2028'), {
      maxLength: 50,
    });
    fc.assert(
      fc.property(text, (letters) => {
        const form = parsed({ message: letters.join(''), name: letters.join('') });
        expect(form.success).toBe(true);
        expect(form.data?.message ?? '').not.toMatch(/[\v\f\r\u0085\u2028]/);
        expect(form.data?.name ?? '').not.toMatch(/[\n\t\v\f\r\u0085\u2028]/);
      }),
    );
  });
});

describe('a right that needs words', () => {
  const wanting = rightNames.filter(needsWords);

  it('is a correction, an objection, a de-indexing, a nomination, a complaint or an appeal', () => {
    expect(wanting).toEqual([
      'rectification',
      'objection',
      'deindexation',
      'nomination',
      'complaint',
      'appeal',
    ]);
    expect(['toString', '', 'access'].some(needsWords)).toBe(false);
  });

  it.each(wanting)('is asked for them where none came: %s', (right) => {
    for (const message of ['', '  ', '\n\t\v', '\u2028']) {
      const { form, errors } = checkForm(fields({ right, message }), rightNames);
      expect([form, errors]).toEqual([undefined, { message: missingMessageText(right) }]);
    }
    expect(checkForm(fields({ right }), rightNames).errors).toEqual({ message: missingMessageText(right) });
    expect(checkForm(fields({ right, message: 'My street is wrong.' }), rightNames).errors).toEqual({});
  });

  it.each(rightNames.filter((right) => !needsWords(right)))('no other is asked for any: %s', (right) => {
    expect(checkForm(fields({ right }), rightNames).errors).toEqual({});
  });
});
