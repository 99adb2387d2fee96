import { fillText } from '../../functions/emails/fill-text';
import { mailPlain } from '../../functions/emails/mail-plain';
import { readMailText } from '../../functions/emails/mail-text';

const HEAD = 'subject: S\nwhy: W\nnext: N\n\n';
const controller = { legalName: 'L', address: 'A', contactEmail: 'c@example.com' };

/** The body as text, up to the paragraph on what happens next. */
function body(text: string, facts: Record<string, unknown> = {}): string {
  const read = readMailText(HEAD + text);
  expect(read.problems).toEqual([]);
  const filled = fillText(read.text, facts, 'Europe/Berlin');
  return mailPlain(filled, { controller, zone: 'Europe/Berlin' }).split('\n\nWHAT HAPPENS NEXT')[0] ?? '';
}

describe('the text format', () => {
  it('joins lines into paragraphs until an empty one', () => {
    expect(body('one\ntwo\n\nthree')).toBe('one two\n\nthree');
  });

  it('knows headings, lists, rows, quotes, codes and buttons', () => {
    const text = '# Head\n- item\nTerm :: value\n> said\n= {{code}}\n[Go]({{link}})';

    expect(body(text, { code: '123456', link: 'https://example.com/x' })).toBe(
      'HEAD\n\n- item\n\nTerm: value\n\n> said\n\n    123456\n\nGo:\nhttps://example.com/x',
    );
  });

  it('leaves out comments', () => {
    expect(body('one\n// not this\ntwo')).toBe('one\n\ntwo');
  });

  it('repeats a section for each entry, with the surrounding facts available', () => {
    const text = '{{#list}}\n- {{word}} of {{whole}}\n{{/list}}';

    expect(body(text, { list: [{ word: 'a' }, { word: 'b' }], whole: 'z' })).toBe('- a of z\n- b of z');
  });

  it('shows a section once if there is a value, and another if there is none', () => {
    const text = '{{?list}}\nsome\n{{/list}}\n{{^list}}\nnone\n{{/list}}';

    expect(body(text, { list: [{}, {}] })).toBe('some');
    expect(body(text, { list: [] })).toBe('none');
    expect(body(text)).toBe('none');
  });

  it('drops a line that would say nothing', () => {
    expect(body('a\n\n{{gone}}\n\nTerm :: {{gone}}\n\nb')).toBe('a\n\nTerm: \n\nb'.replace('Term: \n\n', ''));
  });

  it('drops brackets with nothing in them', () => {
    const text = '- {{words}} ({{article}}), {{end}}\n- **{{words}}** ({{article}})';

    expect(body(text, { words: 'a', article: '', end: 'b' })).toBe('- a, b\n- a');
    expect(body(text, { words: 'a', article: 'c', end: 'b' })).toBe('- a (c), b\n- a (c)');
    expect(body('{{gone}} ({{gone}})', {})).toBe('');
  });

  it('writes dates, instants, durations and numbers in words', () => {
    const facts = { day: '2026-12-24', at: '2026-12-24T11:00:00.000Z', long: 'PT30M', count: 5000 };

    expect(body('{{day}}\n\n{{at}}\n\n{{long}}\n\n{{count}}', facts)).toBe(
      'Thursday 24 December 2026\n\nThursday 24 December 2026, 12:00 (Europe/Berlin)\n\n30 minutes\n\n5,000',
    );
  });

  it('finds no fact on an object’s prototype', () => {
    expect(body('a {{constructor.name}}{{toString}}b', { x: {} })).toBe('a b');
  });

  it('keeps an address whole, however long', () => {
    const link = `https://example.com/${'x'.repeat(120)}`;

    expect(body('[Go]({{link}})', { link })).toContain(link);
  });
});
