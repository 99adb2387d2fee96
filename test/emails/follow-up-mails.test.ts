import { allMails, mailKinds } from '../../functions/emails/all-mails';
import { checkMailText } from '../../functions/emails/check-mail-text';
import { composeMail } from '../../functions/emails/compose-mail';
import type { MailKind } from '../../functions/emails/mail-facts';
import { factsOf } from '../../functions/emails/mail-template';
import { readMailText } from '../../functions/emails/mail-text';
import { refusal } from '../../functions/emails/outcome-mails';
import { sampleFacts } from './sample-mails';

const LETTER = 'DSR-2B4D-7K3M-9QXT';
/** Phrases that fit only a person who sent this very request. */
const ASKED =
  /you( also| have| had)? asked (us|for|on)|you sent us|you (may be|are) the one who asked|someone entered|got a request|we were asked|we have (your request|what you)|request you made|your request back|my request back/i;
/** What is said instead. */
const AS_IF = /as if (you|we) had( been)? asked( us)? to/g;

/** Sentences that the sender of the mail supplies; their content has tests of its own. */
const written = { records: [], carriedOn: 'We do now what you wanted at first.' };

const bare = (text: string) => text.replace(/\s+/g, ' ').replace(AS_IF, '');

/** Every state of a fact that the text distinguishes. */
function* composedWith(kind: MailKind, more: object): Generator<string> {
  const facts = { ...sampleFacts()[kind], ...written, ...more };
  const sections = [...factsOf(allMails[kind]).keys()].filter((fact) => fact in facts && fact !== 'follows');
  for (const off of [undefined, ...sections]) {
    const fewer = off === undefined ? facts : { ...facts, [off]: emptied(facts, off) };
    try {
      yield bare(composeMail(allMails[kind], fewer as never).text);
    } catch {
      // The facts that the mail must have.
    }
  }
}

function emptied(facts: object, fact: string): unknown {
  const value = (facts as Record<string, unknown>)[fact];
  return Array.isArray(value) ? [] : value === true ? false : value === false ? true : value;
}

const toPerson = mailKinds.filter(
  (kind) => allMails[kind].rule().to === 'person' && factsOf(allMails[kind]).has('follows'),
);

describe('a mail of a request that follows from a letter', () => {
  it.each(toPerson)('never says that the person asked for it: %s', (kind) => {
    for (const text of composedWith(kind, { follows: LETTER })) expect(text).not.toMatch(ASKED);
  });

  it.each(['erasure-notice', 'correction-notice', 'approval-notice'] as const)(
    'says beforehand that it will be done, and never that it is done: %s',
    (kind) => {
      for (const text of composedWith(kind, { follows: LETTER })) {
        expect(text).toContain(`Our answer to the letter ${LETTER} leads to this: we will act`);
        expect(text).not.toMatch(/is done as if/);
      }
    },
  );

  it.each(
    toPerson.filter((kind) =>
      /You asked us on/.test(bare(composeMail(allMails[kind], sampleFacts()[kind]).text)),
    ),
  )('names the letter instead of what was asked: %s', (kind) => {
    const facts = { ...sampleFacts()[kind], follows: LETTER };

    expect(composeMail(allMails[kind], facts).text.replace(/\s+/g, ' ')).toContain(
      `This follows from our answer to your letter ${LETTER}. Since Tuesday 24 November 2026 we treat it as if you had asked us to`,
    );
  });

  it.each(toPerson)('keeps its text as agreed: %s', (kind) => {
    const { subject, text } = composeMail(allMails[kind], {
      ...sampleFacts()[kind],
      ...written,
      follows: LETTER,
    });

    expect(`Subject: ${subject}\n\n${text}`).toMatchSnapshot();
  });

  it.each(toPerson)('has no subject that says the person asked for it: %s', (kind) => {
    const { text } = readMailText(allMails[kind].texts.en ?? '');
    const usual = [text.subject, ...text.otherSubjects.map(({ subject }) => subject)];
    const said = text.otherSubjects[0]?.fact === 'follows' ? [text.otherSubjects[0].subject] : usual;

    expect(JSON.stringify(said)).not.toMatch(/we have your|you took|your request to/i);
  });

  it.each(mailKinds.filter((kind) => allMails[kind].rule().to === 'staff'))(
    'tells staff of nobody who asked: %s',
    (kind) => {
      const { text } = composeMail(allMails[kind], { ...sampleFacts()[kind], follows: LETTER });

      expect(bare(text)).not.toMatch(/someone asks us|had been asked to/i);
    },
  );

  it('follows the same rules in a custom text', () => {
    const own = (line: string) =>
      checkMailText(refusal, (refusal.texts.en ?? '').replace('{{opening}}', line)).map(
        ({ problem }) => problem,
      );

    expect(own('{{opening}}')).toEqual([]);
    expect(own('You asked us to {{asked}}.')).toEqual([
      '{{asked}} is said also where nobody asked: a request may follow from our answer to a letter',
    ]);
    expect(own('\n{{^follows}}\nYou asked us to {{asked}}.\n{{/follows}}\n')).toEqual([]);
  });
});
