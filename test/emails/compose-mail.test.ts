import { allMails, mailKinds } from '../../functions/emails/all-mails';
import { composeMail, IncompleteMailError } from '../../functions/emails/compose-mail';
import type { MailFacts, MailKind } from '../../functions/emails/mail-facts';
import * as outcomes from '../../functions/emails/outcome-mails';
import * as toPerson from '../../functions/emails/person-mails';
import * as toStaff from '../../functions/emails/staff-mails';
import { HIDDEN, hostileText, MARK } from '../web/pages/hostile';
import { gdpr, sampleFacts } from './sample-mails';

const facts = sampleFacts();
const compose = <K extends MailKind>(kind: K) => composeMail(allMails[kind], facts[kind]);
const composed = mailKinds.map((kind) => [kind, compose(kind)] as const);

describe.each(composed)('the mail %s', (kind, mail) => {
  it('says who writes, why, what happens next, and the reference', () => {
    for (const part of [mail.text, mail.html]) {
      expect(part).toContain('Alma’s Lamps GmbH');
      expect(part).toContain('privacy@lamps.example.com');
      expect(part).toMatch(/what happens next/i);
      expect(part).toContain('Why you get this mail: ');
      if ('reference' in facts[kind]) expect(part).toContain('Reference: DSR-7K3M-PQ9X');
    }
  });

  it('fills in every fact, and leaves no template sign', () => {
    for (const part of [mail.subject, mail.text, mail.html.replace(/<style>.*?<\/style>/, '')]) {
      expect(part).not.toMatch(/\{\{|\}\}|undefined|null|NaN|\[object/);
    }
    expect(mail.text).not.toMatch(/\*\*|\(\)|: *\n *\n *: /);
  });

  it('loads nothing, runs nothing and counts nothing', () => {
    expect(mail.html).not.toMatch(/<script|<img|<link|url\(|@import|\ssrc=|<[^>]+\son[a-z]+=/i);
    const links = [...mail.html.matchAll(/href="([^"]+)"/g)].map((match) => match[1] ?? '');
    for (const link of links)
      expect(link).toMatch(/^(mailto:privacy@|https:\/\/desk\.lamps\.example\.com\/)/);
  });

  it('says the same in its text and HTML parts', () => {
    const bare = (text: string) => text.replaceAll(/\s+/g, ' ').toLowerCase();
    const html = bare(
      mail.html
        .replaceAll(/<br\/>/g, ' ')
        .replaceAll(/<[^>]+>/g, ' ')
        .replaceAll('&#39;', "'"),
    );
    const words = bare(mail.text).match(/[\p{L}\d]+/gu) ?? [];

    for (const word of words) {
      if (!/^(https|desk|lamps|example|com)$/.test(word))
        expect(mail.html.toLowerCase() + html).toContain(word);
    }
  });

  it('keeps its text part as agreed', () => {
    expect(`Subject: ${mail.subject}\n\n${mail.text}`).toMatchSnapshot();
  });

  it('has short lines, so that every program shows them in full', () => {
    const long = mail.text.split('\n').filter((line) => line.length > 78 && !line.startsWith('https:'));

    expect(long).toEqual([]);
  });
});

describe('texts that someone else wrote', () => {
  const hostile = sampleFacts({ reason: hostileText, store: hostileText });

  it.each(mailKinds)('stay words in the mail %s', (kind) => {
    const mail = composeMail(allMails[kind], hostile[kind]);

    expect(mail.html).not.toContain(`<${MARK}`);
    expect(mail.html).not.toContain('<script');
    expect(mail.subject).toBe(compose(kind).subject);
    expect(mail.text.length).toBeLessThan(32_000);
    for (const hidden of HIDDEN) expect(mail.text + mail.html).not.toContain(hidden);
  });

  it('cannot use a template sign', () => {
    const mail = composeMail(outcomes.refusal, {
      ...facts.refusal,
      reason: '{{reference}}\n# Heading\n[x](http://example.com/x)',
    });

    expect(mail.text).toContain('> {{reference}}\n> # Heading\n> [x](http://example.com/x)');
    expect(mail.html).not.toContain('href="http://example.com');
  });
});

describe('mails to an address that nobody has proven', () => {
  const unproved: MailKind[] = [
    'acknowledge-and-verify',
    'verify-reminder',
    'acknowledge-handed-over',
    'acknowledge-by-person',
    'unverified-notice',
  ];

  it.each(unproved)('have no fact in %s that a stranger could write', (kind) => {
    const named = Object.keys(allMails[kind].rule().facts).sort();

    expect(named.filter((name) => /name|message|reason|question|answer$|note/i.test(name))).toEqual([]);
  });
});

describe('mails to staff', () => {
  it('never name the person, whose data is behind the code', () => {
    for (const kind of mailKinds.filter((k) => allMails[k].rule().to === 'staff')) {
      const named = Object.keys(allMails[kind].rule().facts);

      expect(named.filter((name) => /^(name|email|message|requester)$/.test(name))).toEqual([]);
    }
  });

  it('speak about the person, not to them', () => {
    expect(compose('decision-request').text).toContain(
      'Someone asks us to show them the data we hold on them.',
    );
  });

  it('show the dates as a picture and in words', () => {
    const dated = mailKinds.filter((kind) => 'timeline' in facts[kind]);

    expect(dated).toHaveLength(3);
    for (const kind of dated) expect(compose(kind).html).toContain('<svg');
    expect(compose('decision-request').text).toContain('4. Approve by Friday 18 December 2026');
  });
});

describe('a mail that lacks a mandatory part', () => {
  const problem = <K extends MailKind>(kind: K, changed: Partial<MailFacts[K]>) => {
    try {
      composeMail(allMails[kind], { ...facts[kind], ...changed });
      return [];
    } catch (error) {
      return error instanceof IncompleteMailError ? error.missing : [String(error)];
    }
  };

  it('is not made if a refusal has no reason, no ground or no way to complain', () => {
    expect(problem('refusal', { reason: ' ' })).toEqual(['reason']);
    expect(problem('refusal', { grounds: [] })).toEqual(['grounds']);
    expect(problem('refusal', { law: { ...gdpr, complaint: '' } })).toEqual(['law.complaint']);
    expect(problem('refusal', { law: { ...gdpr, remedy: '' } })).toEqual(['law.remedy']);
  });

  it('needs an appeal only if the law has one', () => {
    const virginia = { ...gdpr, remedy: '', demands: ['appeal'] as const };

    expect(problem('refusal', { law: { ...virginia, appeal: '' } })).toEqual(['law.appeal']);
    expect(problem('refusal', { law: { ...virginia, appeal: 'You can appeal to us.' } })).toEqual([]);
  });

  it('is not made without the code that the link needs', () => {
    expect(problem('acknowledge-and-verify', { code: '' })).toEqual(['code']);
  });

  it('is not made without the reasons and the new date of an extension', () => {
    expect(problem('extension-notice', { reason: '', answerBy: '' })).toEqual(['answerBy', 'reason']);
  });
});

describe('a notice that also goes to other addresses', () => {
  it.each([toPerson.erasureNotice, toPerson.correctionNotice])(
    'promises its reader no further mail, and says until when it can be stopped: $kind',
    ({ kind, texts }) => {
      for (const follows of [undefined, 'DSR-2B4D-7K3M-9QXT']) {
        const told = { ...facts[kind as 'correction-notice'], ...(follows ? { follows } : {}) };
        const text = composeMail(allMails[kind as 'correction-notice'], told).text.replace(/\s+/g, ' ');

        expect(text).toMatch(/Follow this link before \w+ \d+ December 2026, 10:00/);
        expect(text).toMatch(/nothing is (erased|changed) until one of us has looked at it/);
        expect(text).not.toMatch(
          /we write to you|you hear from us (again|when)|this address belongs to the data/i,
        );
        expect(texts.en).toContain('we write to the address that the request came with');
      }
    },
  );

  it('has no heading of what is to change over nothing', () => {
    const none = composeMail(toPerson.correctionNotice, { ...facts['correction-notice'], fields: [] });

    expect(none.text).not.toContain('WHAT IS TO CHANGE');
  });
});

describe('missing facts', () => {
  it('leave no empty heading, row or button behind', () => {
    const bare = composeMail(outcomes.accessReady, { ...facts['access-ready'], withheld: [], missing: [] });
    const { statusLink: _none, ...unlinked } = facts['acknowledge-known'];

    expect(bare.text).not.toContain('WHAT IS LEFT OUT');
    expect(bare.text).not.toContain('WHAT IS MISSING');
    expect(composeMail(toPerson.acknowledgeKnown, unlinked).text).not.toContain('See where it stands');
  });

  it.each(mailKinds)('leave no empty brackets behind in %s', (kind) => {
    const unnamed = JSON.parse(JSON.stringify(facts[kind]), (key, value) =>
      ['article', 'ground', 'end'].includes(key) && typeof value === 'string' ? '' : value,
    );

    expect(composeMail(allMails[kind], unnamed).text).not.toMatch(/\(\s*\)/);
  });

  it('leave no choice of ways to prove more if there are fewer than two', () => {
    const { triesLeft: _none, link, ...bare } = { ...facts['prove-more'], wrong: false };
    const text = (more: object) => composeMail(toPerson.proveMore, { ...bare, ...more }).text;
    const choice = /either|instead|\bor,/i;

    expect(text({ link, login: true, triesLeft: '2 tries' })).toMatch(
      /either of these[\s\S]*Log in[\s\S]*Or, instead[\s\S]*Tell us/,
    );
    expect(text({ link, login: true })).not.toMatch(choice);
    expect(text({ link, login: false, triesLeft: '2 tries' })).not.toMatch(choice);
    expect(text({ login: false })).not.toMatch(choice);
  });

  it('leave no button for an invalid address', () => {
    const mail = composeMail(toStaff.staffTrouble, {
      ...facts['staff-trouble'],
      link: 'javascript:alert(1)',
    });

    expect(mail.html).not.toContain('javascript:');
  });

  it('make a language without texts fall back to English', () => {
    expect(composeMail(outcomes.withdrawn, { ...facts.withdrawn, language: 'de' }).text).toContain(
      'You asked us',
    );
  });
});
