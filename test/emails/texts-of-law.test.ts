import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Regime } from '../../functions/domain/deadlines/law';
import { rightNames } from '../../functions/domain/rights';
import { composeMail } from '../../functions/emails/compose-mail';
import { refusal as refusalMail } from '../../functions/emails/outcome-mails';
import { joinedLawTexts, textsOfLaw } from '../../functions/emails/texts-of-law';
import { sampleFacts } from './sample-mails';

const LAWS = join(__dirname, '../../functions/domain/deadlines/laws');
const law = (id: string): Regime => JSON.parse(readFileSync(join(LAWS, `${id}.json`), 'utf8'));
const contact = 'privacy@lamps.example.com';
const form = 'https://privacy.lamps.example.com';
const laws = readdirSync(LAWS).map((file) => file.replace('.json', ''));

describe('sentences of the law', () => {
  it('name the complaint route and the court if the GDPR governs, with the desk’s own authority', () => {
    const authority = { name: 'the Berlin Commissioner', url: 'https://authority.example.org' };
    const texts = textsOfLaw({ regime: law('eu-gdpr'), right: 'access', contact, form, authority });

    expect(texts.complaint).toContain('complain to a data protection authority');
    expect(texts.complaint).toContain('The Berlin Commissioner: https://authority.example.org');
    expect(texts.remedy).toContain('court');
    expect(texts.appeal).toBe('');
  });

  it('add the complaint to the controller if the UK law governs', () => {
    expect(textsOfLaw({ regime: law('uk-gdpr'), right: 'access', contact, form }).complaint).toContain(
      `complain to us: write to ${contact}, or use our form (${form})`,
    );
  });

  it('name the successor of the UK authority once, and never the office that no longer exists', () => {
    for (const right of ['access', 'complaint'] as const) {
      const { complaint } = textsOfLaw({ regime: law('uk-gdpr'), right, contact, form });

      expect(complaint.match(/Information Commission\b/g)).toHaveLength(1);
      expect(complaint).not.toContain('Commissioner');
    }
  });

  it('explain how to appeal if a law of the Virginia kind governs', () => {
    const texts = textsOfLaw({ regime: law('us-va-vcdpa'), right: 'access', contact, form });

    expect(texts.demands).toEqual(['appeal']);
    expect(texts.appeal).toContain(`appeal: write to ${contact}`);
    expect(texts.complaint).toContain('Attorney General of Virginia');
  });

  it('lead on from the answer to an appeal or a complaint, and never back', () => {
    const appeal = textsOfLaw({ regime: law('us-va-vcdpa'), right: 'appeal', contact, form });
    const complaint = textsOfLaw({ regime: law('uk-gdpr'), right: 'complaint', contact, form });

    expect([appeal.appeal, appeal.demands]).toEqual(['', []]);
    expect(appeal.complaint).toContain('The Attorney General of Virginia');
    expect(complaint.complaint).toContain('ico.org.uk');
    expect(complaint.complaint).not.toContain(contact);
  });

  it('mention deletion and a statement only with the right they belong to', () => {
    const further = (right: 'erasure' | 'rectification' | 'access') =>
      textsOfLaw({ regime: law('us-ca-ccpa'), right, contact, form }).further.length;

    expect([further('erasure'), further('rectification'), further('access')]).toEqual([1, 1, 0]);
  });

  it.each(laws)('let a refusal be written under %s, whatever the right', (id) => {
    const { refusal } = sampleFacts();

    for (const right of rightNames) {
      const texts = textsOfLaw({ regime: law(id), right, contact, form });

      expect(() => composeMail(refusalMail, { ...refusal, right, law: texts })).not.toThrow();
      expect(texts.complaint).not.toMatch(/\{\{|undefined/);
    }
  });
});

describe('sentences of several laws', () => {
  const of = (...ids: string[]) =>
    ids.map((id) => textsOfLaw({ regime: law(id), right: 'access', contact, form }));

  it('give the way to complain under the name of each, and what they have in common once', () => {
    const texts = joinedLawTexts(of('eu-gdpr', 'uk-gdpr', 'us-ca-ccpa'));

    expect(texts.complaint).toHaveLength(4);
    expect(texts.complaint[0]).toContain('each has its own way to complain');
    expect([...texts.complaint].slice(1).map((sentence) => sentence.split(':')[0])).toEqual([
      'GDPR',
      'UK GDPR',
      'CCPA',
    ]);
    expect(new Set(texts.remedy).size).toBe(texts.remedy.length);
    expect([texts.name, [...texts.demands].sort()]).toEqual(['GDPR', ['complaint', 'remedy']]);
  });

  it('are those of the one law if there is only one', () => {
    expect(joinedLawTexts(of('eu-gdpr'))).toEqual(of('eu-gdpr')[0]);
  });

  it('name the court that a law itself names', () => {
    const regime = law('ch-fadp');
    const withCourt = {
      ...regime,
      authority: { ...regime.authority, court: 'You can go to a civil court.' },
    };
    const [eu] = of('eu-gdpr');
    const swiss = textsOfLaw({ regime: withCourt, right: 'access', contact, form });

    expect(joinedLawTexts(eu ? [eu, swiss] : []).remedy).toEqual([
      `GDPR: ${eu?.remedy}`,
      'FADP: You can go to a civil court.',
    ]);
  });

  it('keep the courts of one law apart from those of another', () => {
    const { remedy } = joinedLawTexts(of('eu-gdpr', 'us-ca-ccpa'));

    expect([...remedy].map((sentence) => sentence.split(':')[0])).toEqual(['GDPR', 'CCPA']);
  });

  it('follow one another in the mail', () => {
    const { refusal } = sampleFacts();
    const { text } = composeMail(refusalMail, {
      ...refusal,
      law: joinedLawTexts(of('eu-gdpr', 'us-ca-ccpa')),
    });

    expect(text).toMatch(/\n\nGDPR: You can complain/);
    expect(text).toMatch(/\n\nCCPA: You can complain/);
  });

  it('stop a mail from leaving if one of the laws requires what its texts lack', () => {
    const { refusal } = sampleFacts();
    const [eu, uk] = of('eu-gdpr', 'uk-gdpr');
    if (!eu || !uk) throw new Error('two laws');
    const bare = { ...uk, complaint: '' };

    expect(() => composeMail(refusalMail, { ...refusal, law: joinedLawTexts([eu, bare]) })).toThrow(
      'law.complaint',
    );
  });

  it.each(rightNames)('are whole for whatever laws govern, for %s', (right) => {
    const { refusal } = sampleFacts();
    for (const id of laws) {
      const both = [law('eu-gdpr'), law(id)].map((regime) => textsOfLaw({ regime, right, contact, form }));

      expect(() => composeMail(refusalMail, { ...refusal, right, law: joinedLawTexts(both) })).not.toThrow();
    }
  });
});
