import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Regime } from '../../functions/domain/deadlines/law';
import { rightNames } from '../../functions/domain/rights';
import { composeMail } from '../../functions/emails/compose-mail';
import { lawTexts } from '../../functions/emails/law-texts';
import { refusal as refusalMail } from '../../functions/emails/person-mails';
import { sampleFacts } from './sample-mails';

const LAWS = join(__dirname, '../../functions/domain/deadlines/laws');
const law = (id: string): Regime => JSON.parse(readFileSync(join(LAWS, `${id}.json`), 'utf8'));
const contact = 'privacy@lamps.example.com';
const form = 'https://privacy.lamps.example.com';
const laws = readdirSync(LAWS).map((file) => file.replace('.json', ''));

describe('sentences of the law', () => {
  it('name the complaint route and the court where the GDPR rules, with the desk’s own authority', () => {
    const authority = { name: 'the Berlin Commissioner', url: 'https://authority.example.org' };
    const texts = lawTexts({ regime: law('eu-gdpr'), right: 'access', contact, form, authority });

    expect(texts.complaint).toContain('complain to a data protection authority');
    expect(texts.complaint).toContain('The Berlin Commissioner: https://authority.example.org');
    expect(texts.remedy).toContain('court');
    expect(texts.appeal).toBe('');
  });

  it('add the complaint to the controller where the UK law rules', () => {
    expect(lawTexts({ regime: law('uk-gdpr'), right: 'access', contact, form }).complaint).toContain(
      `complain to us: write to ${contact}, or use our form (${form})`,
    );
  });

  it('tell how to appeal where a law of the Virginia kind rules', () => {
    const texts = lawTexts({ regime: law('us-va-vcdpa'), right: 'access', contact, form });

    expect(texts.demands).toEqual(['appeal']);
    expect(texts.appeal).toContain(`appeal: write to ${contact}`);
    expect(texts.complaint).toContain('Attorney General of Virginia');
  });

  it('lead on from the answer to an appeal or a complaint, and never back to where it came from', () => {
    const appeal = lawTexts({ regime: law('us-va-vcdpa'), right: 'appeal', contact, form });
    const complaint = lawTexts({ regime: law('uk-gdpr'), right: 'complaint', contact, form });

    expect([appeal.appeal, appeal.demands]).toEqual(['', []]);
    expect(appeal.complaint).toContain('The Attorney General of Virginia');
    expect(complaint.complaint).toContain('ico.org.uk');
    expect(complaint.complaint).not.toContain(contact);
  });

  it('speak of deletion and of a statement only with the right they belong to', () => {
    const further = (right: 'erasure' | 'rectification' | 'access') =>
      lawTexts({ regime: law('us-ca-ccpa'), right, contact, form }).further.length;

    expect([further('erasure'), further('rectification'), further('access')]).toEqual([1, 1, 0]);
  });

  it.each(laws)('let a refusal be written under %s, whatever the right', (id) => {
    const { refusal } = sampleFacts();

    for (const right of rightNames) {
      const texts = lawTexts({ regime: law(id), right, contact, form });

      expect(() => composeMail(refusalMail, { ...refusal, right, law: texts })).not.toThrow();
      expect(texts.complaint).not.toMatch(/\{\{|undefined/);
    }
  });
});
