import { readFileSync } from 'node:fs';
import { checkTexts, readTexts } from '../../bin/read-texts';
import { allMails, mailKinds } from '../../functions/emails/all-mails';
import { checkMailText } from '../../functions/emails/check-mail-text';
import type { MailKind } from '../../functions/emails/mail-facts';
import { factsOf } from '../../functions/emails/mail-template';
import { refusal } from '../../functions/emails/outcome-mails';
import { GENERATED, moduleOf } from '../../generate/make-texts';

const texts = readTexts();
const english = texts.en ?? {};
const problems = (kind: MailKind, change: (file: string) => string) =>
  checkMailText(allMails[kind], change(english[kind] ?? '')).map(({ problem }) => problem);

describe('the shipped texts', () => {
  it('have nothing wrong with them', () => {
    expect(checkTexts(texts)).toEqual([]);
  });

  it('are in the build exactly as in the files', () => {
    expect(readFileSync(GENERATED, 'utf8')).toBe(moduleOf(texts));
  });

  it('all exist in English, and there are no others', () => {
    expect(checkTexts({ en: { ...english, greeting: 'x' } })).toEqual([
      'texts/en/greeting.md is not the name of a mail. Rename or remove the file.',
    ]);
    const { refusal: _none, ...without } = english;

    expect(checkTexts({ en: without })).toEqual(['texts/en/refusal.md is missing. Write it.']);
    expect(checkTexts({ en: english, de: {} })).toEqual([]);
  });
});

const mandatory = mailKinds.flatMap((kind) =>
  [...factsOf(allMails[kind])]
    .filter(([fact, rule]) => rule.must && fact !== 'reference')
    .map(([fact]) => [kind, fact] as const),
);

describe('a text without a mandatory part', () => {
  it.each(mandatory)('is refused: %s without %s', (kind, fact) => {
    const cut = (file: string) =>
      file
        .replaceAll(new RegExp(`\\{\\{([#?^/]?)${fact}(\\.\\w+)?\\}\\}`, 'g'), '{{$1controller.legalName}}')
        .replaceAll(new RegExp(`^subject\\?${fact}: .*\n`, 'gm'), '');

    expect(problems(kind, cut)).toContainEqual(expect.stringContaining(`{{${fact}}} is missing`));
  });

  it('is refused if a law requires a part that has no place', () => {
    expect(problems('refusal', (file) => file.replace('{{law.complaint}}', ''))).toEqual([
      '{{law.complaint}} is missing: some laws demand it in this mail',
    ]);
    expect(problems('refusal', (file) => file.replace('{{law.remedy}}', ''))).toHaveLength(1);
    expect(problems('refusal', (file) => file.replace('{{law.appeal}}', ''))).toHaveLength(1);
    expect(problems('extension-notice', (file) => file.replace('{{law.complaint}}', ''))).toHaveLength(1);
  });

  it('is refused if the part is in a section that may be left out', () => {
    const hide = (file: string) =>
      file.replace('> {{reason}}', '{{?statusLink}}\n> {{reason}}\n{{/statusLink}}');

    expect(problems('refusal', hide)).toContainEqual(expect.stringContaining('{{reason}} is missing'));
  });

  it('is refused if the next date is not given', () => {
    const vague = (file: string) => file.replace(/^next: .*$/m, 'next: We answer soon.');

    expect(problems('acknowledge-and-verify', vague)).toContain('the line "next:" does not say {{answerBy}}');
  });

  it.each(['subject', 'why', 'next'])('is refused without the line "%s:"', (name) => {
    const cut = (file: string) => file.replace(new RegExp(`^${name}: .*\\n`, 'm'), '');

    expect(problems('withdrawn', cut)).toContain(`the line "${name}:" is missing`);
  });
});

describe('a text with a mistake', () => {
  const add = (line: string) => (file: string) => `${file}\n${line}\n`;

  it('is refused for a fact that this mail does not have', () => {
    expect(problems('acknowledge-and-verify', add('Dear {{name}}'))).toEqual([
      '{{name}} is no fact of this mail',
    ]);
    expect(problems('staff-code', add('{{reference}}'))).toEqual(['{{reference}} is no fact of this mail']);
    expect(problems('refusal', add('{{law.fee}}'))).toEqual(['{{law.fee}} is no fact of this mail']);
  });

  it('is refused for a stranger’s words in the subject', () => {
    const change = (file: string) => file.replace(/^subject: .*$/m, 'subject: {{reason}}');

    expect(problems('refusal', change)).toEqual(['{{reason}} may not stand in a subject']);
  });

  it.each(['https://example.com/pixel.gif', '<img alt="">', 'www.example.com'])(
    'is refused for %s',
    (line) => {
      expect(problems('withdrawn', add(line))).toEqual(['a fixed address or HTML']);
    },
  );

  it('is refused for a section that does not close or was never opened, with its line', () => {
    const [open] = checkMailText(refusal, add('{{#grounds}}')(english.refusal ?? ''));

    expect(open?.problem).toBe('{{#grounds}} is never closed');
    expect(open?.line).toBeGreaterThan(20);
    expect(problems('refusal', add('{{/grounds}}'))).toEqual(['{{/grounds}} closes nothing']);
  });

  it('is refused with a remedy', () => {
    const all = checkMailText(refusal, 'subject: x\n');

    expect(all.length).toBeGreaterThan(5);
    for (const { remedy } of all) expect(remedy).not.toBe('');
  });
});
