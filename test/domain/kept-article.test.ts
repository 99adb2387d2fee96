import { lawsFor } from '../../functions/config/laws/law-library';
import type { Regime } from '../../functions/domain/deadlines/law';
import { keptArticle } from '../../functions/domain/kept-article';

const ids = ['eu-gdpr', 'uk-gdpr', 'us-ca-ccpa', 'us-va-vcdpa', 'nz-privacy'];
const { regimes } = lawsFor(ids, ['DE']);

const under = (article: string, ...laws: string[]) =>
  keptArticle(
    article,
    laws.map((id) => regimes[id] as Regime),
  );

describe('the article on which something is kept', () => {
  const written = '§ 147(1) no. 4, (3) AO; Art. 17(3)(b) GDPR';

  it('is the one that the map names under the GDPR', () => {
    expect(under(written, 'eu-gdpr')).toBe(written);
  });

  it.each([
    written,
    '§ 147(1) no. 4, (3) AO, Article 17(3)(b) GDPR',
    'Art. 17(3)(b) GDPR; § 147(1) no. 4, (3) AO',
    'Art 17(3) GDPR; § 147(1) no. 4, (3) AO',
    'Art. 17 Abs. 3 lit. b DSGVO; § 147(1) no. 4, (3) AO',
    '§ 147(1) no. 4, (3) AO i. V. m. Art. 17 Abs. 3 Buchst. b DS-GVO',
    '§ 147(1) no. 4, (3) AO with Art. 17(3)(b) GDPR',
    'Art. 17(3)(b) of the UK GDPR and § 147(1) no. 4, (3) AO',
  ])('names no article of the GDPR to whom it does not govern: %s', (article) => {
    const words = under(article, 'us-ca-ccpa');

    expect(words).not.toMatch(/GDPR|GVO|\bArt|(with|and|V\. m\.)\s*;/);
    expect(words).toContain('§ 147(1) no. 4, (3) AO; ');
    expect(words).toContain('1798.105(d)');
  });

  it('names each law’s own where several govern', () => {
    const words = under(written, 'eu-gdpr', 'us-ca-ccpa');

    expect(words).toMatch(/^§ 147\(1\) no\. 4, \(3\) AO; Art\. 17\(3\)\(b\) GDPR; .*1798\.105\(d\)/);
  });

  it('is only the other law’s where no governing law names an exception, and empty where no law keeps it', () => {
    expect(under(written, 'nz-privacy')).toBe('§ 147(1) no. 4, (3) AO');
    expect(under('', 'us-ca-ccpa')).toBe('');
  });
});
