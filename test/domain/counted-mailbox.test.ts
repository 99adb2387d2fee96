import fc from 'fast-check';
import { countedMailbox } from '../../functions/domain/counted-mailbox';

const name = fc.stringMatching(/^[a-z][a-z0-9]{0,12}$/);

/** The same letters, some of them in upper case. */
const recased = (text: string, seed: number) =>
  [...text].map((sign, i) => ((seed >> (i % 30)) & 1 ? sign.toUpperCase() : sign)).join('');

describe('a mailbox that is counted', () => {
  it('is one for any case, at any provider', () => {
    fc.assert(
      fc.property(
        name,
        fc.constantFrom('example.com', 'gmail.com', 'bücher.example'),
        fc.nat(),
        (who, at, seed) => {
          expect(countedMailbox(recased(`${who}@${at}`, seed))).toBe(countedMailbox(`${who}@${at}`));
        },
      ),
    );
  });

  it('is one for a domain in letters and in its xn-- form', () => {
    expect(countedMailbox('mia@bücher.example')).toBe(countedMailbox('MIA@XN--BCHER-KVA.example'));
    expect(countedMailbox('mia@example.com.')).toBe('mia@example.com');
  });

  it('is one for all tags and dots where the provider is known to ignore them', () => {
    fc.assert(
      fc.property(name, name, fc.constantFrom('gmail.com', 'googlemail.com'), (who, tag, at) => {
        const dotted = [...who].join('.');
        expect(countedMailbox(`${dotted}+${tag}.x@${at}`)).toBe(`${who}@gmail.com`);
        expect(countedMailbox(`${who}+${tag}@outlook.com`)).toBe(`${who}@outlook.com`);
      }),
    );
  });

  it('stays as it is where nothing is known: a tag or a dot may name another person', () => {
    expect(countedMailbox('a.b+c@example.com')).toBe('a.b+c@example.com');
    expect(countedMailbox('a.b@outlook.com')).toBe('a.b@outlook.com');
    expect(countedMailbox('+tag@gmail.com')).toBe('+tag@gmail.com');
  });
});
