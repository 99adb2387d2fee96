import fc from 'fast-check';
import { isOneAddress } from '../../functions/adapters/ses-mailbox';
import { emailFault } from '../../functions/config/desk/setting-formats';
import { folded, withAsciiDomain } from '../../functions/domain/identity-values';
import { mailAddressFault } from '../../functions/domain/mail-address';
import { checkMailbox } from '../../local/aws/mail-header';

/** `same`: one mailbox for the desk, wherever it compares addresses. */
const pairs: readonly [a: string, b: string, same: boolean][] = [
  ['mia@example.com', 'MIA@example.com', true],
  ['mia@example.com', 'mia@EXAMPLE.com', true],
  ['mia@example.com', 'm.ia@example.com', false],
  ['mia@example.com', 'mia+shop@example.com', false],
  ['mia@example.com', 'mıa@example.com', false],
  ['kai@example.com', '\u212aai@example.com', false],
  ['sia@example.com', 'ſia@example.com', false],
  ['strasse@example.com', 'straße@example.com', false],
  ['mia@strasse.example', 'mia@straße.example', false],
  ['mia@xn--strae-oqa.example', 'mia@straße.example', true],
  ['uwe@bücher.example', 'uwe@xn--bcher-kva.example', true],
  ['uwe@BÜCHER.example', 'uwe@xn--bcher-kva.example', true],
  ['uwe@bu\u0308cher.example', 'uwe@bücher.example', true],
  ['uwe@bücher.example', 'uwe@bücher\u3002example', true],
  ['uwe@bücher.example', 'uwe@bücher\uff0eexample', true],
  ['uwe@bücher.example', 'uwe@bücher\uff61example', true],
  ['uwe@example.com', 'uwe@ｅｘａｍｐｌｅ.com', true],
  ['kai@kino.example', 'kai@\u212aino.example', true],
  ['mu\u0308ller@example.com', 'müller@example.com', false],
  ['mia@example.com', 'mia@example.com.', false],
  ['mia@example.com', '"mia"@example.com', false],
  ['mia@example.com', 'mia@examp1e.com', false],
  ['mia@example.com', 'mia@ехample.com', false],
];

it.each(pairs)('compares %s and %s: one mailbox %s [D01]', (a, b, same) => {
  expect(folded('email', a) === folded('email', b)).toBe(same);
});

const takes = [
  'mia@example.com',
  "o'brien+tag@example.co.uk",
  'a@b.co',
  `${'a'.repeat(64)}@example.com`,
  `x@${'a'.repeat(63)}.example`,
  'uwe@bücher.example',
  'uwe@xn--bcher-kva.example',
  'uwe@bücher\u3002example',
  'info@例え.テスト',
  'x@a--b.example',
  'x@1.example',
];

const refuses: readonly [typed: string, fault: string][] = [
  ['', 'empty'],
  ['mia', 'no-at'],
  ['@example.com', 'no-at'],
  ['müller@example.com', 'letters-before-at'],
  ['m\u200bia@example.com', 'letters-before-at'],
  [`${'a'.repeat(65)}@example.com`, 'long-before-at'],
  ['.mia@example.com', 'dots-before-at'],
  ['mia.@example.com', 'dots-before-at'],
  ['mi..a@example.com', 'dots-before-at'],
  ['mia@example..com', 'domain'],
  ['mia@.example.com', 'domain'],
  ['mia@example.com.', 'domain'],
  ['mia@-example.com', 'domain'],
  ['mia@example-.com', 'domain'],
  ['mia@exa_mple.com', 'domain'],
  ['mia@localhost', 'domain'],
  ['mia@example.123', 'domain'],
  ['mia@0x7f.1', 'domain'],
  ['mia@%61.com', 'domain'],
  ['mia@exam!ple.com', 'domain'],
  ['mia@', 'domain'],
  [`x@${'a'.repeat(64)}.example`, 'domain'],
  ['mia@xn--a.example', 'domain'],
  ['mia@xn--.example', 'domain'],
  ['mia@xn--0.example', 'domain'],
  ['mia@xn--a-ecp.example', 'domain'],
  ['mia@xn--abc-.example', 'domain'],
  ['mia@shop.xn--a', 'domain'],
  ['mia@127.0.0.1', 'numbers-for-domain'],
  ['mia@[127.0.0.1]', 'numbers-for-domain'],
  ['"mia"@example.com', 'name-beside'],
  ['Mia <mia@example.com>', 'name-beside'],
  ['mia@example.com,eve@example.com', 'several'],
  ['mia@example.com;eve@example.com', 'several'],
  ['mia@eve@example.com', 'several'],
  ['mia @example.com', 'several'],
  ['mia@example.a', 'domain'],
  ['mia@example.com\r\nBcc:eve@example.com', 'several'],
  [`x@${'a'.repeat(63)}.${'b'.repeat(63)}.${'c'.repeat(63)}.${'d'.repeat(58)}.example`, 'too-long'],
];

it.each(takes)('takes %s wherever an address is taken, and the mail service takes what is sent', (typed) => {
  expect(mailAddressFault(typed)).toBeUndefined();
  expect(emailFault(typed)).toBeUndefined();
  expect(isOneAddress(withAsciiDomain(typed))).toBe(true);
  expect(() => checkMailbox(withAsciiDomain(typed))).not.toThrow();
});

it.each(refuses)('refuses %j: %s', (typed, fault) => {
  expect(mailAddressFault(typed)).toBe(fault);
  expect(emailFault(typed)).toBeDefined();
  expect(isOneAddress(typed)).toBe(false);
});

it('takes nothing that the mail service refuses, whatever is typed [D04]', () => {
  const sign = fc.oneof(
    fc.constantFrom('@', '.', '-', 'a', 'ü', '\u3002', '\r', '\n', '\0', ',', '<', '%', 'xn--'),
    fc.string({ unit: 'grapheme', maxLength: 3 }),
  );
  fc.assert(
    fc.property(fc.array(sign, { maxLength: 40 }), (signs) => {
      const typed = signs.join('');
      if (mailAddressFault(typed)) return;
      const sent = withAsciiDomain(typed.trim());
      expect(sent).toMatch(/^[\x21-\x7e]+@[\x21-\x7e]+$/);
      expect(() => checkMailbox(sent)).not.toThrow();
    }),
    { numRuns: 3_000 },
  );
});
