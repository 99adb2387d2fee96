import { lawNewsLines } from '../../../bin/law-news-text';
import { type LawNewsSources, lawNews, lawNewsSources } from '../../../functions/config/desk/law-news';
import { lawFor } from '../../../functions/config/laws/law-library';
import type { KnownLaw } from '../../../functions/domain/deadlines/known-laws';
import type { Regime } from '../../../functions/domain/deadlines/law';
import type { DeskLaw } from '../../../functions/domain/desk';
import { aDesk } from '../../builders/a-desk';

const TODAY = '2026-11-29';
const following = (...laws: [string, DeskLaw['applies']][]) =>
  aDesk({ laws: laws.map(([regime, applies]) => ({ regime, applies, because: 'x' })) });

/** A law of Virginia with these changes. */
function planted(more: Partial<Regime>): Regime {
  return { ...lawFor('us-va-vcdpa', null).regime, id: 'us-va-vcdpa', ...more };
}

function sourcesOf(law: Regime, more: Partial<LawNewsSources> = {}): LawNewsSources {
  return { regimes: new Map([[law.id, law]]), calendars: [], known: [], ...more };
}

/** What the news says about a made-up law, by section. */
function newsOf(law: Regime, applies: DeskLaw['applies'] = 'binds') {
  const { changed, coming } = lawNews(following(['us-va-vcdpa', applies]), TODAY, sourcesOf(law));
  const days = (list: typeof changed) => list.map(({ from }) => from);
  return { changed: days(changed), coming: days(coming) };
}

const change = (from: string): Partial<Regime> => ({
  changes: [{ from, words: 'Something changes', source: 'rights' }],
});

describe('the news of the law', () => {
  it.each([
    ['2025-11-28', { changed: [], coming: [] }],
    ['2025-11-29', { changed: ['2025-11-29'], coming: [] }],
    ['2026-11-28', { changed: ['2026-11-28'], coming: [] }],
    ['2026-11-29', { changed: [], coming: ['2026-11-29'] }],
    ['2027-11-29', { changed: [], coming: ['2027-11-29'] }],
    ['2027-11-30', { changed: [], coming: [] }],
  ])('has a change of %s within a year of today, and no other', (day, expected) => {
    expect(newsOf(planted(change(day)))).toEqual(expected);
  });

  it.each([
    ['a law that comes into force', { effective: '2027-03-01' }],
    ['an amendment', { amended: { from: '2027-03-01', words: 'It was amended', source: 'rights' } }],
    ['a change', change('2027-03-01')],
    [
      'a kind of request that begins',
      { requestTypes: { nomination: { clock: 'standard', source: 'rights', effective: '2027-03-01' } } },
    ],
    [
      'a date that is counted anew',
      {
        requestTypes: {
          access: {
            clock: 'standard',
            source: 'rights',
            later: [{ from: '2027-03-01', clock: 'standard', source: 'rights' }],
          },
        },
      },
    ],
  ] as const)('has %s', (_, more) => {
    expect(newsOf(planted(more as Partial<Regime>)).coming).toEqual(['2027-03-01']);
  });

  it('names a ground for refusing that begins', () => {
    const law = planted({});
    const grounds = [{ id: 'new', words: 'a new ground', source: 'rights', effective: '2027-03-01' }];

    expect(newsOf({ ...law, refusal: { ...law.refusal, grounds } }).coming).toEqual(['2027-03-01']);
  });

  it('leaves out a law that does not concern the desk', () => {
    expect(newsOf(planted(change('2027-03-01')), 'no')).toEqual({ changed: [], coming: [] });
  });

  it('reports a calendar that ends', () => {
    const calendars = ['2027-01-01', '2029-01-01'].map((until) => ({
      place: `DE-${until.slice(0, 4)}`,
      name: 'Germany',
      covers: { from: '2018-01-01', until },
    }));
    const { coming } = lawNews(following(), TODAY, sourcesOf(planted({}), { calendars }));

    expect(coming.map(({ about }) => about)).toEqual(['calendar DE-2027']);
  });

  it('reports laws that are not in the data, for the places of the desk only', () => {
    const law = (place: string, from?: string): KnownLaw => ({
      id: `${place}${from ?? ''}`,
      name: place,
      place,
      ...(from ? { from } : {}),
      words: 'gives 30 days',
      safe: 'Answer.',
      source: { article: 'x', confidence: 'unconfirmed', checked: TODAY },
    });
    const known = [
      law('US-XX', '2027-03-01'),
      law('US-YY'),
      law('US-ZZ', '2030-01-01'),
      law('DE'),
      law('JP'),
    ];

    const found = lawNews(following(['us-va-vcdpa', 'binds']), TODAY, sourcesOf(planted({}), { known }));

    expect(found.coming.map(({ about }) => about)).toEqual(['US-XX2027-03-01']);
    expect(found.missing.map(({ about }) => about)).toEqual(['US-YY', 'DE']);
  });
});

describe('the news of the laws that this project has', () => {
  const desk = following(
    ['eu-gdpr', 'binds'],
    ['us-ca-ccpa', 'voluntary'],
    ['cl-21719', 'binds'],
    ['us-ut-ucpa', 'no'],
  );
  const report = lawNews(desk, TODAY, lawNewsSources(desk));
  const told = (list: typeof report.coming) => list.map(({ from, about }) => `${from ?? ''} ${about}`.trim());

  it('reports Chile, California and Louisiana, each in a sentence with its source', () => {
    expect(told(report.coming)).toEqual(
      expect.arrayContaining(['2026-12-01 cl-21719', '2027-01-01 us-ca-ccpa', '2027-01-01 us-la-ldpa']),
    );
    expect(
      report.coming.every(({ words, source, about }) => words !== '' && (source || about.startsWith('cal'))),
    ).toBe(true);
    expect(told(report.coming).filter((line) => line.includes('us-ut'))).toEqual([]);
  });

  it('names a kind of request as the form does', () => {
    const words = report.coming.map((news) => news.words).join('\n');

    expect(words).toContain('"Do not use automated decision-making technology on me" (admtOptOut)');
    expect(words).toContain('"Have a person review an automated decision" (admtAppeal)');
  });

  it('reports the right to an explanation under the AI Act, whose first day is disputed', () => {
    expect(told(report.missing)).toContain('2027-12-02 eu-ai-act-86');
  });

  it('can be read as text', () => {
    const text = lawNewsLines(report).join('\n');

    expect(text).toContain('  2026-12-01  cl-21719\n    The new Act comes into force');
    expect(text).toContain('Careful reading:');
    expect(text).not.toMatch(/undefined|\[object/);
  });
});
