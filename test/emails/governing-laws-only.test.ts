import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { allRegimes, lawFor } from '../../functions/config/laws/law-library';
import type { Regime } from '../../functions/domain/deadlines/law';
import { cite, refusalGrounds } from '../../functions/domain/deadlines/refusal-grounds';
import type { Right } from '../../functions/domain/rights';
import { allMails } from '../../functions/emails/all-mails';
import { composeMail } from '../../functions/emails/compose-mail';
import type { MailFacts, MailKind } from '../../functions/emails/mail-facts';
import * as toPerson from '../../functions/emails/person-mails';
import { joinedLawTexts, textsOfLaw } from '../../functions/emails/texts-of-law';
import { sampleFacts } from './sample-mails';

const contact = 'privacy@lamps.example.com';
const form = 'https://privacy.lamps.example.com';
const laws = [...allRegimes().values()];
const kinds = Object.values(toPerson).map(({ kind }) => kind as MailKind);
const lawOf = (id: string) => lawFor(id, null).regime;

/**
 * Phrases that only a text about one law contains, from the law's own file: its name, its authority, and its
 * source.
 */
function signsFrom({ shortName, authority }: Regime): RegExp {
  const plain = (text: string) => text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
  const names = [shortName, authority.wording.replace(/^the /, ''), new URL(authority.link).host];
  const bare = names
    .filter((name) => name.length > 3)
    .map((name) => `(?<!UK )\\b${plain(name)}\\b(?! \\d{4})`);
  return new RegExp([...bare, ...(moreSigns[shortName] ?? [])].join('|'));
}

const moreSigns: Readonly<Record<string, readonly string[]>> = {
  GDPR: ['(?<!UK )\\bGDPR\\b', 'European Economic Area', 'datenschutz-berlin'],
  'UK GDPR': ['UK GDPR', 'DPA 2018', 'county court', 'Information Commission(?!er)'],
  CCPA: ['California', 'Cal\\. Civ', '11 CCR'],
  FADP: ['\\bFADP\\b', 'Swiss', 'Switzerland'],
};

const signs = new Map(laws.map((law) => [law.id, signsFrom(law)]));
const signsOf = ({ id }: Regime): RegExp => signs.get(id) ?? /$^/;

/** Laws named in a text although they do not govern, with the surrounding words. */
function foreignIn(text: string, governing: readonly Regime[]): string[] {
  const own = (sign: string) => governing.some((law) => signsOf(law).test(sign));
  return laws
    .filter((law) => !governing.includes(law))
    .flatMap((law) => {
      const found = signsOf(law).exec(text);
      return found && !own(found[0])
        ? [`${law.id}: …${text.slice(Math.max(0, found.index - 40), found.index + 40)}…`]
        : [];
    });
}

/** The facts of every mail under these laws: their sentences, and a ground that one of them has. */
function factsUnder(governing: readonly Regime[], right: Right): MailFacts {
  const [first = lawOf('eu-gdpr')] = governing;
  const law = joinedLawTexts(governing.map((regime) => textsOfLaw({ regime, right, contact, form })));
  const extension = Object.values(first.clocks).flatMap((clock) => clock.extension?.grounds ?? [])[0];
  const ground = extension ? cite(first, extension) : refusalGrounds(first, 'access', '2030-01-01')[0];
  const cited = { words: ground?.sentence ?? '', article: ground?.article ?? '' };
  const put = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(put);
    if (typeof value !== 'object' || value === null) return value;
    if ('demands' in value) return law;
    const inside = Object.fromEntries(Object.entries(value).map(([key, one]) => [key, put(one)]));
    return 'article' in value && 'words' in value ? { ...inside, ...cited } : inside;
  };
  const facts = put(sampleFacts()) as MailFacts;
  const place = governing.some(({ id }) => id === 'us-ca-ccpa') ? 'California' : 'the place where you live';
  return { ...facts, 'prove-more': { ...facts['prove-more'], place } };
}

/** For a law that is in none of our sets, only the mails that mention the law. */
function mailsOf(ids: readonly string[]): readonly MailKind[] {
  return common.some((set) => set.join() === ids.join())
    ? kinds
    : kinds.filter((kind) => 'law' in sampleFacts()[kind]);
}

const common = [
  ['eu-gdpr'],
  ['uk-gdpr'],
  ['us-ca-ccpa'],
  ['eu-gdpr', 'us-ca-ccpa'],
  ['eu-gdpr', 'uk-gdpr'],
  ['ch-fadp'],
  ['us-va-vcdpa'],
];
const sets = [
  ...common,
  ...laws.map(({ id }) => [id]).filter(([id]) => !common.some((set) => set.join() === id)),
];

describe('a mail to a person', () => {
  it.each(sets.map((ids) => [ids.join(' and '), ids] as const))(
    'names no law but those that govern: %s',
    (_, ids) => {
      const governing = ids.map(lawOf);

      for (const right of ['access', 'erasure', 'complaint'] as const) {
        const facts = factsUnder(governing, right);
        for (const kind of right === 'access' ? mailsOf(ids) : (['refusal'] as const)) {
          const { subject, text } = composeMail(allMails[kind] as never, facts[kind] as never);
          expect([kind, foreignIn(`${subject}\n${text}`.replaceAll(/\s+/g, ' '), governing)]).toEqual([
            kind,
            [],
          ]);
        }
      }
    },
  );

  it('contains no law in its own words: each comes from the laws that govern', () => {
    const folder = join(__dirname, '../../texts/en');
    const naming = readdirSync(folder)
      .filter((file) => file !== 'law-sentences.md')
      .filter((file) =>
        /GDPR|CCPA|\bArt\.? ?\d|CCR|Civ\. Code|DPA 2018/.test(readFileSync(join(folder, file), 'utf8')),
      );

    expect(naming).toEqual([]);
  });

  it('would be found if it did: the check works', () => {
    expect(foreignIn('UK GDPR Art 12(5)', [lawOf('eu-gdpr')])).not.toEqual([]);
    expect(foreignIn('GDPR Art 12(5)', [lawOf('uk-gdpr')])).not.toEqual([]);
    expect(foreignIn('GDPR Art 12(5)', [lawOf('eu-gdpr')])).toEqual([]);
  });
});
